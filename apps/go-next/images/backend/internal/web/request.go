package web

import (
	"crypto/rand"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"runtime/debug"
	"time"

	"slipway.dev/go-next/backend/internal/logs"
	"slipway.dev/go-next/backend/internal/metrics"
	"slipway.dev/go-next/backend/internal/problem"
)

const (
	requestID = "X-Request-Id"
	// clientGone is logged, as nginx does, when nobody waited for the answer.
	clientGone = 499
)

// Anything longer or stranger than an id is not copied into logs and headers.
var idLike = regexp.MustCompile(`^[\w.-]{1,128}$`)

// Logged gives each request an id and, unless it is a probe, a log line, and counts it. A panic becomes an internal error.
func Logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		id := r.Header.Get(requestID)
		if !idLike.MatchString(id) {
			id = rand.Text()
		}
		w.Header().Set(requestID, id)
		answer := &answer{ResponseWriter: w}
		defer func() {
			if cause := recover(); cause != nil {
				panicked(answer, cause, id)
			}
			if !isProbe(r.URL.Path) {
				took := time.Since(started)
				logRequest(r, answer.final(), id, took)
				metrics.Count(r, answer.final(), took)
			}
		}()
		next.ServeHTTP(answer, r)
	})
}

// answer remembers the status.
type answer struct {
	http.ResponseWriter
	status int
}

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(body []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	return a.ResponseWriter.Write(body)
}

// final is the status once the request is over.
func (a *answer) final() int {
	if a.status == 0 {
		return clientGone
	}
	return a.status
}

// Unwrap lets http.ResponseController and http.MaxBytesReader find the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

func panicked(a *answer, cause any, id string) {
	slog.Error("panic", "cause", cause, "stack", string(debug.Stack()), "request_id", id)
	if a.status == 0 {
		_ = JSON(a, http.StatusInternalServerError, problem.New(http.StatusInternalServerError, "internal error"))
	}
}

// Probes and scrapes come every few seconds and say nothing new.
func isProbe(path string) bool {
	return path == "/health" || path == "/ready" || path == metrics.Path
}

func logRequest(r *http.Request, status int, id string, took time.Duration) {
	client, _, _ := net.SplitHostPort(r.RemoteAddr)
	slog.Info(
		r.Method+" "+r.URL.Path,
		"method", r.Method,
		"path", r.URL.Path,
		"status", status,
		"duration_ms", logs.Milliseconds(took),
		"request_id", id,
		"client", client,
	)
}
