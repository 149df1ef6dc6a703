package store

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// Redis is all databases of a Redis server. Its tools take the password from the variable REDISCLI_AUTH.
type Redis struct {
	Host, Port, User, Password string
	// Scratch is a folder with room for a whole dump.
	Scratch string
	// Authorities verify the server, which takes TLS only; nil if it takes none.
	Authorities *x509.CertPool
}

func (Redis) Extension() string { return "rdb" }
func (Redis) Compressed() bool  { return false }

// reached is the server at an address that takes no TLS: an end of a tunnel, if the server itself takes TLS only.
func (s Redis) reached(ctx context.Context) (Redis, error) {
	if s.Authorities == nil {
		return s, nil
	}
	address, err := tunnel(ctx, net.JoinHostPort(s.Host, s.Port), &tls.Config{RootCAs: s.Authorities, ServerName: s.Host})
	if err != nil {
		return s, err
	}
	s.Host, s.Port, err = net.SplitHostPort(address.String())
	return s, err
}

// Dump asks for what a new replica would get.
func (s Redis) Dump(ctx context.Context, w io.Writer) error {
	ctx, end := context.WithCancel(ctx)
	defer end()
	s, err := s.reached(ctx)
	if err != nil {
		return err
	}
	file, remove, err := s.scratchFile("dumped.rdb")
	if err != nil {
		return err
	}
	defer remove()
	// It can write to standard output too, but then tells there what it does.
	err = tool(ctx, nil, io.Discard, "redis-cli", "-h", s.Host, "-p", s.Port, "--user", s.User, "--no-auth-warning", "--rdb", file)
	if err != nil {
		return err
	}
	dump, err := os.Open(file)
	if err != nil {
		return err
	}
	defer dump.Close()
	_, err = io.Copy(w, dump)
	return err
}

var keysRead = regexp.MustCompile(`\[info\] (\d+) (keys read|expires)`)

// Check has redis-check-rdb read the dump, its checksum included. Keys that expire do not count: they may do so anytime.
func (s Redis) Check(ctx context.Context, r io.Reader) (Contents, error) {
	file, remove, err := s.keep(r, "checked.rdb")
	if err != nil {
		return nil, err
	}
	defer remove()
	var said bytes.Buffer
	if err := tool(ctx, nil, &said, "redis-check-rdb", file); err != nil {
		return nil, fmt.Errorf("%w: %s", err, lastLines(said.String()))
	}
	counts := map[string]int64{}
	for _, found := range keysRead.FindAllStringSubmatch(said.String(), -1) {
		counts[found[2]], _ = strconv.ParseInt(found[1], 10, 64)
	}
	if _, ok := counts["keys read"]; !ok {
		return nil, fmt.Errorf("redis-check-rdb does not say how many keys it has read: %s", lastLines(said.String()))
	}
	return Contents{"keys": {Count: counts["keys read"] - counts["expires"]}}, nil
}

// Restore has a server of its own load the dump, and move everything from there to the store's.
func (s Redis) Restore(ctx context.Context, r io.Reader) error {
	file, remove, err := s.keep(r, "restored.rdb")
	if err != nil {
		return err
	}
	defer remove()

	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if s, err = s.reached(ctx); err != nil {
		return err
	}
	socket := filepath.Join(s.Scratch, "redis.sock")
	var said bytes.Buffer
	server := exec.CommandContext(ctx, "redis-server", "--port", "0", "--unixsocket", socket,
		"--dir", s.Scratch, "--dbfilename", filepath.Base(file), "--save", "", "--appendonly", "no")
	server.Stdout, server.Stderr = &said, &said
	if err := server.Start(); err != nil {
		return err
	}
	var end error
	ended := make(chan struct{})
	go func() { end = server.Wait(); close(ended) }()
	wait := func() { stop(); <-ended }
	defer wait()

	// A MIGRATE of large keys takes longer than a client is patient by default.
	source := redis.NewClient(&redis.Options{Network: "unix", Addr: socket, ReadTimeout: time.Hour})
	defer source.Close()
	if err := loaded(ctx, source, ended); err != nil {
		wait() // it says no more then, and how it has ended is known
		return fmt.Errorf("redis-server can't load the dump: %w: %s", errors.Join(err, end), lastLines(said.String()))
	}
	return s.replace(ctx, source)
}

func (s Redis) replace(ctx context.Context, source *redis.Client) error {
	to := redis.NewClient(&redis.Options{
		Addr: net.JoinHostPort(s.Host, s.Port), Username: s.User, Password: s.Password, ReadTimeout: 10 * time.Minute,
	})
	defer to.Close()
	functions, err := source.FunctionDump(ctx).Result()
	if err != nil && !strings.Contains(err.Error(), "unknown command") {
		return err
	}
	databases, err := databases(ctx, source)
	if err != nil {
		return err
	}
	if err := to.FlushAll(ctx).Err(); err != nil {
		return err
	}
	if functions != "" {
		if err := to.Do(ctx, "FUNCTION", "RESTORE", functions, "FLUSH").Err(); err != nil {
			return err
		}
	}
	for _, database := range databases {
		if err := s.move(ctx, source, database); err != nil {
			return fmt.Errorf("database %d: %w", database, err)
		}
	}
	return nil
}

const keysAtATime = 500

// move copies a database. MIGRATE is what Redis Cluster moves keys with: values and expiry arrive as they are.
func (s Redis) move(ctx context.Context, source *redis.Client, database int) error {
	connection := source.Conn()
	defer connection.Close()
	if err := connection.Select(ctx, database).Err(); err != nil {
		return err
	}
	cursor := uint64(0)
	for {
		keys, next, err := connection.Scan(ctx, cursor, "*", keysAtATime).Result()
		if err != nil {
			return err
		}
		if len(keys) > 0 {
			args := []any{"MIGRATE", s.Host, s.Port, "", database, time.Hour.Milliseconds(), "COPY", "REPLACE", "AUTH2", s.User, s.Password, "KEYS"}
			for _, key := range keys {
				args = append(args, key)
			}
			if err := connection.Do(ctx, args...).Err(); err != nil {
				return err
			}
		}
		if cursor = next; cursor == 0 {
			return nil
		}
	}
}

var keyspace = regexp.MustCompile(`(?m)^db(\d+):`)

func databases(ctx context.Context, client *redis.Client) ([]int, error) {
	info, err := client.Info(ctx, "keyspace").Result()
	if err != nil {
		return nil, err
	}
	var numbers []int
	for _, found := range keyspace.FindAllStringSubmatch(info, -1) {
		number, _ := strconv.Atoi(found[1])
		numbers = append(numbers, number)
	}
	return numbers, nil
}

// loaded waits until a server has read its dump.
func loaded(ctx context.Context, client *redis.Client, ended <-chan struct{}) error {
	for {
		if client.Ping(ctx).Err() == nil {
			return nil
		}
		select {
		case <-ended:
			return errors.New("it ended")
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// keep writes a dump into a file: the tools want one that they can read twice.
func (s Redis) keep(r io.Reader, name string) (string, func(), error) {
	path, remove, err := s.scratchFile(name)
	if err != nil {
		return "", nil, err
	}
	file, err := os.Create(path)
	if err != nil {
		return "", nil, err
	}
	if _, err := io.Copy(file, r); err != nil {
		_ = file.Close()
		remove()
		return "", nil, err
	}
	return path, remove, file.Close()
}

func (s Redis) scratchFile(name string) (string, func(), error) {
	path := filepath.Join(s.Scratch, name)
	return path, func() { _ = os.Remove(path) }, os.MkdirAll(s.Scratch, 0o700)
}
