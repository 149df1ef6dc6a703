package target

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func content(t *testing.T, folder Folder, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(string(folder), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAFileThatIsThereIsNotReplaced(t *testing.T) {
	folder := Folder(t.TempDir())
	if err := folder.Write(t.Context(), "db/a", strings.NewReader("first")); err != nil {
		t.Fatal(err)
	}

	err := folder.Write(t.Context(), "db/a", strings.NewReader("second"))

	if !errors.Is(err, ErrExists) || content(t, folder, "db/a") != "first" {
		t.Errorf("got %v, %s", err, content(t, folder, "db/a"))
	}
	if left, _ := filepath.Glob(filepath.Join(string(folder), "db", "*")); len(left) != 1 {
		t.Errorf("left %v", left)
	}
}

func TestAFileThatSomebodyElseIsWritingIsLeftToThem(t *testing.T) {
	folder := Folder(t.TempDir())
	r, w := io.Pipe()
	written := make(chan error, 1)
	go func() { written <- folder.Write(t.Context(), "db/a", r) }()
	if _, err := io.WriteString(w, "fir"); err != nil {
		t.Fatal(err)
	}

	err := folder.Write(t.Context(), "db/a", strings.NewReader("second"))

	_, _ = io.WriteString(w, "st")
	_ = w.Close()
	if !errors.Is(err, ErrExists) || <-written != nil || content(t, folder, "db/a") != "first" {
		t.Errorf("got %v, %s", err, content(t, folder, "db/a"))
	}
}
