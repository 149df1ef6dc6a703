package metrics

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestShowsRequestsByRouteNotByPath(t *testing.T) {
	mux := http.NewServeMux()
	Routes(mux)
	mux.HandleFunc("GET /api/products/{id}", func(http.ResponseWriter, *http.Request) {})
	for _, path := range []string{"/api/products/1", "/api/products/2", "/nowhere"} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		mux.ServeHTTP(httptest.NewRecorder(), r)
		Count(r, http.StatusOK, 3*time.Millisecond)
	}
	Count(httptest.NewRequest("BREW", "/coffee", nil), http.StatusTeapot, time.Millisecond)

	shown := httptest.NewRecorder()
	mux.ServeHTTP(shown, httptest.NewRequest(http.MethodGet, Path, nil))

	for _, line := range []string{
		`http_requests_total{method="GET",route="/api/products/{id}",status="200"} 2`,
		`http_requests_total{method="GET",route="none",status="200"} 1`,
		`http_requests_total{method="other",route="none",status="418"} 1`,
		`http_request_duration_seconds_bucket{method="GET",route="/api/products/{id}",le="0.005"} 2`,
		"process_resident_memory_bytes",
	} {
		if !strings.Contains(shown.Body.String(), line) {
			t.Errorf("%s does not show %s", Path, line)
		}
	}
}
