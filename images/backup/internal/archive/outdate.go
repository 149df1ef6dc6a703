package archive

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"slipway.dev/backup/internal/target"
)

// longest is how long a backup may take: the default of `timeout` in lib/data/backups.ts. One that is given more is safe
// as long as it writes something in that time.
const longest = 6 * time.Hour

// Outdate deletes the backups of a store that are older than retention, but for the newest of all; and what runs that
// were killed have left: dumps of that age without a manifest, and files that nobody has written to for longer than a
// backup may take. It gives the names of what it has deleted.
func Outdate(ctx context.Context, at target.Target, id string, retention time.Duration, now time.Time) ([]string, error) {
	backups, err := List(ctx, at)
	if err != nil {
		return nil, err
	}
	newest := newestOf(backups, id)
	kept := map[string]bool{}
	for _, backup := range backups {
		kept[backup.Name] = backup.Name == newest || now.Sub(backup.Created) <= retention
	}

	files, err := at.List(ctx)
	if err != nil {
		return nil, err
	}
	outdated, err := at.Abandoned(ctx, id, now.Add(-longest))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		name, _, _ := strings.Cut(path.Base(file), ".")
		if from, err := storeOf(name); err != nil || from != id || path.Dir(file) != id {
			continue
		}
		if !kept[name] && now.Sub(timeOf(name)) > retention {
			outdated = append(outdated, file)
		}
	}

	var deleted []string
	var failed error
	for _, file := range outdated {
		if err := at.Delete(ctx, file); err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", file, err))
		} else {
			deleted = append(deleted, path.Base(file))
		}
	}
	return deleted, failed
}

// Newest gives the name of the newest backup of a store.
func Newest(ctx context.Context, at target.Target, id string) (string, error) {
	backups, err := List(ctx, at)
	if err != nil {
		return "", err
	}
	name := newestOf(backups, id)
	if name == "" {
		return "", fmt.Errorf("there is no backup of %s", id)
	}
	return name, nil
}

// newestOf passes over those that are damaged: they do not count as the last good one.
func newestOf(backups []Listed, id string) string {
	newest := ""
	for _, backup := range backups {
		if backup.Store == id && backup.Damage == "" {
			newest = backup.Name
		}
	}
	return newest
}
