package web

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"slipway.dev/go-next/backend/internal/problem"
)

func ask(handler http.Handler, id string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodGet, "/", nil)
	request.Header.Set(requestID, id)
	recorder := httptest.NewRecorder()
	Logged(handler).ServeHTTP(recorder, request)
	return recorder
}

func TestErrorsBecomeJSON(t *testing.T) {
	for _, row := range []struct {
		name    string
		handler Handler
		status  int
		body    string
	}{
		{"a problem", NotFound, 404, `{"error":"not found"}`},
		{"a field", func(http.ResponseWriter, *http.Request) error { return problem.InField("name", "is missing") },
			400, `{"error":"'name' is missing","field":"name"}`},
		{"a dependency", func(http.ResponseWriter, *http.Request) error { return problem.Unavailable("postgres") },
			503, `{"error":"postgres is unavailable","dependency":"postgres"}`},
		{"any other error", func(http.ResponseWriter, *http.Request) error { return errors.New("secret detail") },
			500, `{"error":"internal error"}`},
		{"a panic", func(http.ResponseWriter, *http.Request) error { panic("secret detail") },
			500, `{"error":"internal error"}`},
		{"a method", OnlyMethods("GET", "HEAD"), 405, `{"error":"method not allowed here; allowed: GET, HEAD"}`},
	} {
		got := ask(row.handler, "")
		if body := strings.TrimSpace(got.Body.String()); got.Code != row.status || body != row.body {
			t.Errorf("%s: got %d %s, want %d %s", row.name, got.Code, body, row.status, row.body)
		}
	}
}

func TestARequestKeepsAnIDThatLooksLikeOne(t *testing.T) {
	for given, kept := range map[string]bool{"abc-1.2_3": true, "": false, "a b": false, strings.Repeat("x", 129): false} {
		got := ask(Handler(NotFound), given).Header().Get(requestID)
		if (got == given) != kept || got == "" {
			t.Errorf("%.20q: got %q", given, got)
		}
	}
}
