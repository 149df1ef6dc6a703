package store

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"sync"
)

// tunnel listens on an address of the own pod, and takes what comes there to a server by TLS. It is for tools that can't do
// so, or do not verify the name in the certificate. It ends with the context.
func tunnel(ctx context.Context, server string, config *tls.Config) (net.Addr, error) {
	// The first connection tells what is wrong with the server: a tool would say only that its connection was closed.
	first, err := (&tls.Dialer{Config: config}).DialContext(ctx, "tcp", server)
	if err != nil {
		return nil, err
	}
	_ = first.Close()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() { _ = listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go forward(ctx, client, server, config)
		}
	}()
	return listener.Addr(), nil
}

// forward takes the bytes of one connection both ways, until either side ends it.
func forward(ctx context.Context, client net.Conn, server string, config *tls.Config) {
	defer client.Close()
	upstream, err := (&tls.Dialer{Config: config}).DialContext(ctx, "tcp", server)
	if err != nil {
		return
	}
	end := sync.OnceFunc(func() { _ = client.Close(); _ = upstream.Close() })
	defer context.AfterFunc(ctx, end)()
	defer end()
	go func() {
		_, _ = io.Copy(upstream, client)
		end()
	}()
	_, _ = io.Copy(client, upstream)
}
