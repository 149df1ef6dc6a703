package reach

import (
	"context"
	"net"
	"testing"
)

func TestAcceptsOnceSomethingListens(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := Accepts(context.Background(), address); err != nil {
		t.Errorf("a port that listens: %v", err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Accepts(context.Background(), address); err == nil {
		t.Error("a port that nobody listens on accepts a connection")
	}
}

func TestResolvesANameThatHasAnAddress(t *testing.T) {
	if err := Resolves(context.Background(), "localhost"); err != nil {
		t.Errorf("localhost: %v", err)
	}
	if err := Resolves(context.Background(), "worker-pods.invalid"); err == nil {
		t.Error("a name of the top-level domain .invalid has an address")
	}
}
