package config

import (
	"encoding/pem"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func authority(content string) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte(content)}))
}

func TestAClusterIsKnownByItsAuthoritiesInAnyOrder(t *testing.T) {
	t.Setenv("BACKUP_STACK", "shop")
	t.Setenv("BACKUP_FOLDER", t.TempDir())
	clusters := map[string][]string{}
	for name, text := range map[string]string{
		"old": authority("old"), "both": authority("new") + authority("old"), "turned": authority("old") + authority("new"), "none": "",
	} {
		file := filepath.Join(t.TempDir(), "ca.crt")
		if text != "" {
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		t.Setenv("BACKUP_CLUSTER_CA", file)
		archive, err := Archive(t.Context())
		if err != nil || archive.Owner.Stack != "shop" {
			t.Fatalf("got %+v, %v", archive, err)
		}
		clusters[name] = archive.Owner.Cluster
	}

	if len(clusters["both"]) != 2 || !slices.Equal(clusters["both"], clusters["turned"]) || len(clusters["none"]) != 0 {
		t.Errorf("got %v", clusters)
	}
	if len(clusters["old"]) != 1 || !slices.Contains(clusters["both"], clusters["old"][0]) {
		t.Errorf("got %v", clusters)
	}
}

func TestWithoutItsStackABackupIsRefused(t *testing.T) {
	t.Setenv("BACKUP_FOLDER", t.TempDir())

	if _, err := Archive(t.Context()); err == nil || !strings.Contains(err.Error(), "BACKUP_STACK") {
		t.Errorf("got %v", err)
	}
}
