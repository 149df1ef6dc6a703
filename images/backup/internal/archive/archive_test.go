package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"slipway.dev/backup/internal/store"
	"slipway.dev/backup/internal/target"
)

// lines is a store whose data are lines of text.
type lines struct {
	text    string
	failure error
}

func (lines) Extension() string { return "txt" }
func (lines) Compressed() bool  { return false }

func (s *lines) Dump(_ context.Context, w io.Writer) error {
	if _, err := io.WriteString(w, s.text); err != nil {
		return err
	}
	return s.failure
}

func (s *lines) Check(_ context.Context, r io.Reader) (store.Contents, error) {
	text, err := io.ReadAll(r)
	return store.Contents{"lines": {Count: int64(bytes.Count(text, []byte("\n")))}}, err
}

func (s *lines) Restore(_ context.Context, r io.Reader) error {
	text, err := io.ReadAll(r)
	s.text = string(text)
	return err
}

var (
	ctx  = context.Background()
	noon = time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)
	own  = Owner{Stack: "shop", Cluster: []string{"a1"}}
)

func of(at target.Target) Archive {
	return Archive{At: at, Owner: own}
}

func save(t *testing.T, at target.Target, from *lines, now time.Time, recipients ...age.Recipient) Manifest {
	t.Helper()
	manifest, err := of(at).Save(ctx, "db", from, recipients, now)
	if err != nil {
		t.Fatal(err)
	}
	return manifest
}

func TestABackupComesBackAsItWas(t *testing.T) {
	at := target.Folder(t.TempDir())
	manifest := save(t, at, &lines{text: "one\ntwo\n"}, noon)
	to := &lines{text: "newer\n"}

	if _, err := of(at).Restore(ctx, manifest.Name, to, nil); err != nil {
		t.Fatal(err)
	}
	if manifest.Name != "db-20260131t120000z" || to.text != "one\ntwo\n" {
		t.Errorf("got %q of %s", to.text, manifest.Name)
	}
}

func TestADumpThatFailsLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	failure := errors.New("connection lost")

	_, err := of(target.Folder(folder)).Save(ctx, "db", &lines{text: "half", failure: failure}, nil, noon)

	if !errors.Is(err, failure) {
		t.Errorf("got %v", err)
	}
	if files, _ := target.Folder(folder).List(ctx); len(files) != 0 {
		t.Errorf("left %v", files)
	}
}

func TestADamagedBackupIsRefusedAndNothingIsTouched(t *testing.T) {
	damages := map[string]func(string) error{
		"has 5 bytes instead of": func(path string) error { return os.Truncate(path, 5) },
		"has the checksum":       func(path string) error { return flip(path) },
		"no such file":           os.Remove,
	}
	for message, damage := range damages {
		folder := t.TempDir()
		at := target.Folder(folder)
		manifest := save(t, at, &lines{text: strings.Repeat("a line\n", 100)}, noon)
		if err := damage(filepath.Join(folder, manifest.File)); err != nil {
			t.Fatal(err)
		}
		to := &lines{text: "newer\n"}

		_, err := of(at).Restore(ctx, manifest.Name, to, nil)

		if err == nil || !strings.Contains(err.Error(), message) || !strings.Contains(err.Error(), "nothing was touched") {
			t.Errorf("got %v instead of %q", err, message)
		}
		if to.text != "newer\n" {
			t.Errorf("it has touched the store: %q", to.text)
		}
	}
}

func flip(path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	content[len(content)/2] ^= 1
	return os.WriteFile(path, content, 0o600)
}

func TestWhatIsEncryptedNeedsItsIdentity(t *testing.T) {
	at := target.Folder(t.TempDir())
	mine, _ := age.GenerateX25519Identity()
	other, _ := age.GenerateX25519Identity()
	manifest := save(t, at, &lines{text: "secret\n"}, noon, mine.Recipient())

	for _, identities := range [][]age.Identity{nil, {other}} {
		to := &lines{}
		if _, err := of(at).Restore(ctx, manifest.Name, to, identities); err == nil || to.text != "" {
			t.Errorf("restored with %v: %v", identities, err)
		}
	}
	to := &lines{}
	if _, err := of(at).Restore(ctx, manifest.Name, to, []age.Identity{mine}); err != nil || to.text != "secret\n" {
		t.Errorf("got %q, %v", to.text, err)
	}
}

// picky says of each dump that it can't read to its end that it is none, as databases do.
type picky struct{ lines }

func (s *picky) Check(ctx context.Context, r io.Reader) (store.Contents, error) {
	contents, err := s.lines.Check(ctx, r)
	if err != nil {
		err = errors.New("it is no dump")
	}
	return contents, err
}

func TestWhatIsEncryptedIsRefusedEvenIfItsChecksumWasChangedWithIt(t *testing.T) {
	folder := t.TempDir()
	at := target.Folder(folder)
	mine, _ := age.GenerateX25519Identity()
	manifest := save(t, at, &lines{text: "secret\n"}, noon, mine.Recipient())
	dump := filepath.Join(folder, manifest.File)
	content, _ := os.ReadFile(dump)
	content[len(content)-1] ^= 1
	if err := os.WriteFile(dump, content, 0o600); err != nil {
		t.Fatal(err)
	}
	described := filepath.Join(folder, "db", manifest.Name+".json")
	text, _ := os.ReadFile(described)
	sum := sha256.Sum256(content)
	text = bytes.ReplaceAll(text, []byte(manifest.SHA256), []byte(hex.EncodeToString(sum[:])))
	if err := os.WriteFile(described, text, 0o600); err != nil {
		t.Fatal(err)
	}
	to := &picky{lines{text: "newer\n"}}

	_, err := of(at).Restore(ctx, manifest.Name, to, []age.Identity{mine})

	if err == nil || !strings.Contains(err.Error(), "failed to decrypt and authenticate") || to.text != "newer\n" {
		t.Errorf("got %v, %q", err, to.text)
	}
}

func TestADamagedManifestIsListedAsSuch(t *testing.T) {
	folder := t.TempDir()
	at := target.Folder(folder)
	manifest := save(t, at, &lines{text: "x\n"}, noon)
	if err := os.Truncate(filepath.Join(folder, "db", manifest.Name+".json"), 10); err != nil {
		t.Fatal(err)
	}

	backups, err := of(at).List(ctx)

	if err != nil || len(backups) != 1 || !strings.Contains(backups[0].Damage, "damaged") {
		t.Errorf("got %+v, %v", backups, err)
	}
}

func TestASummaryHasTheNewestOfEachStoreOfItsOwner(t *testing.T) {
	backups := []Listed{
		{Manifest: Manifest{Store: "db", Name: "db-1"}},
		{Manifest: Manifest{Store: "db", Name: "db-2"}, Damage: "its dump is gone"},
		{Manifest: Manifest{Store: "db", Name: "db-3"}, Foreign: "it is of another cluster"},
		{Manifest: Manifest{Store: "old", Name: "old-1"}},
	}

	summary := Summary(backups, []string{"cache", "db"})

	want := []Seen{{Store: "cache"}, {"db", "db-2", "its dump is gone"}, {Store: "old", Name: "old-1"}}
	if !slices.Equal(summary, want) {
		t.Errorf("got %+v", summary)
	}
}

func names(t *testing.T, at target.Target) []string {
	t.Helper()
	backups, err := of(at).List(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, backup := range backups {
		names = append(names, backup.Name)
	}
	return names
}
