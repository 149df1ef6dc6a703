package archive

import (
	"context"
	"errors"
	"time"

	"filippo.io/age"

	"slipway.dev/backup/internal/store"
	"slipway.dev/backup/internal/target"
)

// Renew makes a backup as Save does, and outdates others after it: until it stands, they are all there is. Only where the
// target has no room for it they go first, but for the last good one. It gives the names of what it has deleted, whether
// or not it fails.
func (a Archive) Renew(ctx context.Context, id string, from store.Store, recipients []age.Recipient, retention time.Duration, now time.Time) (Manifest, []string, error) {
	manifest, err := a.Save(ctx, id, from, recipients, now)
	var deleted []string
	if errors.Is(err, target.ErrNoRoom) {
		var failed error
		if deleted, failed = a.Outdate(ctx, id, retention, now); len(deleted) > 0 {
			manifest, err = a.Save(ctx, id, from, recipients, now)
		}
		err = errors.Join(err, failed)
	}
	if err != nil {
		return manifest, deleted, err
	}
	after, err := a.Outdate(ctx, id, retention, now)
	return manifest, append(deleted, after...), errors.Join(err, a.forget(ctx, id))
}
