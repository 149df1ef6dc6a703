package archive

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"slipway.dev/backup/internal/target"
)

const day = 24 * time.Hour

func TestBackupsOlderThanTheRetentionGoButNotTheLastGoodOne(t *testing.T) {
	folder := t.TempDir()
	at := target.Folder(folder)
	for age := range 5 {
		save(t, at, &lines{text: "x\n"}, noon.Add(-time.Duration(age)*10*day))
	}
	// What a run that was killed has left, long ago.
	if err := at.Write(ctx, "db/db-20250101t000000z.txt.zst", strings.NewReader("half")); err != nil {
		t.Fatal(err)
	}
	if _, err := of(at).Outdate(ctx, "db", 25*day, noon); err != nil {
		t.Fatal(err)
	}
	if left := names(t, at); len(left) != 3 {
		t.Errorf("left %v", left)
	}
	if _, err := of(at).Outdate(ctx, "db", 25*day, noon.Add(1000*day)); err != nil {
		t.Fatal(err)
	}
	if left := names(t, at); len(left) != 1 || left[0] != "db-20260131t120000z" {
		t.Errorf("left %v", left)
	}
	if files, _ := at.List(ctx); len(files) != 2 {
		t.Errorf("left %v", files)
	}
}

func TestWhatRunsThatWereKilledHaveLeftGoesOnceNoneCanStillBeAtWork(t *testing.T) {
	folder := t.TempDir()
	at := target.Folder(folder)
	save(t, at, &lines{text: "x\n"}, noon)
	abandoned := filepath.Join(folder, "db", "db-20260131t000000z.txt.zst.partial")
	atWork := filepath.Join(folder, "db", "db-20260130t000000z.txt.zst.partial")
	for path, written := range map[string]time.Time{abandoned: noon.Add(-7 * time.Hour), atWork: noon.Add(-time.Hour)} {
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, written, written); err != nil {
			t.Fatal(err)
		}
	}

	deleted, err := of(at).Outdate(ctx, "db", 25*day, noon)

	if err != nil || len(deleted) != 1 || deleted[0] != filepath.Base(abandoned) {
		t.Errorf("deleted %v, %v", deleted, err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "db", "*.partial")); len(left) != 1 || left[0] != atWork {
		t.Errorf("left %v", left)
	}
}

// small is a folder on a volume with room for a number of files.
type small struct {
	target.Folder
	room int
}

func (s small) Write(ctx context.Context, name string, r io.Reader) error {
	files, err := s.List(ctx)
	if err != nil {
		return err
	}
	if len(files) >= s.room {
		return target.ErrNoRoom
	}
	return s.Folder.Write(ctx, name, r)
}

func TestABackupHasTheRoomOfTheOutdatedOnes(t *testing.T) {
	at := small{target.Folder(t.TempDir()), 4}
	save(t, at, &lines{text: "x\n"}, noon.Add(-2*day))
	save(t, at, &lines{text: "x\n"}, noon.Add(-day))

	_, deleted, err := of(at).Renew(ctx, "db", &lines{text: "x\n"}, nil, 25*time.Hour, noon)

	if err != nil || len(deleted) != 2 {
		t.Errorf("deleted %v, %v", deleted, err)
	}
}

func TestTheLastGoodBackupStaysUntilTheNextIsGood(t *testing.T) {
	at := target.Folder(t.TempDir())
	save(t, at, &lines{text: "x\n"}, noon.Add(-90*day))

	if _, _, err := of(at).Renew(ctx, "db", &lines{failure: io.ErrUnexpectedEOF}, nil, 25*day, noon); err == nil {
		t.Error("it did not fail")
	}
	if left := names(t, at); len(left) != 1 {
		t.Errorf("left %v", left)
	}
	if _, _, err := of(at).Renew(ctx, "db", &lines{text: "x\n"}, nil, 25*day, noon); err != nil {
		t.Fatal(err)
	}
	if left := names(t, at); len(left) != 1 || left[0] != "db-20260131t120000z" {
		t.Errorf("left %v", left)
	}
}

// resized makes a file of a folder shorter, by so many bytes as are left.
func resized(t *testing.T, folder, file string, size int64) {
	t.Helper()
	if err := os.Truncate(filepath.Join(folder, file), size); err != nil {
		t.Fatal(err)
	}
}

func TestWhereRoomIsShortABackupWhoseDumpIsDamagedIsNotTheLastGoodOne(t *testing.T) {
	folder := t.TempDir()
	at := small{target.Folder(folder), 4}
	good := save(t, at, &lines{text: "x\n"}, noon.Add(-60*day))
	damaged := save(t, at, &lines{text: "y\n"}, noon.Add(-51*day))
	resized(t, folder, damaged.File, 3)

	_, deleted, err := of(at).Renew(ctx, "db", &lines{text: "z\n"}, nil, 30*day, noon)

	if err != nil {
		t.Fatal(err)
	}
	// First the damaged one, for room; the good one when there was a new one.
	if len(deleted) != 4 || !strings.HasPrefix(deleted[0], damaged.Name) || !strings.HasPrefix(deleted[2], good.Name) {
		t.Errorf("deleted %v", deleted)
	}
}

func TestTheLastGoodBackupStaysWhereThereIsNoRoomForAnother(t *testing.T) {
	folder := t.TempDir()
	at := small{target.Folder(folder), 2}
	good := save(t, at, &lines{text: "x\n"}, noon.Add(-60*day))

	_, deleted, err := of(at).Renew(ctx, "db", &lines{text: "z\n"}, nil, 30*day, noon)

	if err == nil || len(deleted) != 0 {
		t.Errorf("deleted %v, %v", deleted, err)
	}
	if left := names(t, at); len(left) != 1 || left[0] != good.Name {
		t.Errorf("left %v", left)
	}
}

func TestNothingIsOutdatedBeforeTheNextStands(t *testing.T) {
	at := target.Folder(t.TempDir())
	save(t, at, &lines{text: "x\n"}, noon.Add(-90*day))
	save(t, at, &lines{text: "x\n"}, noon.Add(-80*day))

	_, deleted, err := of(at).Renew(ctx, "db", &lines{failure: io.ErrUnexpectedEOF}, nil, 25*day, noon)

	if err == nil || len(deleted) != 0 || len(names(t, at)) != 2 {
		t.Errorf("deleted %v, %v, left %v", deleted, err, names(t, at))
	}
}

func TestABackupWhoseDumpIsGoneOrShorterIsNoGoodOne(t *testing.T) {
	for damage, spoil := range map[string]func(path string) error{
		"is gone":              os.Remove,
		"has 3 bytes instead":  func(path string) error { return os.Truncate(path, 3) },
		"has 99 bytes instead": func(path string) error { return os.Truncate(path, 99) },
	} {
		folder := t.TempDir()
		at := target.Folder(folder)
		good := save(t, at, &lines{text: "x\n"}, noon.Add(-60*day))
		newest := save(t, at, &lines{text: "x\n"}, noon.Add(-51*day))
		if err := spoil(filepath.Join(folder, newest.File)); err != nil {
			t.Fatal(err)
		}

		listed, err := of(at).List(ctx)
		if err != nil || len(listed) != 2 || listed[0].Damage != "" || !strings.Contains(listed[1].Damage, damage) {
			t.Errorf("listed %+v, %v", listed, err)
		}
		if name, err := of(at).Newest(ctx, "db"); err != nil || name != good.Name {
			t.Errorf("the newest is %s, %v", name, err)
		}
		if _, err := of(at).Outdate(ctx, "db", 25*day, noon); err != nil {
			t.Fatal(err)
		}
		if left := names(t, at); len(left) != 1 || left[0] != good.Name {
			t.Errorf("left %v", left)
		}
	}
}
