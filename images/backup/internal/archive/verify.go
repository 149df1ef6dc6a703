package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"filippo.io/age"

	"slipway.dev/backup/internal/store"
	"slipway.dev/backup/internal/target"
)

// checkStored reads a dump back, and compares size and checksum.
func (a Archive) checkStored(ctx context.Context, manifest Manifest) error {
	stored, err := open(ctx, a.At, manifest)
	if err != nil {
		return err
	}
	defer stored.Close()
	return stored.checkRest()
}

// Verify reads a backup to its end: it is what was written, can be decrypted, and can be read by what would restore it.
func (a Archive) Verify(ctx context.Context, name string, of store.Store, identities []age.Identity) (Manifest, error) {
	manifest, err := a.readManifest(ctx, name)
	if err != nil {
		return manifest, err
	}
	if foreign := a.Owner.differs(manifest.Owner); foreign != "" && !a.Foreign {
		return manifest, fmt.Errorf("%s; --foreign takes it nevertheless", foreign)
	}
	// On its own first: what is wrong with a truncated file is that it is truncated, not what comes of reading it.
	if err := a.checkStored(ctx, manifest); err != nil {
		return manifest, err
	}
	return manifest, a.read(ctx, manifest, identities, func(dump io.Reader) error {
		contents, err := of.Check(ctx, dump)
		if err != nil {
			return err
		}
		return store.Difference(manifest.Contents, contents)
	})
}

// Restore replaces what a store holds by a backup, and compares what it holds then.
func (a Archive) Restore(ctx context.Context, name string, to store.Store, identities []age.Identity) (Manifest, error) {
	manifest, err := a.Verify(ctx, name, to, identities)
	if err != nil {
		return manifest, fmt.Errorf("%s is refused, nothing was touched: %w", name, err)
	}
	err = a.read(ctx, manifest, identities, func(dump io.Reader) error { return to.Restore(ctx, dump) })
	if err != nil {
		return manifest, err
	}
	contents, err := Look(ctx, to)
	if err != nil {
		return manifest, fmt.Errorf("restored, but can't be looked at: %w", err)
	}
	if err := store.Difference(manifest.Contents, contents); err != nil {
		return manifest, fmt.Errorf("restored, but not the same: %w", err)
	}
	return manifest, nil
}

// Look tells what a store holds, by way of a dump that nobody keeps.
func Look(ctx context.Context, of store.Store) (store.Contents, error) {
	dump, w := io.Pipe()
	dumped := make(chan error, 1)
	go func() {
		err := of.Dump(ctx, w)
		_ = w.CloseWithError(err)
		dumped <- err
	}()
	contents, err := of.Check(ctx, dump)
	if err == nil {
		_, err = io.Copy(io.Discard, dump)
	}
	_ = dump.CloseWithError(err)
	if failed := <-dumped; failed != nil && err == nil {
		err = failed
	}
	return contents, err
}

// read gives use the dump of a backup, and checks after it that all of that was what had been written.
func (a Archive) read(ctx context.Context, manifest Manifest, identities []age.Identity, use func(io.Reader) error) error {
	stored, err := open(ctx, a.At, manifest)
	if err != nil {
		return err
	}
	defer stored.Close()
	dump, err := unpack(stored, manifest, identities)
	if err != nil {
		return err
	}
	defer dump.Close()
	readable := &watchedReader{Reader: dump}
	if err := use(readable); err != nil {
		// What a store makes of a dump that ends early hides why it does: that it can't be decrypted, say.
		if readable.failure != nil {
			return readable.failure
		}
		return err
	}
	if _, err := io.Copy(io.Discard, dump); err != nil {
		return err
	}
	return stored.checkRest()
}

// watchedReader remembers why it could not be read on.
type watchedReader struct {
	io.Reader
	failure error
}

func (r *watchedReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		r.failure = err
	}
	return n, err
}

// storedFile is a file at the target that is hashed while it is read.
type storedFile struct {
	io.Reader
	io.Closer
	manifest Manifest
	sum      hash.Hash
	size     *counter
}

func open(ctx context.Context, at target.Target, manifest Manifest) (*storedFile, error) {
	file, err := at.Open(ctx, manifest.File)
	if err != nil {
		return nil, err
	}
	sum, size := sha256.New(), &counter{}
	return &storedFile{io.TeeReader(file, io.MultiWriter(sum, size)), file, manifest, sum, size}, nil
}

// checkRest reads on to the end, and compares size and checksum with the manifest's.
func (f *storedFile) checkRest() error {
	if _, err := io.Copy(io.Discard, f); err != nil {
		return err
	}
	if f.size.bytes != f.manifest.Size {
		return fmt.Errorf("%s has %d bytes instead of %d", f.manifest.File, f.size.bytes, f.manifest.Size)
	}
	if sum := hex.EncodeToString(f.sum.Sum(nil)); sum != f.manifest.SHA256 {
		return fmt.Errorf("%s has the checksum %s instead of %s", f.manifest.File, sum, f.manifest.SHA256)
	}
	return nil
}
