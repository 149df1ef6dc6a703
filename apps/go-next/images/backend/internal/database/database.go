// Package database is Postgres, which this process depends on, but must outlive.
package database

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"slipway.dev/go-next/backend/internal/problem"
)

const (
	name           = "postgres"
	connectTimeout = 1500 * time.Millisecond
	answerTimeout  = 1500 * time.Millisecond // how long a request waits for its answer
)

// Database is a pool of connections, and a watch that knows whether they are any good.
type Database struct {
	pool  *pgxpool.Pool
	watch *watch
}

// Open reads the URL and starts the watch. It does not fail when Postgres is away, and does not wait for it longer
// than the first ping takes.
func Open(url string, connections int) (*Database, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("DATABASE_URL: %w", err)
	}
	config.MaxConns = int32(connections)
	configure(config.ConnConfig)

	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	if err != nil {
		return nil, fmt.Errorf("DATABASE_URL: %w", err)
	}
	// After a failure all connections are suspect, and new ones cheap.
	return &Database{pool: pool, watch: startWatch(config.ConnConfig, pool.Reset)}, nil
}

func configure(config *pgx.ConnConfig) {
	config.ConnectTimeout = connectTimeout
	config.RuntimeParams["application_name"] = "backend"
	// The server gives up too, or it would go on with what nobody waits for any more.
	config.RuntimeParams["statement_timeout"] = fmt.Sprint(answerTimeout.Milliseconds())
	// A host that vanished without a word is noticed after ten seconds, not after the kernel's hours.
	dialer := net.Dialer{KeepAliveConfig: net.KeepAliveConfig{
		Enable: true, Idle: 5 * time.Second, Interval: 2 * time.Second, Count: 3,
	}}
	config.DialFunc = dialer.DialContext
}

// Close waits for queries that run.
func (d *Database) Close() {
	d.watch.stop()
	d.pool.Close()
}

// Name is the name of the dependency, for those who are told of its state.
func (d *Database) Name() string { return name }

// Available says what the last ping found, two seconds ago at most. It never waits.
func (d *Database) Available() bool { return d.watch.available.Load() }

// Ask runs a question, and gives problem.Unavailable if Postgres has no answer in time. While the pings fail it
// refuses at once.
func (d *Database) Ask(ctx context.Context, question func(context.Context, *pgxpool.Pool) error) error {
	if !d.Available() {
		return problem.Unavailable(name)
	}
	timed, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	err := question(timed, d.pool)
	if err == nil || errors.Is(err, pgx.ErrNoRows) || ctx.Err() != nil || !isFailure(err) {
		return err
	}
	slog.Warn("postgres did not answer a request: " + err.Error())
	d.watch.ping()
	return problem.Unavailable(name)
}

// isFailure tells a server that cannot answer from a question that is wrong.
func isFailure(err error) bool {
	answered, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return true // no answer from the server at all
	}
	switch answered.Code[:2] {
	case "08", "28", "53", "57": // connection, log-in, resources, shutdown or time-out
		return true
	}
	// A set-up that has not come to the table yet, and a standby.
	return answered.Code == "42P01" || answered.Code == "25006"
}
