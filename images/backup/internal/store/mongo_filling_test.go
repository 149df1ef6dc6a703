package store

import (
	"bytes"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// older is a dump whose second document of three does not meet the collection's validator.
func older(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	rules := bson.D{{Key: "age", Value: bson.D{{Key: "$exists", Value: true}}}}
	archive, err := newArchiveWriter(&out, "shop", "7.0.25", []collection{{
		Name: "people", Type: "collection", Options: bson.D{{Key: "validator", Value: rules}, {Key: "collation", Value: bson.D{{Key: "locale", Value: "de"}}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	failures := []error{archive.begin("people")}
	for _, document := range []bson.D{{{Key: "_id", Value: 1}, {Key: "age", Value: 9}}, {{Key: "_id", Value: 2}}, {{Key: "_id", Value: 3}, {Key: "age", Value: 8}}} {
		text, _ := bson.Marshal(document)
		failures = append(failures, archive.document(text))
	}
	for _, err := range append(failures, archive.end()) {
		if err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func ids(documents []bson.Raw) string {
	var text strings.Builder
	for _, document := range documents {
		text.WriteString(document.Lookup("_id").String())
	}
	return text.String()
}

const allThree = `{"$numberInt":"1"}{"$numberInt":"2"}{"$numberInt":"3"}`

func TestDocumentsOlderThanTheirValidatorComeBackAndTheValidatorIsToldOf(t *testing.T) {
	server, shop := validatingServer(t, false)

	err := shop.Restore(t.Context(), bytes.NewReader(older(t)))

	if err == nil || !strings.Contains(err.Error(), `runCommand({"collMod":"people","validator":{"age":{"$exists":true}}})`) {
		t.Errorf("got %v", err)
	}
	if got := ids(server.documents["people"]); got != allThree {
		t.Errorf("it has %s", got)
	}
	if rules, others := validation(server.options["people"]); len(server.options) != 1 || len(rules) != 0 || others[0].Key != "collation" {
		t.Errorf("the collections are %v", server.options)
	}
}

func TestWhoMayPassValidatorsByKeepsThem(t *testing.T) {
	server, shop := validatingServer(t, true)

	restore(t, shop, older(t))

	if got := ids(server.documents["people"]); got != allThree {
		t.Errorf("it has %s", got)
	}
	if rules, _ := validation(server.options["people"]); len(rules) != 1 {
		t.Errorf("its options are %v", server.options["people"])
	}
}
