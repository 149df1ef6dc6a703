package store

import (
	"strings"
	"testing"
)

const mysqlDumped = "-- MySQL dump 10.13\n" +
	"CREATE TABLE `notes` (\n  `id` int NOT NULL,\n  `text` text\n);\n" +
	"LOCK TABLES `notes` WRITE;\n" +
	"INSERT INTO `notes` VALUES (1,'a;'),(2,'it\\'s (b)\\n'),\n(3,NULL);\n" +
	"INSERT INTO `notes` (`id`, `odd) VALUES (`) VALUES (4,'''');\n" +
	"UNLOCK TABLES;\n" +
	"CREATE TABLE `with``quotes` (\n  `id` int\n);\n" +
	"LOCK TABLES `with``quotes` WRITE;\nUNLOCK TABLES;\n" +
	"DELIMITER ;;\nCREATE PROCEDURE `fill`()\nBEGIN\n-- it isn't one\nINSERT INTO `notes` VALUES (5,'c');\nEND ;;\n" +
	"-- Dump completed\n"

func TestInsertedRowsAreCountedByTable(t *testing.T) {
	contents, err := countInserts(strings.NewReader(mysqlDumped))

	if err != nil || contents["notes"].Count != 4 || contents["with`quotes"].Count != 0 || len(contents) != 2 {
		t.Errorf("got %v, %v", contents, err)
	}
}

func TestTheOrderOfInsertedRowsIsNoDifferenceNorHowManyAStatementHasButTheirTextIs(t *testing.T) {
	before, _ := countInserts(strings.NewReader(mysqlDumped))
	turned, _ := countInserts(strings.NewReader(strings.Replace(mysqlDumped,
		"(1,'a;'),(2,'it\\'s (b)\\n'),\n(3,NULL);", "(2,'it\\'s (b)\\n'),(3,NULL);\nINSERT INTO `notes` VALUES\n(1,'a;');", 1)))
	other, _ := countInserts(strings.NewReader(strings.Replace(mysqlDumped, "it\\'s", "it\\'t", 1)))

	if err := Difference(before, turned); err != nil {
		t.Error(err)
	}
	if err := Difference(before, other); err == nil || err.Error() != "notes has other contents" {
		t.Errorf("got %v", err)
	}
}

func TestADumpOfMySQLThatEndsEarlyIsNone(t *testing.T) {
	for _, end := range []string{"a;", "`odd) VAL", "UNLOCK TABLES;\n", "-- Dump compl"} {
		cut := strings.Index(mysqlDumped, end) + len(end)
		if _, err := countInserts(strings.NewReader(mysqlDumped[:cut])); err == nil {
			t.Errorf("the one that ends with %q was taken", end)
		}
	}
}

func TestAnInsertedRowLongerThanTheBufferIsOneRow(t *testing.T) {
	long := strings.Replace(mysqlDumped, "'a;'", "'"+strings.Repeat("a", 1<<20)+"'", 1)
	contents, err := countInserts(strings.NewReader(long))

	if err != nil || contents["notes"].Count != 4 {
		t.Errorf("got %v, %v", contents, err)
	}
}
