// Package server runs the HTTP server from its start to its orderly end.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"
)

const (
	// How long all answers tell their clients to close the connection. To close it under a client that is just
	// sending its next request would lose that request.
	farewell        = 2 * time.Second
	shutdownTimeout = 23 * time.Second
)

// Run serves until ctx ends, and then lets the requests that run finish.
func Run(ctx context.Context, port int, handler http.Handler) error {
	var stopping atomic.Bool
	server := &http.Server{
		Addr:              fmt.Sprintf(":%d", port),
		Handler:           closing(handler, &stopping),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      15 * time.Second,
		// Longer than proxies keep idle connections (60 s and less): the side that closes first should be the
		// client.
		IdleTimeout:    75 * time.Second,
		MaxHeaderBytes: 16 << 10,
		ErrorLog:       slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	slog.Info("serving", "address", server.Addr)

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	slog.Info("stopping: requests that run may finish")
	stopping.Store(true)
	time.Sleep(farewell)
	return shutdown(server)
}

// closing makes each answer the last of its connection once the server is stopping.
func closing(next http.Handler, stopping *atomic.Bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if stopping.Load() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

func shutdown(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	err := server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return errors.New("stopped with requests unanswered")
	}
	if err == nil {
		slog.Info("stopped")
	}
	return err
}
