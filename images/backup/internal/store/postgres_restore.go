package store

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// Databases beside the store's own, while it is restored. What a restore that was killed has left of them, the next drops.
const (
	restoredDatabase = "slipway_restored"
	replacedDatabase = "slipway_replaced"
)

var (
	//go:embed sql/create.sql
	createSQL string
	//go:embed sql/extensions.sql
	extensionsSQL string
	//go:embed sql/swap.sql
	swapSQL string
	//go:embed sql/unsubscribe.sql
	unsubscribeSQL string
)

// Restore fills a database of its own, which takes the place of the present one by its name once it is complete: until
// then that one is as it was. Its owner, privileges and settings are the present one's, and so are owners of extensions.
//
// Who is connected then is disconnected.
func (s Postgres) Restore(ctx context.Context, r io.Reader) error {
	for _, left := range []string{restoredDatabase, replacedDatabase} {
		if err := s.drop(ctx, left, ""); err != nil {
			return fmt.Errorf("another restore may be at work: %w", err)
		}
	}
	if err := s.fill(ctx, r); err != nil {
		// Whether or not there is still time for it.
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		return errors.Join(err, s.drop(ctx, restoredDatabase, "WITH (FORCE)"))
	}
	if err := s.dropReplaced(ctx); err != nil {
		return fmt.Errorf("restored, but what was there before is not deleted: drop the database %s: %w", replacedDatabase, err)
	}
	return nil
}

func (s Postgres) fill(ctx context.Context, r io.Reader) error {
	owners, err := s.psql(ctx, s.Database, "SELECT coalesce(json_object_agg(extname, pg_get_userbyid(extowner)), '{}') FROM pg_extension;")
	if err != nil {
		return err
	}
	if _, err := s.psql(ctx, maintenance, createSQL); err != nil {
		return err
	}
	// Not in one transaction: it would need a lock for each table and each large object.
	err = tool(ctx, r, io.Discard, "pg_restore", "--exit-on-error", "--no-password", "--dbname="+restoredDatabase)
	if err != nil {
		return err
	}
	if _, err := s.psql(ctx, restoredDatabase, extensionsSQL, "owners="+owners); err != nil {
		return err
	}
	return s.swap(ctx)
}

// swap tries more than once: a client may connect again between being disconnected and the rename.
func (s Postgres) swap(ctx context.Context) error {
	const attempts = 5
	for attempt := 1; ; attempt++ {
		_, err := s.psql(ctx, maintenance, swapSQL)
		if err == nil || attempt == attempts || ctx.Err() != nil {
			return err
		}
	}
}

// dropReplaced first ends its subscriptions, without their slots: the restored ones have the same.
func (s Postgres) dropReplaced(ctx context.Context) error {
	if _, err := s.psql(ctx, replacedDatabase, unsubscribeSQL); err != nil {
		return err
	}
	return s.drop(ctx, replacedDatabase, "WITH (FORCE)")
}

func (s Postgres) drop(ctx context.Context, database, option string) error {
	_, err := s.psql(ctx, maintenance, "SET client_min_messages = 'warning';\nDROP DATABASE IF EXISTS "+database+" "+option+";")
	return err
}

// maintenance is the database from which others are made and renamed: it is on every server.
const maintenance = "template1"

// psql runs a script, which can use the names of the databases and what variables say, and gives what it prints.
func (s Postgres) psql(ctx context.Context, database, script string, variables ...string) (string, error) {
	args := []string{"--no-psqlrc", "--no-password", "--quiet", "--tuples-only", "--no-align", "--dbname=" + database}
	variables = append(variables, "ON_ERROR_STOP=1", "database="+s.Database, "restored="+restoredDatabase, "replaced="+replacedDatabase)
	for _, variable := range variables {
		args = append(args, "--set="+variable)
	}
	var printed bytes.Buffer
	err := tool(ctx, strings.NewReader(script), &printed, "psql", args...)
	return strings.TrimSpace(printed.String()), err
}
