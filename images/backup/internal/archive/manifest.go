package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"time"

	"slipway.dev/backup/internal/store"
	"slipway.dev/backup/internal/target"
)

// Manifest tells all about one backup. It is written last: what has none is no backup.
type Manifest struct {
	Name    string    `json:"name"`
	Store   string    `json:"store"`
	Owner   Owner     `json:"owner,omitzero"`
	Created time.Time `json:"created"`
	// File is the name of the dump at the target.
	File string `json:"file"`
	// Size and SHA256 are of that file as it is kept: compressed, and encrypted if it is.
	Size       int64          `json:"size"`
	SHA256     string         `json:"sha256"`
	Compressed bool           `json:"compressed"`
	Encrypted  bool           `json:"encrypted"`
	Contents   store.Contents `json:"contents"`
	// Seconds that the backup took, its verification included.
	Seconds float64 `json:"seconds"`
}

const (
	manifestSuffix = ".json"
	timeLayout     = "20060102t150405z"
)

var backupName = regexp.MustCompile(`^(.+)-\d{8}t\d{6}z$`)

// errDamaged is what reading a manifest fails with that is no backup's, unlike one that can't be reached just now.
var errDamaged = errors.New("the manifest is damaged")

// storeOf gives the store that a backup is of, by its name.
func storeOf(name string) (string, error) {
	found := backupName.FindStringSubmatch(name)
	if found == nil {
		return "", fmt.Errorf("%q is no name of a backup such as postgres-20260131t020000z", name)
	}
	return found[1], nil
}

func timeOf(name string) time.Time {
	at, _ := time.Parse(timeLayout, name[len(name)-len(timeLayout):])
	return at
}

// manifestFile is the name at the target of the manifest of a backup.
func manifestFile(id, name string) string {
	return path.Join(id, name+manifestSuffix)
}

func (a Archive) readManifest(ctx context.Context, name string) (Manifest, error) {
	var manifest Manifest
	from, err := storeOf(name)
	if err != nil {
		return manifest, err
	}
	file, err := a.At.Open(ctx, manifestFile(from, name))
	if errors.Is(err, target.ErrNotFound) {
		return manifest, fmt.Errorf("there is no backup %s: %w", name, err)
	}
	if err != nil {
		return manifest, err
	}
	defer file.Close()
	text, err := io.ReadAll(file)
	if err != nil {
		return manifest, err
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return manifest, fmt.Errorf("%w: %s: %w", errDamaged, name, err)
	}
	if manifest.Name != name || manifest.Store != from || path.Dir(manifest.File) != from {
		return manifest, fmt.Errorf("%w: %s has another backup's", errDamaged, name)
	}
	return manifest, nil
}
