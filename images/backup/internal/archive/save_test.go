package archive

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"slipway.dev/backup/internal/target"
)

// held is a store whose dump goes on only when others are done.
type held struct {
	lines
	begun, goOn chan struct{}
}

func (s *held) Dump(ctx context.Context, w io.Writer) error {
	close(s.begun)
	<-s.goOn
	return s.lines.Dump(ctx, w)
}

func TestOfTwoBackupsInOneSecondTheSecondIsRefusedAndTheFirstStays(t *testing.T) {
	for name, failure := range map[string]error{"": nil, "that fails": errors.New("connection lost")} {
		at := target.Folder(t.TempDir())
		slow := &held{lines{text: "slow\n", failure: failure}, make(chan struct{}), make(chan struct{})}
		failed := make(chan error, 1)
		go func() {
			_, err := of(at).Save(ctx, "db", slow, nil, noon)
			failed <- err
		}()
		<-slow.begun
		first := save(t, at, &lines{text: "first\n"}, noon)
		close(slow.goOn)

		err := <-failed
		if err == nil || failure == nil && !strings.Contains(err.Error(), "in the same second") {
			t.Errorf("one %s: got %v", name, err)
		}
		if files, _ := at.List(ctx); len(files) != 2 {
			t.Errorf("one %s: left %v", name, files)
		}
		if _, err := of(at).Verify(ctx, first.Name, &lines{}, nil); err != nil {
			t.Errorf("one %s: %v", name, err)
		}
	}
}
