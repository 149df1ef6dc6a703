package archive

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path"
	"strconv"
	"sync"
	"time"

	"filippo.io/age"

	"slipway.dev/backup/internal/store"
	"slipway.dev/backup/internal/target"
)

// Save makes a backup of a store, and verifies it: the dump is read by what would restore it while it is made, and
// read back from the target to its end. With recipients it is encrypted for them.
func (a Archive) Save(ctx context.Context, id string, from store.Store, recipients []age.Recipient, now time.Time) (Manifest, error) {
	start := time.Now()
	manifest := Manifest{
		Name:       id + "-" + now.UTC().Format(timeLayout),
		Store:      id,
		Owner:      a.Owner,
		Created:    now.UTC().Truncate(time.Second),
		Compressed: !from.Compressed(),
		Encrypted:  len(recipients) > 0,
	}
	// No two runs write the same file, even if they begin in the same second: each may delete its own.
	run := strconv.FormatUint(uint64(rand.Uint32()), 16)
	manifest.File = path.Join(id, manifest.Name+"."+run+"."+from.Extension()+endings(manifest))

	if err := write(ctx, a.At, &manifest, from, recipients); err != nil {
		return manifest, errors.Join(err, discard(a.At, manifest.File))
	}
	if err := a.checkStored(ctx, manifest); err != nil {
		return manifest, errors.Join(fmt.Errorf("reading it back: %w", err), discard(a.At, manifest.File))
	}
	manifest.Seconds = time.Since(start).Round(100 * time.Millisecond).Seconds()
	return manifest, name(ctx, a.At, manifest)
}

// name writes the manifest, by which a dump becomes a backup. The name of one is that of its second: the first run takes it.
func name(ctx context.Context, at target.Target, manifest Manifest) error {
	text, err := json.Marshal(manifest)
	if err != nil {
		return err
	}
	err = at.Write(ctx, manifestFile(manifest.Store, manifest.Name), bytes.NewReader(text))
	if errors.Is(err, target.ErrExists) {
		err = fmt.Errorf("another run has made a backup of %s in the same second, and this one is dropped: start it again: %w", manifest.Store, err)
		return errors.Join(err, discard(at, manifest.File))
	}
	// It may be there even so, such as when only the answer was lost: then it needs its dump.
	return err
}

func endings(manifest Manifest) string {
	ending := ""
	if manifest.Compressed {
		ending += ".zst"
	}
	if manifest.Encrypted {
		ending += ".age"
	}
	return ending
}

// discard deletes what a backup that failed may have left, whether or not there is still time for it.
func discard(at target.Target, file string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if opened, err := at.Open(ctx, file); err != nil {
		return nil
	} else if err := opened.Close(); err != nil {
		return err
	}
	return at.Delete(ctx, file)
}

// write pipes: dump -> (check) -> compress -> encrypt -> (checksum) -> target.
func write(ctx context.Context, at target.Target, manifest *Manifest, from store.Store, recipients []age.Recipient) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)

	checked, toCheck := io.Pipe()
	stored, toStore := io.Pipe()
	var work sync.WaitGroup
	work.Go(func() {
		contents, err := from.Check(ctx, checked)
		manifest.Contents = contents
		if err == nil {
			_, err = io.Copy(io.Discard, checked)
		}
		if err != nil {
			cancel(fmt.Errorf("the dump can't be read: %w", err))
		}
		_ = checked.CloseWithError(err)
	})
	work.Go(func() {
		sum, size := sha256.New(), &counter{}
		err := at.Write(ctx, manifest.File, io.TeeReader(stored, io.MultiWriter(sum, size)))
		manifest.SHA256, manifest.Size = hex.EncodeToString(sum.Sum(nil)), size.bytes
		if err != nil {
			cancel(fmt.Errorf("the backup can't be written: %w", err))
		}
		_ = stored.CloseWithError(err)
	})

	err := pack(toStore, manifest.Compressed, recipients, func(packed io.Writer) error {
		return from.Dump(ctx, io.MultiWriter(toCheck, packed))
	})
	if err != nil {
		cancel(err) // the first cause stays
	}
	// With the error: a dump that ends early is not to pass for a short one.
	_ = toCheck.CloseWithError(err)
	_ = toStore.CloseWithError(err)
	work.Wait()
	return context.Cause(ctx)
}

type counter struct{ bytes int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.bytes += int64(len(p))
	return len(p), nil
}
