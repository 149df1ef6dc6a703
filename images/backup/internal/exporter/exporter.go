// Package exporter shows Prometheus what backups there are.
package exporter

import (
	"context"
	"fmt"
	"io"
	"log"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"slipway.dev/backup/internal/archive"
)

// Exporter looks at an archive again and again, and shows what it has seen last.
type Exporter struct {
	archive archive.Archive

	lock   sync.Mutex
	seen   map[string]seen
	failed error
}

// seen is what there is of one store.
type seen struct {
	// good and failure are the times of the last good backup and of the last failure, in seconds since 1970; 0 without one.
	good, failure int64
	// size is that of the last good backup, in bytes.
	size int64
	// damaged is the number of backups whose dump is gone or has another size.
	damaged int
}

// New makes an exporter, which has seen nothing yet.
func New(of archive.Archive) *Exporter {
	return &Exporter{archive: of}
}

// Watch looks at the archive until the context ends.
func (e *Exporter) Watch(ctx context.Context, interval time.Duration) {
	for {
		if err := e.Look(ctx); err != nil && ctx.Err() == nil {
			log.Printf("the target can't be listed: %v", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(interval):
		}
	}
}

// Look looks once. What was seen before stays if it fails.
func (e *Exporter) Look(ctx context.Context) error {
	stores, err := e.look(ctx)
	e.lock.Lock()
	defer e.lock.Unlock()
	e.failed = err
	if err == nil {
		e.seen = stores
	}
	return err
}

func (e *Exporter) look(ctx context.Context) (map[string]seen, error) {
	backups, err := e.archive.List(ctx)
	if err != nil {
		return nil, err
	}
	failures, err := e.archive.Failures(ctx)
	if err != nil {
		return nil, err
	}
	stores := map[string]seen{}
	for _, backup := range backups {
		if backup.Foreign != "" {
			continue
		}
		store := stores[backup.Store]
		if backup.Damage != "" {
			store.damaged++
		} else {
			store.good, store.size = backup.Created.Unix(), backup.Size
		}
		stores[backup.Store] = store
	}
	for _, failure := range failures {
		store := stores[failure.Store]
		store.failure = max(store.failure, failure.At.Unix())
		stores[failure.Store] = store
	}
	return stores, nil
}

// ServeHTTP answers in the text format of Prometheus.
func (e *Exporter) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	e.lock.Lock()
	defer e.lock.Unlock()
	up := 1
	if e.failed != nil || e.seen == nil {
		up = 0
	}
	gauge(w, "slipway_backup_target_up", "Whether the target could be listed.")
	_, _ = fmt.Fprintf(w, "slipway_backup_target_up %d\n", up)
	names := slices.Sorted(maps.Keys(e.seen))
	for _, metric := range metrics {
		gauge(w, metric.name, metric.help)
		for _, name := range names {
			if value := metric.value(e.seen[name]); value >= metric.least {
				_, _ = fmt.Fprintf(w, "%s{store=%q} %d\n", metric.name, name, value)
			}
		}
	}
}

func gauge(w io.Writer, name, help string) {
	_, _ = fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name)
}

// metrics of each store; a value below the least is not shown.
var metrics = []struct {
	name, help string
	least      int64
	value      func(seen) int64
}{
	{"slipway_backup_last_good_timestamp_seconds", "When the last good backup was begun.", 1, func(s seen) int64 { return s.good }},
	{"slipway_backup_last_good_size_bytes", "Size of the last good backup.", 1, func(s seen) int64 { return s.size }},
	{"slipway_backup_last_failure_timestamp_seconds", "When a backup failed last, if none has succeeded since.", 1, func(s seen) int64 { return s.failure }},
	{"slipway_backup_damaged", "Backups whose dump is gone or has another size.", 0, func(s seen) int64 { return int64(s.damaged) }},
}
