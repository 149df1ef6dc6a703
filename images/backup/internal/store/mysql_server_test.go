package store

import (
	"bytes"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// mysqlServer starts a MySQL or MariaDB server of the test's own, with the empty database shop. Without one on the machine the
// test is skipped.
func mysqlServer(t *testing.T) MySQL {
	t.Helper()
	program, err := exec.LookPath("mariadbd")
	if err != nil {
		if program, err = exec.LookPath("mysqld"); err != nil {
			t.Skip("there is neither mariadbd nor mysqld")
		}
	}
	// Not t.TempDir: the path of a socket has to be short.
	folder, err := os.MkdirTemp("", "my")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	options := []string{"--no-defaults", "--datadir=" + filepath.Join(folder, "data")}
	if filepath.Base(program) == "mariadbd" {
		runProgram(t, "mariadb-install-db", append(options, "--auth-root-authentication-method=normal")...)
	} else {
		runProgram(t, program, append(options, "--initialize-insecure")...)
		options = append(options, "--mysqlx=OFF")
	}

	setUp := filepath.Join(folder, "set-up.sql")
	// MariaDB makes some of root, without a password, whom the server takes first.
	statements := "DROP USER IF EXISTS 'root'@'127.0.0.1';\nCREATE USER 'root'@'%' IDENTIFIED BY 'secret';\nGRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;\n" +
		"CREATE USER 'shop'@'%' IDENTIFIED BY 'secret';\nGRANT ALL ON `my-shop`.* TO 'shop'@'%';\n" +
		"CREATE DATABASE `my-shop` CHARACTER SET latin1 COLLATE latin1_german2_ci;\n"
	if err := os.WriteFile(setUp, []byte(statements), 0o644); err != nil {
		t.Fatal(err)
	}
	port := freePort(t)
	server := exec.Command(program, append(options, "--socket="+filepath.Join(folder, "sock"), "--port="+port,
		"--pid-file="+filepath.Join(folder, "pid"), "--bind-address=127.0.0.1", "--skip-name-resolve", "--skip-log-bin",
		"--init-file="+setUp)...)
	var said bytes.Buffer
	server.Stdout, server.Stderr = &said, &said
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })

	t.Setenv("MYSQL_PWD", "secret")
	shop := MySQL{Host: "127.0.0.1", Port: port, User: "root", Database: "my-shop"}
	for start := time.Now(); ; time.Sleep(200 * time.Millisecond) {
		if found, err := shop.sql(t.Context(), "SHOW DATABASES LIKE 'my-shop'"); err == nil && found != "" {
			return shop
		} else if time.Since(start) > 2*time.Minute {
			t.Fatalf("it does not start: %v: %s", err, said.String())
		}
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	return port
}

func runProgram(t *testing.T, name string, args ...string) {
	t.Helper()
	if output, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", name, err, output)
	}
}

func (s MySQL) run(t *testing.T, script string) string {
	t.Helper()
	printed, err := s.sql(t.Context(), "USE `"+s.Database+"`;\n"+script)
	if err != nil {
		t.Fatal(err)
	}
	return printed
}

const furnished = `
CREATE TABLE customers (id int AUTO_INCREMENT PRIMARY KEY, name varchar(100) CHARACTER SET utf8mb4, photo longblob,
  initial char(1) AS (left(name, 1)) STORED, at timestamp(6) NULL, price decimal(20,4), ratio double) AUTO_INCREMENT = 7;
CREATE TABLE orders (id int PRIMARY KEY, customer int, FOREIGN KEY (customer) REFERENCES customers (id));
CREATE TABLE log (text text);
INSERT INTO customers (name, photo, at, price, ratio) VALUES
  ('Größe 😀', x'00ff27225c0a1a', '2026-01-31 02:00:00.123456', 12345678901234.5678, 0.1), ('it''s \\ "quoted";', NULL, NULL, NULL, NULL);
INSERT INTO orders VALUES (1, 7);
CREATE VIEW names AS SELECT name FROM customers;
DELIMITER //
CREATE DEFINER = 'shop'@'%' TRIGGER logged AFTER INSERT ON orders FOR EACH ROW
BEGIN
INSERT INTO log VALUES ('it isn''t');
END//
CREATE PROCEDURE clear()
BEGIN
/* a comment isn't lost */ DELETE FROM log;
END//
CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC RETURN n * 2//
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM log//
DELIMITER ;
`

// all is what a dump has beside the rows.
const all = `
SELECT 'table', table_name, table_type FROM information_schema.tables WHERE table_schema = DATABASE()
UNION SELECT 'routine', routine_name, routine_definition FROM information_schema.routines WHERE routine_schema = DATABASE()
UNION SELECT 'trigger', trigger_name, definer FROM information_schema.triggers WHERE trigger_schema = DATABASE()
UNION SELECT 'event', event_name, interval_field FROM information_schema.events WHERE event_schema = DATABASE()
UNION SELECT 'database', default_character_set_name, default_collation_name FROM information_schema.schemata WHERE schema_name = DATABASE()
ORDER BY 1, 2;`

func TestADatabaseOfMySQLComesBackWithAllThatItHad(t *testing.T) {
	shop := mysqlServer(t)
	shop.run(t, furnished)
	dumped := dump(t, shop)
	before, had := shop.run(t, all), shop.run(t, "SELECT * FROM customers; SHOW GRANTS FOR shop;")
	shop.run(t, "DELETE FROM orders; DROP TABLE log; DROP VIEW names; DROP PROCEDURE clear; DROP EVENT nightly; CREATE TABLE later (id int); ALTER DATABASE COLLATE latin1_bin")
	shop.run(t, "ALTER DATABASE COLLATE latin1_german2_ci")

	restore(t, shop, dumped)

	if after := shop.run(t, all); after != before {
		t.Errorf("got\n%s instead of\n%s", after, before)
	}
	if has := shop.run(t, "SELECT * FROM customers; SHOW GRANTS FOR shop;"); has != had {
		t.Errorf("got\n%s instead of\n%s", has, had)
	}
	wanted, err := shop.Check(t.Context(), bytes.NewReader(dumped))
	if err != nil || wanted["customers"].Count != 2 || wanted["orders"].Count != 1 || wanted["log"].Count != 0 || len(wanted) != 3 {
		t.Errorf("got %v, %v", wanted, err)
	}
	is, err := shop.Check(t.Context(), bytes.NewReader(dump(t, shop)))
	if err != nil || Difference(wanted, is) != nil {
		t.Errorf("got %v, %v", is, err)
	}
	if next := shop.run(t, "INSERT INTO customers (name) VALUES ('new'); SELECT last_insert_id(), twice(2);"); next != "9\t4" {
		t.Errorf("got %s", next)
	}
}

func TestADatabaseOfMySQLThatIsGoneIsRestored(t *testing.T) {
	shop := mysqlServer(t)
	shop.run(t, furnished)
	dumped := dump(t, shop)
	shop.run(t, "DROP DATABASE `my-shop`")

	restore(t, shop, dumped)

	if count := shop.run(t, "SELECT count(*) FROM names"); count != "2" {
		t.Errorf("got %s", count)
	}
}

func TestADumpOfMySQLThatTheServerRefusesFails(t *testing.T) {
	shop := mysqlServer(t)
	t.Setenv("MYSQL_PWD", "wrong")

	err := shop.Dump(t.Context(), new(bytes.Buffer))

	if err == nil || !strings.Contains(err.Error(), "Access denied") || strings.Contains(err.Error(), "wrong") {
		t.Errorf("got %v", err)
	}
}
