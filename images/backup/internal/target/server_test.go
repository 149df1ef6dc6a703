package target

import (
	"crypto/x509"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// inPEM is a certificate as a Secret has it.
func inPEM(certificate *x509.Certificate) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Raw}))
}

// private is a server with a certificate that no public authority knows; it has every bucket.
func private(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusOK)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func asksForABucket(t *testing.T, server Server) error {
	t.Helper()
	server.Region, server.AccessKeyID, server.SecretAccessKey = "us-east-1", "id", "secret"
	client, err := server.Connect()
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.BucketExists(t.Context(), "backups")
	return err
}

func TestAServerOfAPrivateAuthorityIsTrustedOnlyWithItsCertificate(t *testing.T) {
	server := private(t)
	trusted, err := Authorities(inPEM(server.Certificate()))
	if err != nil {
		t.Fatal(err)
	}

	if err := asksForABucket(t, Server{Endpoint: server.URL, Authorities: trusted}); err != nil {
		t.Error(err)
	}
	err = asksForABucket(t, Server{Endpoint: server.URL})
	if err == nil || !strings.Contains(err.Error(), "unknown authority") {
		t.Errorf("without it: %v", err)
	}
}

func TestAPrivateAuthorityIsTrustedBesideThePublicOnes(t *testing.T) {
	own := private(t).Certificate()
	both, err := x509.SystemCertPool()
	if err != nil {
		t.Fatal(err)
	}
	both.AddCert(own)

	trusted, err := Authorities("# ours\n" + inPEM(own))

	if err != nil || !trusted.Equal(both) {
		t.Errorf("got %v, %v", trusted, err)
	}
}

func TestWhatHoldsNoCertificateIsRefused(t *testing.T) {
	whole := inPEM(private(t).Certificate())
	damaged := string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte("nonsense")}))
	key := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x")}))
	for message, text := range map[string]string{
		"there is no certificate in PEM": "nonsense",
		"there is no certificate":        whole[:len(whole)/2],
		"a certificate is damaged":       whole + damaged,
		"got a PRIVATE KEY":              whole + key,
	} {
		if _, err := Authorities(text); err == nil || !strings.Contains(err.Error(), message) {
			t.Errorf("got %v instead of %q", err, message)
		}
	}
}

const withoutFiles = "BACKUP_TEST_WITHOUT_FILES"

// A program reads its system's certificates once, so another one has to run where there are none.
func TestPublicAuthoritiesAreKnownInAnImageWithoutThem(t *testing.T) {
	if os.Getenv(withoutFiles) == "" {
		test := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		test.Env = append(os.Environ(), withoutFiles+"=1", "SSL_CERT_FILE=/nowhere", "SSL_CERT_DIR=/nowhere")
		if output, err := test.CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, output)
		}
		return
	}
	known, err := x509.SystemCertPool()
	if err != nil || known.Equal(x509.NewCertPool()) {
		t.Errorf("none is known: %v", err)
	}
}
