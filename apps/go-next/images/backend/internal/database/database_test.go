package database

import (
	"context"
	"net"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"slipway.dev/go-next/backend/internal/problem"
)

// A server that takes connections and then says nothing is the worst there is.
func TestASilentServerHoldsNobodyUp(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()

	started := time.Now()
	db, err := Open("postgresql://shop:secret@"+silent.Addr().String()+"/shop?sslmode=disable", 2)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if took := time.Since(started); took > 2*time.Second {
		t.Errorf("Open took %s", took)
	}

	started = time.Now()
	err = db.Ask(t.Context(), func(context.Context, *pgxpool.Pool) error {
		t.Error("the question was asked")
		return nil
	})
	if refused, ok := err.(*problem.Problem); !ok || refused.Dependency != "postgres" {
		t.Errorf("got %v, want 'postgres is unavailable'", err)
	}
	if took := time.Since(started); db.Available() || took > 100*time.Millisecond {
		t.Errorf("available: %t, refused after %s", db.Available(), took)
	}
}

func TestAWrongQuestionIsNoFailureOfTheServer(t *testing.T) {
	for code, want := range map[string]bool{
		"57P01": true, "53300": true, "28P01": true, "42P01": true, "25006": true,
		"23514": false, "22001": false, "42601": false,
	} {
		if got := isFailure(&pgconn.PgError{Code: code}); got != want {
			t.Errorf("%s: got %t, want %t", code, got, want)
		}
	}
}
