// Package archive keeps the backups of stores at a target: writes, verifies, reads and outdates them.
package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
	"time"

	"slipway.dev/backup/internal/store"
	"slipway.dev/backup/internal/target"
)

// Manifest tells all about one backup. It is written last: what has none is no backup.
type Manifest struct {
	Name    string    `json:"name"`
	Store   string    `json:"store"`
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

// storeOf gives the store that a backup is of, by its name.
func storeOf(name string) (string, error) {
	found := backupName.FindStringSubmatch(name)
	if found == nil {
		return "", fmt.Errorf("%q is no name of a backup such as postgres-20260131t020000z", name)
	}
	return found[1], nil
}

func readManifest(ctx context.Context, at target.Target, name string) (Manifest, error) {
	var manifest Manifest
	from, err := storeOf(name)
	if err != nil {
		return manifest, err
	}
	file, err := at.Open(ctx, path.Join(from, name+manifestSuffix))
	if errors.Is(err, target.ErrNotFound) {
		return manifest, fmt.Errorf("there is no backup %s", name)
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
		return manifest, fmt.Errorf("the manifest of %s is damaged: %w", name, err)
	}
	if manifest.Name != name || manifest.Store != from || path.Dir(manifest.File) != from {
		return manifest, fmt.Errorf("the manifest of %s is another backup's", name)
	}
	return manifest, nil
}

// Listed is a backup in a list.
type Listed struct {
	Manifest
	// Damage tells what is wrong with it at first sight; empty if nothing is.
	Damage string `json:"damage,omitempty"`
}

// List gives the backups at a target, the oldest of each store first. It looks at the manifests, not at the dumps.
func List(ctx context.Context, at target.Target) ([]Listed, error) {
	files, err := at.List(ctx)
	if err != nil {
		return nil, err
	}
	backups := []Listed{}
	for _, file := range files {
		name, isManifest := strings.CutSuffix(path.Base(file), manifestSuffix)
		if _, err := storeOf(name); !isManifest || err != nil {
			continue
		}
		manifest, err := readManifest(ctx, at, name)
		listed := Listed{Manifest: manifest}
		if err != nil {
			from, _ := storeOf(name)
			listed = Listed{Manifest: Manifest{Name: name, Store: from, Created: timeOf(name)}, Damage: err.Error()}
		}
		backups = append(backups, listed)
	}
	return backups, nil
}

func timeOf(name string) time.Time {
	at, _ := time.Parse(timeLayout, name[len(name)-len(timeLayout):])
	return at
}
