package job

import (
	"context"
	"encoding/pem"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// server is an API server with one Job: its answer, and the requests that it got.
type server struct {
	status int
	job    string
	seen   []string
}

func (s *server) ServeHTTP(to http.ResponseWriter, request *http.Request) {
	body, _ := io.ReadAll(request.Body)
	s.seen = append(s.seen, request.Method+" "+request.URL.String()+" "+request.Header.Get("Authorization")+" "+string(body))
	if request.Method == http.MethodPatch {
		_, _ = io.WriteString(to, "{}")
		return
	}
	to.WriteHeader(s.status)
	_, _ = io.WriteString(to, s.job)
}

func record(t *testing.T, api *server) error {
	t.Helper()
	running := httptest.NewTLSServer(api)
	t.Cleanup(running.Close)
	folder := t.TempDir()
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: running.Certificate().Raw})
	for name, content := range map[string]string{"ca.crt": string(certificate), "namespace": "shop\n", "token": "secret\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	at, err := url.Parse(running.URL)
	if err != nil {
		t.Fatal(err)
	}
	variables := map[string]string{"KUBERNETES_SERVICE_HOST": at.Hostname(), "KUBERNETES_SERVICE_PORT": at.Port()}
	found, err := InCluster(func(name string) string { return variables[name] }, folder)
	if err != nil {
		t.Fatal(err)
	}
	return found.Record(context.Background(), "migrate-1", "migrate-done")
}

func TestRecordsAJobThatHasSucceeded(t *testing.T) {
	api := &server{status: 200, job: `{"status":{"completionTime":"2026-01-02T03:04:05Z","conditions":[
		{"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"}]}}`}
	if err := record(t, api); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"GET /apis/batch/v1/namespaces/shop/jobs/migrate-1 Bearer secret ",
		`PATCH /api/v1/namespaces/shop/configmaps/migrate-done?fieldManager=slipway-wait Bearer secret {"data":{"migrate-1":"2026-01-02T03:04:05Z"}}`,
	}
	if strings.Join(api.seen, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q, want %q", api.seen, want)
	}
}

func TestRecordsNothingElse(t *testing.T) {
	for name, test := range map[string]struct {
		status    int
		job, want string
	}{
		"absent":   {404, `{"kind":"Status","message":"jobs.batch \"migrate-1\" not found"}`, `jobs.batch "migrate-1" not found`},
		"running":  {200, `{"status":{"active":1}}`, "it has not finished"},
		"undone":   {200, `{"status":{"conditions":[{"type":"Complete","status":"False"}]}}`, "it has not finished"},
		"failed":   {200, `{"status":{"conditions":[{"type":"Failed","status":"True","message":"too often"}]}}`, "it has failed: too often"},
		"no words": {503, "busy", "the API server answers 503 Service Unavailable"},
	} {
		t.Run(name, func(t *testing.T) {
			api := &server{status: test.status, job: test.job}
			err := record(t, api)
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
			if len(api.seen) != 1 {
				t.Errorf("got the requests %q, want one", api.seen)
			}
		})
	}
}

func TestFailsOutsideOfACluster(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "ca.crt"), []byte("none"), 0o600); err != nil {
		t.Fatal(err)
	}
	variables := map[string]string{"KUBERNETES_SERVICE_HOST": "127.0.0.1", "KUBERNETES_SERVICE_PORT": "1"}
	_, err := InCluster(func(name string) string { return variables[name] }, folder)
	if err == nil || !strings.Contains(err.Error(), "has no certificate") {
		t.Errorf("got %v", err)
	}
	if _, err := InCluster(func(string) string { return "" }, folder); err == nil {
		t.Error("an API server is found outside of a cluster")
	}
}
