package exporter

import (
	"context"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"slipway.dev/backup/internal/archive"
	"slipway.dev/backup/internal/store"
	"slipway.dev/backup/internal/target"
)

type text string

func (text) Extension() string { return "txt" }
func (text) Compressed() bool  { return true }
func (s text) Dump(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, string(s))
	return err
}
func (text) Check(_ context.Context, r io.Reader) (store.Contents, error) {
	_, err := io.Copy(io.Discard, r)
	return nil, err
}
func (text) Restore(context.Context, io.Reader) error { return nil }

func shown(e *Exporter) string {
	answer := httptest.NewRecorder()
	e.ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
	var values []string
	for line := range strings.Lines(answer.Body.String()) {
		if !strings.HasPrefix(line, "#") {
			values = append(values, strings.TrimPrefix(strings.TrimSpace(line), "slipway_backup_"))
		}
	}
	return strings.Join(values, "; ")
}

func TestItShowsTheLastGoodBackupsAndWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	own := archive.Archive{At: target.Folder(folder), Owner: archive.Owner{Stack: "shop"}}
	other := archive.Archive{At: own.At, Owner: archive.Owner{Stack: "crm"}}
	for _, each := range []struct {
		of archive.Archive
		id string
		at int64
	}{{own, "db", 1000}, {own, "db", 2000}, {other, "db", 9000}} {
		if _, err := each.of.Save(t.Context(), each.id, text("four"), nil, time.Unix(each.at, 0)); err != nil {
			t.Fatal(err)
		}
	}
	if err := own.Failed(t.Context(), "cache", time.Unix(3000, 0)); err != nil {
		t.Fatal(err)
	}
	newest, err := own.Newest(t.Context(), "db")
	if err != nil {
		t.Fatal(err)
	}
	dumps, _ := filepath.Glob(filepath.Join(folder, "db", newest+".*.txt"))
	if len(dumps) != 1 || os.Remove(dumps[0]) != nil {
		t.Fatalf("dumps %v", dumps)
	}
	e := New(own)
	if got := shown(e); got != "target_up 0" {
		t.Errorf("before it has looked: %s", got)
	}

	if err := e.Look(t.Context()); err != nil {
		t.Fatal(err)
	}

	seen := `last_good_timestamp_seconds{store="db"} 1000; last_good_size_bytes{store="db"} 4; ` +
		`last_failure_timestamp_seconds{store="cache"} 3000; damaged{store="cache"} 0; damaged{store="db"} 1`
	if got := shown(e); got != "target_up 1; "+seen {
		t.Errorf("got  %s", got)
	}
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if err := e.Look(t.Context()); err == nil {
		t.Error("it did not fail")
	}
	if got := shown(e); got != "target_up 0; "+seen {
		t.Errorf("while the target is away: %s", got)
	}
}
