// Command backend serves the products that Postgres holds, as a JSON API.
package main

import (
	"context"
	"flag"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"slipway.dev/go-next/backend/internal/config"
	"slipway.dev/go-next/backend/internal/database"
	"slipway.dev/go-next/backend/internal/health"
	"slipway.dev/go-next/backend/internal/logs"
	"slipway.dev/go-next/backend/internal/metrics"
	"slipway.dev/go-next/backend/internal/products"
	"slipway.dev/go-next/backend/internal/server"
	"slipway.dev/go-next/backend/internal/web"
)

func main() {
	healthcheck := flag.Bool("healthcheck", false, "ask the server in this container for /health; exits 0 if it is well")
	flag.Parse()
	logs.Configure(os.Stdout)

	task := serve
	if *healthcheck {
		task = check
	}
	if err := task(); err != nil {
		slog.Error(err.Error())
		os.Exit(1)
	}
}

func serve() error {
	settings, err := config.FromEnv(os.Getenv)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()

	db, err := database.Open(settings.DatabaseURL, settings.DatabaseConnections)
	if err != nil {
		return err
	}
	defer db.Close()

	mux := http.NewServeMux()
	health.Routes(mux, db)
	metrics.Routes(mux)
	products.Routes(mux, products.NewStore(db))
	mux.Handle("/", web.Handler(web.NotFound))
	return server.Run(ctx, settings.Port, web.Logged(mux))
}

// check is what the health check of the container runs: the image has no shell and no curl.
func check() error {
	port, err := config.Port(os.Getenv)
	if err != nil {
		return err
	}
	return health.Check(port)
}
