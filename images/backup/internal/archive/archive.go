// Package archive keeps the backups of stores at a target: writes, verifies, reads and outdates them.
package archive

import "slipway.dev/backup/internal/target"

// Archive is what a stack keeps at a target. Others may keep theirs there too: it deletes none of those.
type Archive struct {
	At    target.Target
	Owner Owner
	// Foreign lets it restore what is of another stack or cluster.
	Foreign bool
}
