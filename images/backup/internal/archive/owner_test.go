package archive

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"slipway.dev/backup/internal/target"
)

// others are who may keep backups beside the stack "shop" of the cluster "a1".
func others(at target.Target) map[string]Archive {
	return map[string]Archive{
		"of the stack 'crm'":          {At: at, Owner: Owner{Stack: "crm", Cluster: []string{"a1"}}},
		"of another cluster":          {At: at, Owner: Owner{Stack: "shop", Cluster: []string{"b2"}}},
		"not say which stack":         {At: at},
		"it is of another cluster; -": {At: at, Owner: Owner{Stack: "shop"}},
	}
}

func TestWhatIsOfAnotherStackOrClusterIsRestoredOnlyIfThatIsWanted(t *testing.T) {
	for message := range others(nil) {
		at := target.Folder(t.TempDir())
		foreign, err := others(at)[message].Save(ctx, "db", &lines{text: "theirs\n"}, nil, noon)
		if err != nil {
			t.Fatal(err)
		}
		to := &lines{text: "ours\n"}

		_, err = of(at).Restore(ctx, foreign.Name, to, nil)
		if err == nil || !strings.Contains(err.Error(), message) || !strings.Contains(err.Error(), "nothing was touched") || to.text != "ours\n" {
			t.Errorf("%s: got %v, %q", message, err, to.text)
		}
		if name, err := of(at).Newest(ctx, "db"); err == nil {
			t.Errorf("%s: the newest is %s", message, name)
		}

		willing := of(at)
		willing.Foreign = true
		if name, err := willing.Newest(ctx, "db"); err != nil || name != foreign.Name {
			t.Errorf("%s: the newest is %s, %v", message, name, err)
		}
		if _, err := willing.Restore(ctx, foreign.Name, to, nil); err != nil || to.text != "theirs\n" {
			t.Errorf("%s: got %v, %q", message, err, to.text)
		}
	}
}

func TestAClusterWhoseAuthorityWasReplacedStillKnowsItsBackups(t *testing.T) {
	at := target.Folder(t.TempDir())
	before := save(t, at, &lines{text: "x\n"}, noon)
	during := Archive{At: at, Owner: Owner{Stack: "shop", Cluster: []string{"a1", "c3"}}}

	if _, err := during.Verify(ctx, before.Name, &lines{}, nil); err != nil {
		t.Error(err)
	}
	if listed, err := during.List(ctx); err != nil || listed[0].Foreign != "" {
		t.Errorf("got %+v, %v", listed, err)
	}
}

func TestWhatIsOfAnotherStackOrClusterIsNotOutdated(t *testing.T) {
	for name := range others(nil) {
		at := target.Folder(t.TempDir())
		other := others(at)[name]
		for age := range 3 {
			if _, err := other.Save(ctx, "db", &lines{text: "x\n"}, nil, noon.Add(-100*time.Duration(age+1)*day)); err != nil {
				t.Fatal(err)
			}
		}

		manifest, deleted, err := of(at).Renew(ctx, "db", &lines{text: "x\n"}, nil, 25*day, noon)

		if err != nil || len(deleted) != 0 || len(names(t, at)) != 4 {
			t.Errorf("%s: deleted %v, left %v, %v", name, deleted, names(t, at), err)
		}
		// Nor does theirs, which is newer, count as the last good one.
		if _, err := other.Save(ctx, "db", &lines{text: "x\n"}, nil, noon.Add(200*day)); err != nil {
			t.Fatal(err)
		}
		if _, err := of(at).Outdate(ctx, "db", 25*day, noon.Add(300*day)); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(string(at), manifest.File)); err != nil {
			t.Errorf("%s: the last good one is gone: %v", name, err)
		}
	}
}
