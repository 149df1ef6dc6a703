// Command backup saves what one store keeps to a target, lists and verifies what is there, and restores it.
//
//	backup install FOLDER    copies itself into FOLDER, so that a container of another image can run it
//	backup save              makes a backup, and deletes those that are older than the retention
//	backup verify NAME       reads a backup to its end; "latest" is the name of the newest
//	backup restore NAME      verifies a backup, replaces the store's data by it, and compares
//	backup list              lists the backups of all stores
//	backup export            shows Prometheus what backups there are, on port 9189
//	backup keygen            makes a key pair for encryption, as age-keygen does
//
// A backup of another stack or cluster is refused by verify and restore, unless NAME is followed by --foreign.
//
// What it works on is in its environment: see internal/config. The last line that it prints is its result, as JSON.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"filippo.io/age"

	"slipway.dev/backup/internal/archive"
	"slipway.dev/backup/internal/config"
	"slipway.dev/backup/internal/exporter"
	"slipway.dev/backup/internal/store"
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
	case len(args) == 1 && args[0] == "export":
		return export(ctx)
	case len(args) == 1 && args[0] == "keygen":
		return keygen()
	case len(args) == 2 && (args[0] == "verify" || args[0] == "restore"):
		return use(ctx, args[0], args[1], false)
	case len(args) == 3 && (args[0] == "verify" || args[0] == "restore") && args[2] == "--foreign":
		return use(ctx, args[0], args[1], true)
	}
	return errors.New("usage: backup save | list | export | keygen | verify NAME [--foreign] | restore NAME [--foreign] | install FOLDER")
}

func save(ctx context.Context) error {
	to, err := config.Archive(ctx)
	if err != nil {
		return err
	}
	from, id, err := config.Store()
	if err != nil {
		return err
	}
	manifest, err := renew(ctx, to, id, from)
	if err != nil {
		return errors.Join(err, failed(to, id))
	}
	fmt.Printf("saved %s: %d bytes, verified\n", manifest.Name, manifest.Size)
	return result(manifest)
}

func renew(ctx context.Context, to archive.Archive, id string, from store.Store) (archive.Manifest, error) {
	recipients, err := config.Recipients()
	if err != nil {
		return archive.Manifest{}, err
	}
	retention, err := config.Retention()
	if err != nil {
		return archive.Manifest{}, err
	}
	manifest, deleted, err := to.Renew(ctx, id, from, recipients, retention, time.Now())
	for _, file := range deleted {
		fmt.Printf("deleted %s: outdated\n", file)
	}
	return manifest, err
}

// failed tells whoever watches the target, whether or not there is still time for it.
func failed(at archive.Archive, id string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := at.Failed(ctx, id, time.Now()); err != nil {
		return fmt.Errorf("the target can't be told of it: %w", err)
	}
	return nil
}

func list(ctx context.Context) error {
	of, err := config.Archive(ctx)
	if err != nil {
		return err
	}
	backups, err := of.List(ctx)
	if err != nil {
		return err
	}
	if err := terminate(archive.Summary(backups, config.Stores())); err != nil {
		return err
	}
	return result(backups)
}

// terminate gives the pod of a list a message in its status, which is read without its log.
func terminate(summary any) error {
	file, err := os.OpenFile("/dev/termination-log", os.O_WRONLY|os.O_TRUNC, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // not in a pod
	}
	if err != nil {
		return err
	}
	return errors.Join(json.NewEncoder(file).Encode(summary), file.Close())
}

func export(ctx context.Context) error {
	of, err := config.Archive(ctx)
	if err != nil {
		return err
	}
	seen := exporter.New(of)
	go seen.Watch(ctx, 5*time.Minute)
	routes := http.NewServeMux()
	routes.Handle("/metrics", seen)
	server := http.Server{Addr: ":9189", Handler: routes, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func use(ctx context.Context, action, name string, foreign bool) error {
	at, err := config.Archive(ctx)
	if err != nil {
		return err
	}
	at.Foreign = foreign
	of, id, err := config.Store()
	if err != nil {
		return err
	}
	if name == "latest" {
		if name, err = at.Newest(ctx, id); err != nil {
			return err
		}
	}
	identities, err := config.Identities()
	if err != nil {
		return err
	}
	do := at.Verify
	if action == "restore" {
		do = at.Restore
	}
	manifest, err := do(ctx, name, of, identities)
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
