// Command backup saves what one store keeps to a target, lists and verifies what is there, and restores it.
//
//	backup install FOLDER    copies itself into FOLDER, so that a container of another image can run it
//	backup save              makes a backup, and deletes those that are older than the retention, before it and after it
//	backup verify NAME       reads a backup to its end; "latest" is the name of the newest
//	backup restore NAME      verifies a backup, replaces the store's data by it, and compares
//	backup list              lists the backups of all stores
//	backup keygen            makes a key pair for encryption, as age-keygen does
//
// What it works on is in its environment: see internal/config. The last line that it prints is its result, as JSON.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"filippo.io/age"

	"slipway.dev/backup/internal/archive"
	"slipway.dev/backup/internal/config"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	// Backups are the business of their owner and group alone.
	syscall.Umask(0o007)
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "backup:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	switch {
	case len(args) == 2 && args[0] == "install":
		return install(args[1])
	case len(args) == 1 && args[0] == "save":
		return save(ctx)
	case len(args) == 1 && args[0] == "list":
		return list(ctx)
	case len(args) == 1 && args[0] == "keygen":
		return keygen()
	case len(args) == 2 && (args[0] == "verify" || args[0] == "restore"):
		return use(ctx, args[0], args[1])
	}
	return errors.New("usage: backup save | list | keygen | verify NAME | restore NAME | install FOLDER")
}

func save(ctx context.Context) error {
	at, err := config.Target(ctx)
	if err != nil {
		return err
	}
	from, id, err := config.Store()
	if err != nil {
		return err
	}
	recipients, err := config.Recipients()
	if err != nil {
		return err
	}
	retention, err := config.Retention()
	if err != nil {
		return err
	}
	manifest, deleted, err := archive.Renew(ctx, at, id, from, recipients, retention, time.Now())
	for _, file := range deleted {
		fmt.Printf("deleted %s: outdated\n", file)
	}
	if err != nil {
		return err
	}
	fmt.Printf("saved %s: %d bytes, verified\n", manifest.Name, manifest.Size)
	return result(manifest)
}

func list(ctx context.Context) error {
	at, err := config.Target(ctx)
	if err != nil {
		return err
	}
	backups, err := archive.List(ctx, at)
	if err != nil {
		return err
	}
	return result(backups)
}

func use(ctx context.Context, action, name string) error {
	at, err := config.Target(ctx)
	if err != nil {
		return err
	}
	of, id, err := config.Store()
	if err != nil {
		return err
	}
	if name == "latest" {
		if name, err = archive.Newest(ctx, at, id); err != nil {
			return err
		}
	}
	identities, err := config.Identities()
	if err != nil {
		return err
	}
	do := archive.Verify
	if action == "restore" {
		do = archive.Restore
	}
	manifest, err := do(ctx, at, name, of, identities)
	if err != nil {
		return err
	}
	return result(manifest)
}

func result(value any) error {
	return json.NewEncoder(os.Stdout).Encode(value)
}

func keygen() error {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return err
	}
	return result(map[string]string{"recipients": identity.Recipient().String(), "identities": identity.String()})
}

func install(folder string) error {
	own, err := os.Executable()
	if err != nil {
		return err
	}
	in, err := os.Open(own)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(filepath.Join(folder, "backup"), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o755)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
