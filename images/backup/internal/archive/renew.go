package archive

import (
	"context"
	"errors"
	"time"

	"filippo.io/age"

	"slipway.dev/backup/internal/store"
	"slipway.dev/backup/internal/target"
)

// Renew makes a backup as Save does, and outdates others: before it, or a target that is full would stay so, and after
// it, when what was the newest is no more. It gives the names of what it has deleted, whether or not it fails.
func Renew(ctx context.Context, at target.Target, id string, from store.Store, recipients []age.Recipient, retention time.Duration, now time.Time) (Manifest, []string, error) {
	before, outdating := Outdate(ctx, at, id, retention, now)
	manifest, err := Save(ctx, at, id, from, recipients, now)
	if err != nil {
		return manifest, before, errors.Join(err, outdating)
	}
	// What failed before the backup is tried once more.
	after, err := Outdate(ctx, at, id, retention, now)
	return manifest, append(before, after...), err
}
