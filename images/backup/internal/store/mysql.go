package store

import (
	"context"
	"io"
	"os/exec"
	"strings"
)

// MySQL is one database of a MySQL or MariaDB server. Its tools take the password from the variable MYSQL_PWD.
type MySQL struct {
	Host, Port, User, Database string
}

func (MySQL) Extension() string { return "sql" }
func (MySQL) Compressed() bool  { return false }

// mysqlTools are the programs of an image.
type mysqlTools struct {
	client, dump string
	// own are options of the dump that the other vendor's program does not know.
	own []string
}

func toolsOfMySQL() mysqlTools {
	// Before mysqldump, which some images of MariaDB have as another name of it.
	if _, err := exec.LookPath("mariadb-dump"); err == nil {
		return mysqlTools{client: "mariadb", dump: "mariadb-dump"}
	}
	// The identifiers of past transactions are the server's, not those of one database.
	return mysqlTools{client: "mysql", dump: "mysqldump", own: []string{"--set-gtid-purged=OFF"}}
}

// Dump reads all tables as of one moment, if their engine has transactions, as InnoDB has.
func (s MySQL) Dump(ctx context.Context, w io.Writer) error {
	tools := toolsOfMySQL()
	args := append(s.connection(),
		"--single-transaction", "--quick", "--routines", "--events", "--triggers",
		"--hex-blob", "--no-tablespaces", "--skip-dump-date")
	return tool(ctx, nil, w, tools.dump, append(append(args, tools.own...), "--", s.Database)...)
}

// connection has the largest packets that the protocol knows: the server says how large a row may be.
func (s MySQL) connection() []string {
	return []string{
		"--host=" + s.Host, "--port=" + s.Port, "--user=" + s.User, "--protocol=TCP",
		"--default-character-set=utf8mb4", "--max-allowed-packet=1G",
	}
}

// Check counts the rows in the statements of a dump.
func (MySQL) Check(_ context.Context, r io.Reader) (Contents, error) {
	return countInserts(r)
}

// Restore drops the database, and fills a new one of the same name, with the character set and the collation of the
// present one. Privileges stay: they belong to the name.
func (s MySQL) Restore(ctx context.Context, r io.Reader) error {
	options, err := s.sql(ctx, "SELECT CONCAT(' CHARACTER SET ', DEFAULT_CHARACTER_SET_NAME, ' COLLATE ', DEFAULT_COLLATION_NAME)"+
		" FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = "+text(s.Database))
	if err != nil {
		return err
	}
	name := identifier(s.Database)
	if _, err := s.sql(ctx, "DROP DATABASE IF EXISTS "+name+"; CREATE DATABASE "+name+options); err != nil {
		return err
	}
	// With the comments, which may be in the text of a routine.
	args := append(s.connection(), "--comments", "--", s.Database)
	return tool(ctx, r, io.Discard, toolsOfMySQL().client, args...)
}

// sql runs statements, and gives what they print.
func (s MySQL) sql(ctx context.Context, statements string) (string, error) {
	var printed strings.Builder
	args := append(s.connection(), "--batch", "--skip-column-names")
	err := tool(ctx, strings.NewReader(statements+";\n"), &printed, toolsOfMySQL().client, args...)
	return strings.TrimSuffix(printed.String(), "\n"), err
}

func identifier(name string) string {
	return "`" + strings.ReplaceAll(name, "`", "``") + "`"
}

func text(value string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", "''").Replace(value) + "'"
}
