package config

import (
	"strings"
	"testing"
)

func TestFromEnv(t *testing.T) {
	for _, row := range []struct {
		env  map[string]string
		want string // in the error; none if empty
	}{
		{map[string]string{"DATABASE_URL": "postgresql://db/shop"}, ""},
		{map[string]string{}, "DATABASE_URL is not set"},
		{map[string]string{"DATABASE_URL": "x", "PORT": "http"}, "PORT must be a whole number from 1 to 65535, got 'http'"},
		{map[string]string{"DATABASE_URL": "x", "DATABASE_CONNECTIONS": "0"}, "DATABASE_CONNECTIONS must be"},
	} {
		_, err := FromEnv(func(name string) string { return row.env[name] })
		if (err == nil) != (row.want == "") || err != nil && !strings.Contains(err.Error(), row.want) {
			t.Errorf("%v: got %v, want %q", row.env, err, row.want)
		}
	}
}
