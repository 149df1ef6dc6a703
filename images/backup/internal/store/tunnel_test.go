package store

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// serverFiles are a certificate for `localhost`, its key in a file each, and the authorities that a client verifies it with.
func serverFiles(t *testing.T) (certificate, key string, authorities *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{"localhost"}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	bytes, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	authorities = x509.NewCertPool()
	authorities.AppendCertsFromPEM(text)
	file := func(name string, content []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return file("tls.crt", text), file("tls.key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: bytes})), authorities
}

// echoServer answers by TLS with what it gets.
func echoServer(t *testing.T) (address string, authorities *x509.CertPool) {
	t.Helper()
	file, key, authorities := serverFiles(t)
	certificate, err := tls.LoadX509KeyPair(file, key)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{certificate}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() { _, _ = io.Copy(connection, connection); _ = connection.Close() }()
		}
	}()
	return listener.Addr().String(), authorities
}

func TestATunnelTakesBytesBothWays(t *testing.T) {
	server, authorities := echoServer(t)
	ctx, end := context.WithCancel(t.Context())
	address, err := tunnel(ctx, server, &tls.Config{RootCAs: authorities, ServerName: "localhost"})
	if err != nil {
		t.Fatal(err)
	}
	client, err := net.Dial("tcp", address.String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	sent := strings.Repeat("many bytes ", 100_000)
	go func() { _, _ = io.WriteString(client, sent) }()
	got := make([]byte, len(sent))
	if _, err := io.ReadFull(client, got); err != nil || string(got) != sent {
		t.Fatalf("other bytes came back: %v", err)
	}

	end()
	_ = client.SetReadDeadline(time.Now().Add(time.Minute))
	if _, err := client.Read(got); err == nil {
		t.Error("the connection lives on after the tunnel")
	}
	if again, err := net.Dial("tcp", address.String()); err == nil {
		_ = again.Close()
		t.Error("the tunnel takes connections after its end")
	}
}

func TestATunnelIsRefusedByWhoIsNotTheServer(t *testing.T) {
	server, authorities := echoServer(t)
	_, _, others := serverFiles(t)
	for name, config := range map[string]*tls.Config{
		"another authority": {RootCAs: others, ServerName: "localhost"},
		"another name":      {RootCAs: authorities, ServerName: "redis"},
	} {
		if _, err := tunnel(t.Context(), server, config); err == nil || !strings.Contains(err.Error(), "verify certificate") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
