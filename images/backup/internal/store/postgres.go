package store

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"regexp"
	"strings"
)

// Postgres is one database of a PostgreSQL server. Its tools take server, role and password from the variables PG*.
type Postgres struct{}

func (Postgres) Extension() string { return "pgdump" }

// Compressed: pg_dump's own format is.
func (Postgres) Compressed() bool { return true }

func (Postgres) Dump(ctx context.Context, w io.Writer) error {
	return tool(ctx, nil, w, "pg_dump", "--format=custom", "--no-password")
}

// Check has pg_restore turn the dump into SQL, and counts the rows in that.
func (Postgres) Check(ctx context.Context, r io.Reader) (Contents, error) {
	sql, w := io.Pipe()
	contents := make(chan Contents, 1)
	var counting error
	go func() {
		counted, err := countRows(sql)
		counting = err
		sql.CloseWithError(err)
		contents <- counted
	}()
	err := tool(ctx, r, w, "pg_restore", "--file=-")
	w.CloseWithError(err)
	counted := <-contents
	return counted, errors.Join(err, counting)
}

// Restore does everything in one transaction, which ends in a COMMIT only if the whole dump could be read.
func (Postgres) Restore(ctx context.Context, r io.Reader) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	sql, w := io.Pipe()
	read := make(chan error, 1)
	go func() {
		_, err := io.WriteString(w, emptyDatabase)
		if err == nil {
			err = tool(ctx, r, w, "pg_restore", "--file=-")
		}
		if err == nil {
			_, err = io.WriteString(w, "\nCOMMIT;\n")
		}
		read <- err
		// Not with the error: psql must see the end, and roll back.
		_ = w.Close()
	}()
	err := tool(ctx, sql, io.Discard, "psql", "--no-psqlrc", "--no-password", "--quiet", "--set=ON_ERROR_STOP=1")
	if err != nil {
		_ = sql.CloseWithError(err)
		return errors.Join(err, <-read)
	}
	return <-read
}

// Whatever a later version has added goes too. Schema public comes back as initdb makes it: a dump does not hold it.
const emptyDatabase = `BEGIN;
SET LOCAL lock_timeout = '60s';
SET LOCAL client_min_messages = 'warning';
DO $do$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP
    EXECUTE format('DROP EXTENSION IF EXISTS %I CASCADE', name);
  END LOOP;
  FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', name);
  END LOOP;
  PERFORM lo_unlink(oid) FROM pg_largeobject_metadata;
  CREATE SCHEMA public;
  COMMENT ON SCHEMA public IS 'standard public schema';
  IF current_setting('server_version_num')::int >= 150000 THEN
    ALTER SCHEMA public OWNER TO pg_database_owner;
    GRANT USAGE ON SCHEMA public TO PUBLIC;
  ELSE
    GRANT ALL ON SCHEMA public TO PUBLIC;
  END IF;
END
$do$;
`

var copyLine = regexp.MustCompile(`^COPY (.+?) \(.*\) FROM stdin;\n$`)

// countRows counts the rows between `COPY … FROM stdin;` and `\.` in what pg_restore prints.
func countRows(sql io.Reader) (Contents, error) {
	contents := Contents{}
	reader := bufio.NewReaderSize(sql, 1<<16)
	table, rows := "", tally{}
	for {
		line, err := hashLine(reader)
		if errors.Is(err, io.EOF) {
			if table != "" {
				return nil, errors.New("the dump ends within the rows of " + table)
			}
			return contents, nil
		}
		if err != nil {
			return nil, err
		}
		switch found := copyLine.FindStringSubmatch(line.start); {
		case table == "" && found != nil:
			table, rows = strings.ReplaceAll(found[1], `"`, ""), tally{}
		case table != "" && line.start == "\\.\n":
			contents[table], table = rows.part(), ""
		case table != "":
			rows.add(line.hash)
		}
	}
}

type hashedLine struct {
	// start is the line, or its first 64 KiB.
	start string
	hash  [sha256.Size]byte
}

// hashLine reads a line, of which a row may make one of a gigabyte.
func hashLine(reader *bufio.Reader) (hashedLine, error) {
	hash := sha256.New()
	var line hashedLine
	for first := true; ; first = false {
		part, err := reader.ReadSlice('\n')
		hash.Write(part)
		if first {
			line.start = string(part)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if errors.Is(err, io.EOF) && (len(part) > 0 || !first) {
			err = nil
		}
		hash.Sum(line.hash[:0])
		return line, err
	}
}
