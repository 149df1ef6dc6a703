// Command wait ends once another workload of the stack is ready. It is the init container of pods that start after it.
//
//	wait tcp HOST:PORT      until a TCP connection is accepted: a Service leads to ready pods only
//	wait pods NAME          until a name has an address: a headless Service has those of its ready pods
//	wait job JOB CONFIGMAP  until a Job has succeeded, and records it in a ConfigMap, by the name of the Job
//	wait succeeded JOB      ends at once: Kubernetes starts its container only if the record, SUCCEEDED_AT, is there
//
// It has no timeout: why the other workload is not ready is to be seen at its own pods.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"slipway.dev/wait/internal/job"
	"slipway.dev/wait/internal/reach"
)

// A failed attempt is printed if it differs from the one before, and every so often.
const (
	interval = time.Second
	reminder = 30 * time.Second
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "wait:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	switch {
	case len(args) == 2 && args[0] == "tcp":
		return until(ctx, args[1], func(ctx context.Context) error { return reach.Accepts(ctx, args[1]) })
	case len(args) == 2 && args[0] == "pods":
		return until(ctx, args[1], func(ctx context.Context) error { return reach.Resolves(ctx, args[1]) })
	case len(args) == 3 && args[0] == "job":
		api, err := job.InCluster(os.Getenv, job.AccountFolder)
		if err != nil {
			return err
		}
		return until(ctx, args[1], func(ctx context.Context) error { return api.Record(ctx, args[1], args[2]) })
	case len(args) == 2 && args[0] == "succeeded":
		fmt.Printf("%s succeeded at %s\n", args[1], os.Getenv("SUCCEEDED_AT"))
		return nil
	}
	return errors.New("usage: wait tcp HOST:PORT | pods NAME | job JOB CONFIGMAP | succeeded JOB")
}

// until repeats an attempt at target until it succeeds.
func until(ctx context.Context, target string, attempt func(context.Context) error) error {
	var last string
	var printed time.Time
	for {
		err := attempt(ctx)
		if err == nil {
			fmt.Printf("%s is ready\n", target)
			return nil
		}
		if text := err.Error(); text != last || time.Since(printed) >= reminder {
			fmt.Printf("waiting for %s: %s\n", target, text)
			last, printed = text, time.Now()
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(interval):
		}
	}
}
