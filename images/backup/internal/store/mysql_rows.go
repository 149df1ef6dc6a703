package store

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"
)

const insertStart = "INSERT INTO `"

// countInserts counts the rows of each table in a dump of mysqldump or mariadb-dump.
//
// It looks for them between LOCK TABLES and UNLOCK TABLES only. Routines and triggers, which may have any text, come outside.
func countInserts(r io.Reader) (Contents, error) {
	contents := Contents{}
	reader := bufio.NewReaderSize(r, 1<<16)
	table, rows, last := "", tally{}, ""
	for {
		if start, _ := reader.Peek(len(insertStart)); table != "" && string(start) == insertStart {
			if err := addTuples(reader, &rows); err != nil {
				return nil, fmt.Errorf("the rows of %s: %w", table, err)
			}
			continue
		}
		line, err := hashLine(reader)
		if errors.Is(err, io.EOF) {
			if !strings.HasPrefix(last, "-- Dump completed") {
				return nil, errors.New("the dump ends before its last line, which says that it is complete")
			}
			return contents, nil
		}
		if err != nil {
			return nil, err
		}
		switch last = line.start; {
		case strings.HasPrefix(last, "CREATE TABLE `"):
			contents[firstName(last)] = (&tally{}).part()
		case strings.HasPrefix(last, "LOCK TABLES `"):
			table, rows = firstName(last), tally{}
		case table != "" && strings.HasPrefix(last, "UNLOCK TABLES;"):
			contents[table], table = rows.part(), ""
		}
	}
}

// firstName is the name in the first backquotes of a statement.
func firstName(statement string) string {
	_, quoted, _ := strings.Cut(statement, "`")
	name, _, _ := strings.Cut(strings.ReplaceAll(quoted, "``", "\x00"), "`")
	return strings.ReplaceAll(name, "\x00", "`")
}

// addTuples reads a statement `INSERT INTO … VALUES (…),(…);` and the rest of its line, and counts the tuples.
func addTuples(reader *bufio.Reader, rows *tally) error {
	if err := skipToValues(reader); err != nil {
		return err
	}
	sum := sha256.New()
	tuple := bufio.NewWriter(sum)
	depth, quoted := 0, false
	for {
		char, err := reader.ReadByte()
		if err != nil {
			return endsWithin(err)
		}
		if depth > 0 {
			_ = tuple.WriteByte(char)
		}
		switch {
		case quoted && char == '\\':
			if char, err = reader.ReadByte(); err != nil {
				return endsWithin(err)
			}
			_ = tuple.WriteByte(char)
		case char == '\'':
			quoted = !quoted
		case quoted:
		case char == '(':
			depth++
		case char == ')':
			if depth--; depth == 0 {
				_ = tuple.Flush()
				rows.add([sha256.Size]byte(sum.Sum(nil)))
				sum.Reset()
			}
		case char == ';' && depth == 0:
			_, err := reader.ReadSlice('\n')
			return err
		}
	}
}

// skipToValues reads up to and including the V of VALUES: before it a statement has other words in backquotes only.
func skipToValues(reader *bufio.Reader) error {
	for quoted := false; ; {
		char, err := reader.ReadByte()
		if err != nil {
			return endsWithin(err)
		}
		if char == '`' {
			quoted = !quoted
		} else if char == 'V' && !quoted {
			return nil
		}
	}
}

func endsWithin(err error) error {
	if errors.Is(err, io.EOF) {
		return errors.New("the dump ends within them")
	}
	return err
}
