package archive

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
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
	if _, err := Outdate(ctx, at, "db", 25*day, noon); err != nil {
		t.Fatal(err)
	}
	if left := names(t, at); len(left) != 3 {
		t.Errorf("left %v", left)
	}
	if _, err := Outdate(ctx, at, "db", 25*day, noon.Add(1000*day)); err != nil {
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

	deleted, err := Outdate(ctx, at, "db", 25*day, noon)

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
		return syscall.ENOSPC
	}
	return s.Folder.Write(ctx, name, r)
}

func TestABackupHasTheRoomOfTheOutdatedOnes(t *testing.T) {
	at := small{target.Folder(t.TempDir()), 4}
	save(t, at, &lines{text: "x\n"}, noon.Add(-2*day))
	save(t, at, &lines{text: "x\n"}, noon.Add(-day))

	_, deleted, err := Renew(ctx, at, "db", &lines{text: "x\n"}, nil, 25*time.Hour, noon)

	if err != nil || len(deleted) != 2 {
		t.Errorf("deleted %v, %v", deleted, err)
	}
}

func TestTheLastGoodBackupStaysUntilTheNextIsGood(t *testing.T) {
	at := target.Folder(t.TempDir())
	save(t, at, &lines{text: "x\n"}, noon.Add(-90*day))

	if _, _, err := Renew(ctx, at, "db", &lines{failure: io.ErrUnexpectedEOF}, nil, 25*day, noon); err == nil {
		t.Error("it did not fail")
	}
	if left := names(t, at); len(left) != 1 {
		t.Errorf("left %v", left)
	}
	if _, _, err := Renew(ctx, at, "db", &lines{text: "x\n"}, nil, 25*day, noon); err != nil {
		t.Fatal(err)
	}
	if left := names(t, at); len(left) != 1 || left[0] != "db-20260131t120000z" {
		t.Errorf("left %v", left)
	}
}
