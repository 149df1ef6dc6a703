// Package health answers what a prober asks: does the process live, and can it do its work?
package health

import (
	"fmt"
	"io"
	"net/http"
	"time"

	"slipway.dev/go-next/backend/internal/web"
)

// Dependency is a server that this one cannot do its work without.
type Dependency interface {
	Name() string
	// Available must not wait.
	Available() bool
}

// Routes adds /health and /ready.
func Routes(mux *http.ServeMux, dependencies ...Dependency) {
	// Asks no dependency: a restart of this process would not mend one.
	mux.Handle("GET /health", web.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		return web.JSON(w, http.StatusOK, map[string]string{"status": "ok"})
	}))
	mux.Handle("GET /ready", web.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		return ready(w, dependencies)
	}))
}

func ready(w http.ResponseWriter, dependencies []Dependency) error {
	status, lines := http.StatusOK, ""
	for _, dependency := range dependencies {
		state := "ok"
		if !dependency.Available() {
			status, state = http.StatusServiceUnavailable, "unavailable"
		}
		lines += dependency.Name() + ": " + state + "\n"
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, err := io.WriteString(w, lines)
	return err
}

// Check asks the server on this machine for /health.
func Check(port int) error {
	client := http.Client{Timeout: 2 * time.Second}
	response, err := client.Get(fmt.Sprintf("http://127.0.0.1:%d/health", port))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("/health answers %s", response.Status)
	}
	return nil
}
