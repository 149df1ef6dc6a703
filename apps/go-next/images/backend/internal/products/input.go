package products

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"slipway.dev/go-next/backend/internal/problem"
)

const (
	maxName  = 200         // the table has the same limits
	maxPrice = 100_000_000 // a million, in cents
	maxBody  = 64 << 10
	example  = `{"name": "Enamel mug", "price_cents": 1250}`
)

// readNew turns what a client sent into a product that the database takes, or says which field is wrong.
func readNew(w http.ResponseWriter, r *http.Request) (New, error) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return New{}, problem.New(http.StatusUnsupportedMediaType, "send a product as application/json, such as %s", example)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return New{}, problem.New(http.StatusRequestEntityTooLarge, "the body must have at most %d bytes", maxBody)
	} else if err != nil {
		return New{}, problem.New(http.StatusBadRequest, "the body ended too early")
	}
	return parseNew(body)
}

func parseNew(body []byte) (New, error) {
	var given struct {
		Name       *string `json:"name"`
		PriceCents *int64  `json:"price_cents"`
	}
	err := json.Unmarshal(body, &given)
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
		return New{}, wrongType(wrong.Field)
	} else if ok {
		return New{}, problem.InField("body", "must be a JSON object, such as %s", example)
	} else if err != nil {
		return New{}, problem.InField("body", "must be JSON, such as %s", example)
	}
	name, err := checkName(given.Name)
	if err != nil {
		return New{}, err
	}
	price, err := checkPrice(given.PriceCents)
	return New{name, price}, err
}

func wrongType(field string) error {
	if field == "name" {
		return problem.InField(field, "must be a string")
	}
	return wrongPrice()
}

func checkName(given *string) (string, error) {
	if given == nil {
		return "", problem.InField("name", "is missing")
	}
	name := strings.TrimSpace(*given)
	switch length := utf8.RuneCountInString(name); {
	case length == 0:
		return "", problem.InField("name", "must not be empty")
	case length > maxName:
		return "", problem.InField("name", "must have at most %d characters, got %d", maxName, length)
	case strings.ContainsRune(name, 0): // JSON can spell it, Postgres cannot store it
		return "", problem.InField("name", "must not have NUL characters")
	}
	return name, nil
}

func checkPrice(given *int64) (int32, error) {
	if given == nil {
		return 0, problem.InField("price_cents", "is missing")
	}
	if *given < 0 || *given > maxPrice {
		return 0, wrongPrice()
	}
	return int32(*given), nil
}

func wrongPrice() error {
	return problem.InField("price_cents", "must be a whole number from 0 to %d", maxPrice)
}

// bounded reads a whole number from the query string.
func bounded(query url.Values, field string, otherwise, lowest, highest int) (int, error) {
	if !query.Has(field) {
		return otherwise, nil
	}
	given := query.Get(field)
	value, err := strconv.ParseUint(given, 10, 31)
	if err != nil || int(value) < lowest || int(value) > highest {
		return 0, problem.InField(field, "must be a whole number from %d to %d, got '%.40s'", lowest, highest, given)
	}
	return int(value), nil
}
