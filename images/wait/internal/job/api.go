// Package job asks the API server whether a Job has succeeded, and records it.
package job

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// AccountFolder is where the token of the pod's service account is mounted, with the CA of the API server and the namespace.
const AccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

// An API is the API server, as seen by one service account.
type API struct {
	url       string
	namespace string
	tokenFile string
	client    *http.Client
}

// InCluster finds the API server by the variables that each container has.
func InCluster(getenv func(string) string, folder string) (*API, error) {
	host, port := getenv("KUBERNETES_SERVICE_HOST"), getenv("KUBERNETES_SERVICE_PORT")
	if host == "" || port == "" {
		return nil, errors.New("KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be set, as in a pod")
	}
	certificates, err := os.ReadFile(filepath.Join(folder, "ca.crt"))
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(certificates) {
		return nil, fmt.Errorf("%s has no certificate", filepath.Join(folder, "ca.crt"))
	}
	namespace, err := os.ReadFile(filepath.Join(folder, "namespace"))
	if err != nil {
		return nil, err
	}
	return &API{
		url:       "https://" + net.JoinHostPort(host, port),
		namespace: string(bytes.TrimSpace(namespace)),
		tokenFile: filepath.Join(folder, "token"),
		client: &http.Client{
			Timeout:   10 * time.Second,
			Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}},
		},
	}, nil
}

// get decodes the object at path into result.
func (api *API) get(ctx context.Context, path string, result any) error {
	answer, err := api.call(ctx, http.MethodGet, path, http.NoBody)
	if err != nil {
		return err
	}
	return json.Unmarshal(answer, result)
}

// merge patches the object at path.
func (api *API) merge(ctx context.Context, path string, patch any) error {
	body, err := json.Marshal(patch)
	if err != nil {
		return err
	}
	_, err = api.call(ctx, http.MethodPatch, path, bytes.NewReader(body))
	return err
}

// call reads the token each time: the kubelet renews it.
func (api *API) call(ctx context.Context, method, path string, body io.Reader) ([]byte, error) {
	token, err := os.ReadFile(api.tokenFile)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, method, api.url+path, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+string(bytes.TrimSpace(token)))
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Content-Type", "application/merge-patch+json")
	response, err := api.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, 4<<20))
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, refusal(response.Status, answer)
	}
	return answer, nil
}

// refusal has the message of the API server, if there is one.
func refusal(status string, answer []byte) error {
	var said struct {
		Message string `json:"message"`
	}
	if json.Unmarshal(answer, &said) == nil && said.Message != "" {
		return errors.New(said.Message)
	}
	return fmt.Errorf("the API server answers %s", status)
}
