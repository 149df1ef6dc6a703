// Package reach tells whether a workload has ready pods, by what every pod of the cluster may ask.
package reach

import (
	"context"
	"net"
	"time"
)

const timeout = 2 * time.Second

// Accepts succeeds if address, such as api:8080, accepts a TCP connection.
func Accepts(ctx context.Context, address string) error {
	dialer := net.Dialer{Timeout: timeout}
	connection, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return connection.Close()
}

// Resolves succeeds if the cluster's DNS has an address for name.
func Resolves(ctx context.Context, name string) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	_, err := net.DefaultResolver.LookupHost(ctx, name)
	return err
}
