package target

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"

	// The program runs in the image of a store, and not every one has root certificates: Debian's of Postgres has none.
	// Where the image has some, those count.
	_ "golang.org/x/crypto/x509roots/fallback"
)

// Authorities are the public ones, and those whose certificates a text has, in PEM.
func Authorities(text string) (*x509.CertPool, error) {
	pool, err := x509.SystemCertPool()
	if err != nil {
		return nil, err
	}
	found := false
	for block, rest := pem.Decode([]byte(text)); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			return nil, fmt.Errorf("only certificates belong there, got a %s", block.Type)
		}
		certificate, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("a certificate is damaged: %w", err)
		}
		pool.AddCert(certificate)
		found = true
	}
	if !found {
		return nil, errors.New("there is no certificate in PEM: -----BEGIN CERTIFICATE-----")
	}
	return pool, nil
}
