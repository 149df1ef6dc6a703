package archive

import (
	"fmt"
	"slices"
)

// Owner is the stack that a backup is of, in its cluster.
type Owner struct {
	Stack string `json:"stack"`
	// Cluster has a fingerprint of each authority of the cluster. There are two while one replaces the other, so that
	// backups from before and after that have one in common.
	Cluster []string `json:"cluster,omitempty"`
}

// differs tells by what a backup of other is not of this owner; empty if it is.
func (o Owner) differs(other Owner) string {
	switch {
	case other.Stack == "":
		return "it does not say which stack it is of"
	case other.Stack != o.Stack:
		return fmt.Sprintf("it is of the stack '%s'", other.Stack)
	case len(o.Cluster) == 0 && len(other.Cluster) == 0:
		return ""
	case !slices.ContainsFunc(o.Cluster, func(own string) bool { return slices.Contains(other.Cluster, own) }):
		return "it is of another cluster"
	}
	return ""
}
