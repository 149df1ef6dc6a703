// Package metrics shows Prometheus how many requests there were, how they ended and how long they took.
package metrics

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Path is where Prometheus reads. No proxy in front leads there.
const Path = "/metrics"

var (
	requests = promauto.NewCounterVec(
		prometheus.CounterOpts{Name: "http_requests_total", Help: "Requests answered."},
		[]string{"method", "route", "status"},
	)
	seconds = promauto.NewHistogramVec(
		prometheus.HistogramOpts{Name: "http_request_duration_seconds", Help: "Time to answer a request."},
		[]string{"method", "route"},
	)
)

// Clients may send any method and any path; labels must stay few.
var methods = map[string]bool{"GET": true, "HEAD": true, "POST": true, "PUT": true, "PATCH": true, "DELETE": true, "OPTIONS": true}

// Routes adds the path that Prometheus reads.
func Routes(mux *http.ServeMux) {
	mux.Handle("GET "+Path, promhttp.Handler())
}

// Count notes a request that has been through a ServeMux, which has written its pattern into it.
func Count(r *http.Request, status int, took time.Duration) {
	method := r.Method
	if !methods[method] {
		method = "other"
	}
	// `/api/products/{id}`, without the method that the pattern names before it.
	route := r.Pattern[strings.Index(r.Pattern, " ")+1:]
	if route == "/" || route == "" {
		route = "none"
	}
	requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
	seconds.WithLabelValues(method, route).Observe(took.Seconds())
}
