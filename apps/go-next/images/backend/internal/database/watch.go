package database

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	pingTimeout = time.Second
	pingPause   = time.Second
)

// watch pings the server on a connection of its own: one from the pool could be long in coming when many ask.
type watch struct {
	available  atomic.Bool
	config     *pgx.ConnConfig
	connection *pgx.Conn
	onFailure  func()
	doubt      chan struct{}
	quit       context.CancelFunc
	done       chan struct{}
}

// startWatch returns after the first ping, so that no early request is refused for nothing.
func startWatch(config *pgx.ConnConfig, onFailure func()) *watch {
	ctx, quit := context.WithCancel(context.Background())
	w := &watch{
		config:    config,
		onFailure: onFailure,
		doubt:     make(chan struct{}, 1),
		quit:      quit,
		done:      make(chan struct{}),
	}
	w.note(w.try(ctx), true)
	go w.run(ctx)
	return w
}

func (w *watch) run(ctx context.Context) {
	defer close(w.done)
	defer w.disconnect()
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.doubt:
		case <-time.After(pingPause):
		}
		if err := w.try(ctx); ctx.Err() == nil {
			w.note(err, false)
		}
	}
}

// ping asks for a ping now rather than after the pause.
func (w *watch) ping() {
	select {
	case w.doubt <- struct{}{}:
	default: // one is asked for already
	}
}

func (w *watch) stop() {
	w.quit()
	<-w.done
}

// try looks for the table, not just for the server: without it there is nothing to serve.
func (w *watch) try(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, pingTimeout)
	defer cancel()
	if w.connection == nil {
		connection, err := pgx.ConnectConfig(ctx, w.config)
		if err != nil {
			return err
		}
		w.connection = connection
	}
	_, err := w.connection.Exec(ctx, "SELECT FROM products LIMIT 1")
	if err != nil {
		w.disconnect()
	}
	return err
}

func (w *watch) disconnect() {
	if w.connection == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), pingTimeout)
	defer cancel()
	_ = w.connection.Close(ctx) // it is given up in any case
	w.connection = nil
}

func (w *watch) note(err error, first bool) {
	was := w.available.Swap(err == nil)
	switch {
	case err != nil && (was || first):
		slog.Warn("postgres is unavailable: " + err.Error())
	case err == nil && !was:
		slog.Info("postgres is available")
	}
	if err != nil && was {
		w.onFailure()
	}
}
