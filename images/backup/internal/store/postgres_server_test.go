package store

import (
	"bytes"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// postgresServer starts a PostgreSQL of the test's own, and has the variables PG* lead to its database shop, which belongs
// to the role shop as in the charts. Without one on the machine the test is skipped.
func postgresServer(t *testing.T, settings ...string) Postgres {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		t.Skip("there is no PostgreSQL in /usr/lib/postgresql")
	}
	t.Setenv("PATH", filepath.Dir(found[len(found)-1])+string(os.PathListSeparator)+os.Getenv("PATH"))
	// Not t.TempDir: the path of a socket has to be short.
	folder, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	as := whoMayServe(t, folder)

	data := filepath.Join(folder, "data")
	run(t, as, "initdb", "--pgdata="+data, "--username=postgres", "--auth=trust", "--no-sync", "--locale=C.UTF-8", "--encoding=UTF8")
	options := "-c listen_addresses= -c fsync=off -c wal_level=logical -c unix_socket_directories=" + folder
	for _, setting := range settings {
		options += " -c " + setting
	}
	run(t, as, "pg_ctl", "--pgdata="+data, "--log="+filepath.Join(folder, "log"), "--timeout=300", "--options="+options, "--wait", "start")
	t.Cleanup(func() { run(t, as, "pg_ctl", "--pgdata="+data, "--mode=immediate", "stop") })

	for name, value := range map[string]string{"PGHOST": folder, "PGUSER": "postgres", "PGDATABASE": "shop"} {
		t.Setenv(name, value)
	}
	sql(t, "postgres", "CREATE ROLE shop LOGIN", "CREATE DATABASE shop OWNER shop", "REVOKE CONNECT ON DATABASE shop FROM PUBLIC")
	return Postgres{Database: "shop"}
}

// whoMayServe is nobody in particular, but for root, which PostgreSQL refuses: then it is the user postgres.
func whoMayServe(t *testing.T, folder string) *syscall.SysProcAttr {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		t.Skip(err)
	}
	uid, _ := strconv.Atoi(account.Uid)
	gid, _ := strconv.Atoi(account.Gid)
	if err := os.Chown(folder, uid, gid); err != nil {
		t.Fatal(err)
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

func run(t *testing.T, as *syscall.SysProcAttr, name string, args ...string) {
	t.Helper()
	command := exec.Command(name, args...)
	command.SysProcAttr, command.Dir = as, "/"
	if name == "pg_ctl" {
		// The server would keep the pipe of its output open.
		if err := command.Run(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	} else if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", name, err, output)
	}
}

// sql runs statements, each on its own, and gives what they print.
func sql(t *testing.T, database string, statements ...string) string {
	t.Helper()
	var printed bytes.Buffer
	script := strings.NewReader(strings.Join(statements, ";\n") + ";\n")
	err := tool(t.Context(), script, &printed, "psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align",
		"--set=ON_ERROR_STOP=1", "--dbname="+database)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(printed.String())
}

func dump(t *testing.T, from Store) []byte {
	t.Helper()
	var dumped bytes.Buffer
	if err := from.Dump(t.Context(), &dumped); err != nil {
		t.Fatal(err)
	}
	return dumped.Bytes()
}

func restore(t *testing.T, to Store, dumped []byte) {
	t.Helper()
	if err := to.Restore(t.Context(), bytes.NewReader(dumped)); err != nil {
		t.Fatal(err)
	}
}
