package archive

import (
	"testing"
	"time"

	"slipway.dev/backup/internal/target"
)

func TestAFailureIsKnownUntilABackupSucceeds(t *testing.T) {
	at := target.Folder(t.TempDir())
	other := Archive{At: at, Owner: Owner{Stack: "crm"}}
	for _, each := range []struct {
		of Archive
		id string
		at time.Time
	}{{of(at), "db", noon}, {of(at), "db", noon.Add(time.Minute)}, {of(at), "cache", noon}, {other, "db", noon.Add(time.Hour)}} {
		if err := each.of.Failed(ctx, each.id, each.at); err != nil {
			t.Fatal(err)
		}
	}
	failures, err := of(at).Failures(ctx)
	if err != nil || len(failures) != 2 || failures[0].Store != "cache" || !failures[1].At.Equal(noon.Add(time.Minute)) {
		t.Errorf("got %+v, %v", failures, err)
	}

	if _, _, err := of(at).Renew(ctx, "db", &lines{text: "x\n"}, nil, day, noon.Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}

	if failures, err := of(at).Failures(ctx); err != nil || len(failures) != 1 || failures[0].Store != "cache" {
		t.Errorf("left %+v, %v", failures, err)
	}
	if failures, err := other.Failures(ctx); err != nil || len(failures) != 1 {
		t.Errorf("the other stack has %+v, %v", failures, err)
	}
}
