package health

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"testing"
)

type dependency bool

func (dependency) Name() string      { return "postgres" }
func (d dependency) Available() bool { return bool(d) }

func serve(t *testing.T, available bool) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	Routes(mux, dependency(available))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

func TestReadyFollowsTheDependencyAndHealthDoesNot(t *testing.T) {
	for available, ready := range map[bool]int{true: 200, false: 503} {
		server := serve(t, available)
		for path, want := range map[string]int{"/health": 200, "/ready": ready} {
			response, err := http.Get(server.URL + path)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
			if response.StatusCode != want {
				t.Errorf("postgres %t: %s answers %d, want %d", available, path, response.StatusCode, want)
			}
		}
	}
}

func TestCheckFailsWithoutAServer(t *testing.T) {
	server := serve(t, false)
	address, _ := url.Parse(server.URL)
	port, _ := strconv.Atoi(address.Port())
	if err := Check(port); err != nil {
		t.Errorf("with a server: %v", err)
	}
	server.Close()
	if err := Check(port); err == nil {
		t.Error("without a server: no error")
	}
}
