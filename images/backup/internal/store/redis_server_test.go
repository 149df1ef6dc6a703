package store

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// redisServer starts a Redis of the test's own, whose user `backup` has the rules that the charts give it. Without one on the
// machine the test is skipped. The client may do everything, by a socket.
func redisServer(t *testing.T, byTLS bool) (Redis, *redis.Client) {
	t.Helper()
	program, err := exec.LookPath("redis-server")
	if err != nil {
		t.Skip(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host, port, _ := net.SplitHostPort(listener.Addr().String())
	_ = listener.Close()
	store := Redis{Host: host, Port: port, User: "backup", Password: "secret", Scratch: t.TempDir()}
	listens := "port " + port
	if byTLS {
		certificate, key, authorities := serverFiles(t)
		store.Host, store.Authorities = "localhost", authorities
		listens = fmt.Sprintf("port 0\ntls-port %s\ntls-cert-file %s\ntls-key-file %s\ntls-auth-clients no", port, certificate, key)
	}
	socket := filepath.Join(t.TempDir(), "s")
	config := fmt.Sprintf("bind %s\n%s\nunixsocket %s\ndir %s\nsave \"\"\nuser backup on >secret %s\n", host, listens, socket, t.TempDir(), rulesOfCharts(t))
	server := exec.Command(program, "-")
	server.Stdin = strings.NewReader(config)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })

	client := redis.NewClient(&redis.Options{Network: "unix", Addr: socket})
	t.Cleanup(func() { _ = client.Close() })
	for deadline := time.Now().Add(time.Minute); client.Ping(t.Context()).Err() != nil; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("redis-server does not start")
		}
	}
	t.Setenv("REDISCLI_AUTH", "secret")
	return store, client
}

// rulesOfCharts are the ones in the reviewed manifests of a stack.
func rulesOfCharts(t *testing.T) string {
	t.Helper()
	manifests, err := os.ReadFile(filepath.FromSlash("../../../../test/apps/snapshots/flask-nginx.prod.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`user backup on #\$\([^)]+\) ([^"]+)"`).FindSubmatch(manifests)
	if found == nil {
		t.Fatal("the manifests have no user backup")
	}
	return string(found[1])
}

func TestTheUserOfBackupsMayDumpAndRestoreRedis(t *testing.T) {
	for name, byTLS := range map[string]bool{"by TLS": true, "without TLS": false} {
		t.Run(name, func(t *testing.T) {
			server, client := redisServer(t, byTLS)
			dumpAndRestore(t, server, client)
		})
	}
}

func TestARedisWithAnotherCertificateGetsNoBackup(t *testing.T) {
	server, client := redisServer(t, true)
	_, _, server.Authorities = serverFiles(t)
	if err := server.Dump(t.Context(), io.Discard); err == nil || !strings.Contains(err.Error(), "verify certificate") {
		t.Errorf("dumped: %v", err)
	}
	client.Set(t.Context(), "kept", 1, 0)
	if err := server.Restore(t.Context(), strings.NewReader("a dump")); err == nil || !strings.Contains(err.Error(), "verify certificate") {
		t.Errorf("restored: %v", err)
	}
	if client.Get(t.Context(), "kept").Val() != "1" {
		t.Error("data is lost")
	}
}

func dumpAndRestore(t *testing.T, server Redis, client *redis.Client) {
	ctx := t.Context()
	do := func(args ...any) string {
		t.Helper()
		reply, err := client.Do(ctx, args...).Result()
		if err != nil {
			t.Fatalf("%v: %v", args, err)
		}
		return fmt.Sprint(reply)
	}
	for i := range keysAtATime + 1 {
		do("SET", fmt.Sprint("key:", i), fmt.Sprint("value ", i))
	}
	do("SET", "short", "lived", "EX", 1000)
	do("FUNCTION", "LOAD", "#!lua name=lib\nredis.register_function('answer', function() return 42 end)")
	do("EVAL", "redis.call('SELECT', 3) return redis.call('RPUSH', 'list', 1, 2, 3)", 0)

	var dump bytes.Buffer
	if err := server.Dump(ctx, &dump); err != nil {
		t.Fatal(err)
	}
	do("FLUSHALL")
	do("FUNCTION", "FLUSH")
	do("SET", "intruder", 1)
	if err := server.Restore(ctx, bytes.NewReader(dump.Bytes())); err != nil {
		t.Fatal(err)
	}

	got := []string{
		do("DBSIZE"), do("GET", "key:7"), do("EXISTS", "intruder"), do("FCALL", "answer", 0),
		do("EVAL", "redis.call('SELECT', 3) return redis.call('LRANGE', 'list', 0, -1)", 0),
	}
	want := []string{fmt.Sprint(keysAtATime + 2), "value 7", "0", "42", "[1 2 3]"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v instead of %v", got, want)
	}
	if ttl := client.TTL(ctx, "short").Val(); ttl <= 0 {
		t.Errorf("a key that expires does so in %s", ttl)
	}
}
