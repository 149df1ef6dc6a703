package products

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"slipway.dev/go-next/backend/internal/problem"
)

func TestAProductIsTrimmed(t *testing.T) {
	got, err := parseNew([]byte(`{"name": "  Enamel mug ", "price_cents": 1250}`))
	if want := (New{"Enamel mug", 1250}); err != nil || got != want {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestARefusalNamesTheField(t *testing.T) {
	for _, row := range []struct{ body, field, message string }{
		{``, "body", "must be JSON"},
		{`{"name": "Mug"`, "body", "must be JSON"},
		{`{"name": "Mug", "price_cents": 1} {}`, "body", "must be JSON"},
		{strings.Repeat("[", 20_000), "body", "must be JSON"},
		{`[]`, "body", "must be a JSON object"},
		{`"Mug"`, "body", "must be a JSON object"},
		{`null`, "name", "is missing"},
		{`{"price_cents": 1}`, "name", "is missing"},
		{`{"name": null, "price_cents": 1}`, "name", "is missing"},
		{`{"name": 7, "price_cents": 1}`, "name", "must be a string"},
		{`{"name": " ", "price_cents": 1}`, "name", "must not be empty"},
		{`{"name": "M\u0000g", "price_cents": 1}`, "name", "must not have NUL"},
		{`{"name": "` + strings.Repeat("é", 201) + `", "price_cents": 1}`, "name", "at most 200 characters, got 201"},
		{`{"name": "Mug"}`, "price_cents", "is missing"},
		{`{"name": "Mug", "price_cents": "1"}`, "price_cents", "must be a whole number"},
		{`{"name": "Mug", "price_cents": 12.5}`, "price_cents", "must be a whole number"},
		{`{"name": "Mug", "price_cents": 1e400}`, "price_cents", "must be a whole number"},
		{`{"name": "Mug", "price_cents": -1}`, "price_cents", "from 0 to 100000000"},
		{`{"name": "Mug", "price_cents": 100000001}`, "price_cents", "from 0 to 100000000"},
	} {
		_, err := parseNew([]byte(row.body))
		refused, ok := err.(*problem.Problem)
		if !ok || refused.Field != row.field || !strings.Contains(refused.Message, row.message) {
			t.Errorf("%.60s: got %v, want '%s' %s", row.body, err, row.field, row.message)
		}
	}
}

func TestABodyIsRefusedByKindAndSize(t *testing.T) {
	for _, row := range []struct {
		kind, body string
		status     int
	}{
		{"text/plain", "{}", http.StatusUnsupportedMediaType},
		{"", "{}", http.StatusUnsupportedMediaType},
		{"application/json; charset=utf-8", `{"name": "` + strings.Repeat("x", maxBody) + `"}`, http.StatusRequestEntityTooLarge},
	} {
		request := httptest.NewRequest(http.MethodPost, collection, strings.NewReader(row.body))
		request.Header.Set("Content-Type", row.kind)
		_, err := readNew(httptest.NewRecorder(), request)
		if refused, ok := err.(*problem.Problem); !ok || refused.Status != row.status {
			t.Errorf("%s: got %v, want status %d", row.kind, err, row.status)
		}
	}
}

func TestBounded(t *testing.T) {
	for given, want := range map[string]int{"": 20, "limit=1": 1, "limit=100": 100} {
		query, _ := url.ParseQuery(given)
		if got, err := bounded(query, "limit", 20, 1, 100); err != nil || got != want {
			t.Errorf("%s: got %d, %v; want %d", given, got, err, want)
		}
	}
	for _, given := range []string{"limit=", "limit=0", "limit=101", "limit=-1", "limit=1.5", "limit=99999999999999999999"} {
		query, _ := url.ParseQuery(given)
		if got, err := bounded(query, "limit", 20, 1, 100); err == nil {
			t.Errorf("%s: got %d, want a refusal", given, got)
		}
	}
}
