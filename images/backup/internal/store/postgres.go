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
type Postgres struct {
	// Database is the name that PGDATABASE has too.
	Database string
}

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
