package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestARestoreEndsWhenItsOwnServerDoes(t *testing.T) {
	bin := t.TempDir()
	script := "#!/bin/sh\necho \"Can't handle RDB format version 99\"\nexit 3\n"
	if err := os.WriteFile(filepath.Join(bin, "redis-server"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	ended := make(chan error, 1)
	go func() { ended <- Redis{Scratch: t.TempDir()}.Restore(t.Context(), strings.NewReader("REDIS0099")) }()

	select {
	case err := <-ended:
		if err == nil || !strings.Contains(err.Error(), "exit status 3: Can't handle RDB format version 99") {
			t.Errorf("got %v", err)
		}
	case <-time.After(time.Minute):
		t.Error("it hangs")
	}
}
