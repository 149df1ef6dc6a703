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

// longest is how long a backup may take: the default of `timeout` in lib/backup/backups.ts. One that is given more is safe
// as long as it writes something in that time.
const longest = 6 * time.Hour

// Outdate deletes the backups of a store that are older than retention, but for the newest good one, and for those of
// another owner; and what runs that were killed have left: dumps of that age without a manifest, and files that nobody
// has written to for longer than a backup may take. It gives the names of what it has deleted.
func (a Archive) Outdate(ctx context.Context, id string, retention time.Duration, now time.Time) ([]string, error) {
	backups, err := a.List(ctx)
	if err != nil {
		return nil, err
	}
	// After the manifests: a backup that another run has finished meanwhile has its dump for an orphan otherwise.
	files, err := a.At.List(ctx)
	if err != nil {
		return nil, err
	}
	outdated, err := a.At.Abandoned(ctx, id, now.Add(-longest))
	if err != nil {
		return nil, err
	}
	outdated = append(outdated, outdatedBackups(backups, files, id, now.Add(-retention))...)
	outdated = append(outdated, orphans(backups, files, id, now.Add(-max(retention, longest)))...)

	var deleted []string
	var failed error
	for _, file := range outdated {
		if err := a.At.Delete(ctx, file); err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", file, err))
		} else {
			deleted = append(deleted, path.Base(file))
		}
	}
	return deleted, failed
}

// outdatedBackups are the files of the backups from before a time: the manifest first, so that none is without its dump.
func outdatedBackups(backups []Listed, files []target.File, id string, before time.Time) []string {
	newest := newestOf(backups, id, false)
	there := map[string]bool{}
	for _, file := range files {
		there[file.Name] = true
	}
	var outdated []string
	for _, backup := range backups {
		isNewest := newest != nil && backup.Name == newest.Name
		if backup.Store != id || backup.Foreign != "" || isNewest || !backup.Created.Before(before) {
			continue
		}
		outdated = append(outdated, manifestFile(id, backup.Name))
		if there[backup.File] {
			outdated = append(outdated, backup.File)
		}
	}
	return outdated
}

// orphans are the dumps from before a time that no manifest names.
func orphans(backups []Listed, files []target.File, id string, before time.Time) []string {
	named := map[string]bool{}
	for _, backup := range backups {
		named[backup.File] = true
	}
	var orphans []string
	for _, file := range files {
		name, _, _ := strings.Cut(path.Base(file.Name), ".")
		if from, err := storeOf(name); err != nil || from != id || path.Dir(file.Name) != id {
			continue
		}
		isDump := path.Ext(file.Name) != manifestSuffix && path.Ext(file.Name) != failureSuffix
		if isDump && !named[file.Name] && timeOf(name).Before(before) {
			orphans = append(orphans, file.Name)
		}
	}
	return orphans
}
