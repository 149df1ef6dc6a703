// Package store dumps and restores what keeps data: databases, caches and object stores.
package store

import (
	"context"
	"fmt"
	"io"
	"sort"
	"strings"
)

// Store is one server that keeps data.
type Store interface {
	// Dump writes all the data as of one moment, or as near to it as the server can.
	Dump(ctx context.Context, w io.Writer) error
	// Check reads a dump to its end, with what would restore it, and tells what is in it. It changes no data.
	Check(ctx context.Context, r io.Reader) (Contents, error)
	// Restore replaces the data by that of a dump.
	Restore(ctx context.Context, r io.Reader) error
	// Extension is how the name of a file with a dump ends, and Compressed whether the dump is compressed already.
	Extension() string
	Compressed() bool
}

// Contents tells what each table, collection or bucket holds, by its name.
type Contents map[string]Part

// Part is a table, a collection or a bucket.
type Part struct {
	// Count is the number of rows, documents or objects.
	Count int64 `json:"count"`
	// Checksum depends on each of them, but not on their order; empty where a store has no lasting form to take it of.
	Checksum string `json:"checksum,omitempty"`
	// Attributes is a checksum of what objects have beside their bytes and type; empty in backups of before it was taken.
	Attributes string `json:"attributes,omitempty"`
}

// Difference tells what is not in got as it is in want; nil if nothing.
func Difference(want, got Contents) error {
	var differences []string
	for name, part := range want {
		if is, ok := got[name]; !ok {
			differences = append(differences, name+" is missing")
		} else if is.Count != part.Count {
			differences = append(differences, fmt.Sprintf("%s has %d instead of %d", name, is.Count, part.Count))
		} else if is.Checksum != part.Checksum {
			differences = append(differences, name+" has other contents")
		} else if is.Attributes != part.Attributes && part.Attributes != "" {
			differences = append(differences, name+" has other metadata, headers or tags")
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			differences = append(differences, name+" should not be there")
		}
	}
	if len(differences) == 0 {
		return nil
	}
	sort.Strings(differences)
	return fmt.Errorf("%s", strings.Join(differences, "; "))
}
