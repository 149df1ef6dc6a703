// Package web has what all handlers share: answers, errors and a log line per request.
package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"slipway.dev/go-next/backend/internal/problem"
)

const retryAfterSeconds = "5"

// Handler answers a request or gives an error, which becomes the answer: a problem.Problem as it is, anything else
// as an internal error.
type Handler func(http.ResponseWriter, *http.Request) error

// ServeHTTP makes it an http.Handler.
func (handle Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	err := handle(w, r)
	if err == nil || r.Context().Err() != nil { // in the second case nobody waits for an answer
		return
	}
	refused, ok := errors.AsType[*problem.Problem](err)
	if !ok {
		slog.Error("unexpected error: "+err.Error(), "request_id", w.Header().Get(requestID))
		refused = problem.New(http.StatusInternalServerError, "internal error")
	}
	if refused.Dependency != "" {
		w.Header().Set("Retry-After", retryAfterSeconds)
	}
	_ = JSON(w, refused.Status, refused)
}

// JSON answers with value. What the data is now is not what it will be, so nobody keeps it.
func JSON(w http.ResponseWriter, status int, value any) error {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, err := body.WriteTo(w)
	return err
}

// NotFound is the answer to a path that leads nowhere.
func NotFound(http.ResponseWriter, *http.Request) error {
	return problem.New(http.StatusNotFound, "not found")
}

// OnlyMethods answers all methods that have no route of their own.
func OnlyMethods(methods ...string) Handler {
	allowed := strings.Join(methods, ", ")
	return func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Allow", allowed)
		return problem.New(http.StatusMethodNotAllowed, "method not allowed here; allowed: %s", allowed)
	}
}
