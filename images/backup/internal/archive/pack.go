package archive

import (
	"errors"
	"io"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"
)

// pack has fill write what goes to out compressed and encrypted: `age -d`, then `zstd -d`, undo that.
func pack(out io.Writer, compressed bool, recipients []age.Recipient, fill func(io.Writer) error) error {
	var closers []io.Closer
	if len(recipients) > 0 {
		encrypted, err := age.Encrypt(out, recipients...)
		if err != nil {
			return err
		}
		out, closers = encrypted, append(closers, encrypted)
	}
	if compressed {
		packed, err := zstd.NewWriter(out, zstd.WithEncoderConcurrency(1))
		if err != nil {
			return err
		}
		out, closers = packed, append([]io.Closer{packed}, closers...)
	}
	if err := fill(out); err != nil {
		return err
	}
	var failed error
	for _, closer := range closers {
		failed = errors.Join(failed, closer.Close())
	}
	return failed
}

// unpack gives the dump that packed holds.
func unpack(packed io.Reader, manifest Manifest, identities []age.Identity) (io.ReadCloser, error) {
	if manifest.Encrypted {
		if len(identities) == 0 {
			return nil, errors.New("it is encrypted, and there is no identity to decrypt it with")
		}
		plain, err := age.Decrypt(packed, identities...)
		if err != nil {
			return nil, err
		}
		packed = plain
	}
	if !manifest.Compressed {
		return io.NopCloser(packed), nil
	}
	decoder, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
	if err != nil {
		return nil, err
	}
	return decoder.IOReadCloser(), nil
}
