package store

import (
	"bytes"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
)

const dumped = `SELECT 1;
COPY public.notes (id, text) FROM stdin;
1	a
2	b
\.

COPY other."With Capitals" (text) FROM stdin;
\.
`

func TestRowsAreCountedByTable(t *testing.T) {
	contents, err := countRows(strings.NewReader(dumped))

	if err != nil || contents["public.notes"].Count != 2 || contents["other.With Capitals"].Count != 0 || len(contents) != 2 {
		t.Errorf("got %v, %v", contents, err)
	}
}

func TestTheOrderOfRowsIsNoDifferenceButTheirTextIs(t *testing.T) {
	before, _ := countRows(strings.NewReader(dumped))
	turned, _ := countRows(strings.NewReader(strings.Replace(dumped, "1	a\n2	b\n", "2	b\n1	a\n", 1)))
	other, _ := countRows(strings.NewReader(strings.Replace(dumped, "2	b", "2	c", 1)))

	if err := Difference(before, turned); err != nil {
		t.Error(err)
	}
	if err := Difference(before, other); err == nil || err.Error() != "public.notes has other contents" {
		t.Errorf("got %v", err)
	}
}

func TestADumpThatEndsWithinATableIsNone(t *testing.T) {
	if _, err := countRows(strings.NewReader(dumped[:60])); err == nil {
		t.Error("it was taken")
	}
}

func TestARowLongerThanTheBufferIsOneRow(t *testing.T) {
	long := strings.Replace(dumped, "1	a", "1	"+strings.Repeat("a", 1<<20), 1)
	contents, err := countRows(strings.NewReader(long))

	if err != nil || contents["public.notes"].Count != 2 {
		t.Errorf("got %v, %v", contents, err)
	}
}

func archived(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	archive, err := newArchiveWriter(&out, "shop", "7.0.25", []collection{
		{Name: "things", Type: "collection", Options: bson.D{{Key: "capped", Value: true}}},
		{Name: "seen", Type: "view"},
	})
	if err != nil {
		t.Fatal(err)
	}
	document, _ := bson.Marshal(bson.D{{Key: "_id", Value: int64(7)}})
	for _, err := range []error{archive.begin("things"), archive.document(document), archive.end()} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func TestAnArchiveTellsItsCollectionsAndDocuments(t *testing.T) {
	contents, err := Mongo{}.Check(t.Context(), bytes.NewReader(archived(t)))

	if err != nil || len(contents) != 1 || contents["things"].Count != 1 {
		t.Errorf("got %v, %v", contents, err)
	}
}

func TestADamagedArchiveIsRefused(t *testing.T) {
	whole := archived(t)
	flipped := bytes.Clone(whole)
	flipped[bytes.Index(flipped, []byte("_id"))+4] ^= 1
	for name, archive := range map[string][]byte{
		"empty": {}, "cut within an object": whole[:len(whole)-20], "cut at a block": whole[:len(whole)-90], "changed": flipped,
	} {
		if _, err := (Mongo{}).Check(t.Context(), bytes.NewReader(archive)); err == nil {
			t.Errorf("one that is %s was taken", name)
		}
	}
}

func TestADifferenceNamesEachPart(t *testing.T) {
	err := Difference(Contents{"a": {Count: 1}, "b": {Count: 2}}, Contents{"b": {Count: 3}, "c": {}})

	if err == nil || err.Error() != "a is missing; b has 3 instead of 2; c should not be there" {
		t.Errorf("got %v", err)
	}
}
