package archive

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"slipway.dev/backup/internal/target"
)

// Listed is a backup in a list.
type Listed struct {
	Manifest
	// Damage tells what is wrong with it at first sight; empty if nothing is.
	Damage string `json:"damage,omitempty"`
	// Foreign tells by what it is not of the archive's owner; empty if it is.
	Foreign string `json:"foreign,omitempty"`
}

// good is a backup that can be restored, as far as can be seen without reading it.
func (l Listed) good() bool {
	return l.Damage == ""
}

// List gives the backups at the target, the oldest of each store first. Of the dumps it looks at the size only.
func (a Archive) List(ctx context.Context) ([]Listed, error) {
	files, err := a.At.List(ctx)
	if err != nil {
		return nil, err
	}
	sizes := map[string]int64{}
	for _, file := range files {
		sizes[file.Name] = file.Size
	}
	backups := []Listed{}
	for _, file := range files {
		name, isManifest := strings.CutSuffix(path.Base(file.Name), manifestSuffix)
		from, err := storeOf(name)
		if !isManifest || err != nil || file.Name != manifestFile(from, name) {
			continue
		}
		manifest, err := a.readManifest(ctx, name)
		switch {
		case errors.Is(err, target.ErrNotFound):
			// Another run has deleted it meanwhile.
		case errors.Is(err, errDamaged):
			unread := Manifest{Name: name, Store: from, Created: timeOf(name)}
			backups = append(backups, Listed{Manifest: unread, Damage: err.Error()})
		case err != nil:
			return nil, err
		default:
			backups = append(backups, Listed{manifest, damageOf(manifest, sizes), a.Owner.differs(manifest.Owner)})
		}
	}
	return backups, nil
}

func damageOf(manifest Manifest, sizes map[string]int64) string {
	size, ok := sizes[manifest.File]
	if !ok {
		return fmt.Sprintf("its dump %s is gone", manifest.File)
	}
	if size != manifest.Size {
		return fmt.Sprintf("its dump %s has %d bytes instead of %d", manifest.File, size, manifest.Size)
	}
	return ""
}

// Newest gives the name of the newest good backup of a store. Those of others count only where Foreign allows them.
func (a Archive) Newest(ctx context.Context, id string) (string, error) {
	backups, err := a.List(ctx)
	if err != nil {
		return "", err
	}
	if newest := newestOf(backups, id, a.Foreign); newest != nil {
		return newest.Name, nil
	}
	return "", fmt.Errorf("there is no good backup of %s", id)
}

// newestOf is nil if a store has no good backup.
func newestOf(backups []Listed, id string, foreign bool) *Listed {
	var newest *Listed
	for i, backup := range backups {
		if backup.Store == id && backup.good() && (foreign || backup.Foreign == "") {
			newest = &backups[i]
		}
	}
	return newest
}

// Seen is the newest backup of a store, good or not; without a name if there is none.
type Seen struct {
	Store  string `json:"store"`
	Name   string `json:"name,omitempty"`
	Damage string `json:"damage,omitempty"`
}

// Summary has the newest backup of each store of the owner, and those of the stores that have none.
func Summary(backups []Listed, stores []string) []Seen {
	newest := map[string]Seen{}
	for _, store := range stores {
		newest[store] = Seen{Store: store}
	}
	for _, backup := range backups {
		if backup.Foreign == "" {
			newest[backup.Store] = Seen{backup.Store, backup.Name, backup.Damage}
		}
	}
	summary := []Seen{}
	for _, store := range slices.Sorted(maps.Keys(newest)) {
		summary = append(summary, newest[store])
	}
	return summary
}
