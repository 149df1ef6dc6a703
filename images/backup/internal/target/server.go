package target

import (
	"crypto/x509"
	"fmt"
	"net/url"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// Server is one that speaks S3.
type Server struct {
	// Endpoint is a URL such as "https://s3.eu-central-1.amazonaws.com".
	Endpoint string
	// Region is empty for the endpoint's own.
	Region                       string
	AccessKeyID, SecretAccessKey string
	// Authorities are those that its certificate may be of; nil for the public ones.
	Authorities *x509.CertPool
}

// Connect makes a client for it.
func (s Server) Connect() (*minio.Client, error) {
	at, err := url.Parse(s.Endpoint)
	if err != nil || at.Host == "" {
		return nil, fmt.Errorf("the endpoint must be a URL such as https://s3.example.com, got %q", s.Endpoint)
	}
	options := &minio.Options{
		Creds:  credentials.NewStaticV4(s.AccessKeyID, s.SecretAccessKey, ""),
		Secure: at.Scheme == "https",
		Region: s.Region,
	}
	if options.Secure {
		transport, err := minio.DefaultTransport(true)
		if err != nil {
			return nil, err
		}
		transport.TLSClientConfig.RootCAs = s.Authorities
		options.Transport = transport
	}
	return minio.New(at.Host, options)
}
