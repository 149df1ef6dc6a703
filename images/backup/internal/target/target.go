// Package target keeps files: in a folder, or in a bucket of an object store.
package target

import (
	"context"
	"errors"
	"io"
	"sort"
	"time"
)

// ErrNotFound is what reading a file that is not there fails with.
var ErrNotFound = errors.New("no such file")

// ErrExists is what writing a file that is there already fails with.
var ErrExists = errors.New("the file exists")

// ErrNoRoom is what writing fails with where the target is full.
var ErrNoRoom = errors.New("there is no room left")

// File is one file at a target.
type File struct {
	Name string
	// Size is in bytes.
	Size int64
}

// Target is a place for files, by names such as "postgres/postgres-20260131t020000z.json".
type Target interface {
	// Write keeps what r gives under a new name. The file is there whole, or not at all.
	Write(ctx context.Context, name string, r io.Reader) error
	Open(ctx context.Context, name string) (io.ReadCloser, error)
	// List gives all files, sorted by name.
	List(ctx context.Context) ([]File, error)
	Delete(ctx context.Context, name string) error
	// Abandoned gives the names of what was begun in a folder, never finished, and not written to since a time.
	Abandoned(ctx context.Context, folder string, since time.Time) ([]string, error)
}

func sortByName(files []File) {
	sort.Slice(files, func(i, j int) bool { return files[i].Name < files[j].Name })
}
