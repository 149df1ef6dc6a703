package config

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"slipway.dev/backup/internal/archive"
)

// Archive is what the stack BACKUP_STACK keeps at the target. The authorities of its cluster are in the file
// BACKUP_CLUSTER_CA; where that is not there, nothing is known of the cluster.
func Archive(ctx context.Context) (archive.Archive, error) {
	stack := os.Getenv("BACKUP_STACK")
	if stack == "" {
		return archive.Archive{}, errors.New("BACKUP_STACK does not say which stack")
	}
	authorities, err := os.ReadFile(os.Getenv("BACKUP_CLUSTER_CA"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return archive.Archive{}, fmt.Errorf("BACKUP_CLUSTER_CA: %w", err)
	}
	at, err := Target(ctx)
	return archive.Archive{At: at, Owner: archive.Owner{Stack: stack, Cluster: fingerprints(authorities)}}, err
}

// fingerprints of the authorities of a cluster, by which it is known: no two clusters have the same, and a pod learns them
// without asking the API, as Kubernetes keeps them in the ConfigMap kube-root-ca.crt of each namespace.
func fingerprints(authorities []byte) []string {
	var found []string
	for block, rest := pem.Decode(authorities); block != nil; block, rest = pem.Decode(rest) {
		sum := sha256.Sum256(block.Bytes)
		found = append(found, hex.EncodeToString(sum[:8]))
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// Stores are those in BACKUP_STORES, with commas between them.
func Stores() []string {
	return strings.FieldsFunc(os.Getenv("BACKUP_STORES"), func(r rune) bool { return r == ',' })
}
