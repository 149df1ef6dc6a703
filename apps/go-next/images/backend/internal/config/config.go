// Package config holds what the environment says.
package config

import (
	"fmt"
	"strconv"
)

// Config has the settings of the process.
type Config struct {
	DatabaseURL         string
	DatabaseConnections int
	Port                int
}

// FromEnv reads the settings, and fails on one that is missing or wrong: waiting would not mend it.
func FromEnv(getenv func(string) string) (Config, error) {
	url := getenv("DATABASE_URL")
	if url == "" {
		return Config{}, fmt.Errorf("DATABASE_URL is not set; a good value looks like postgresql://shop:<password>@postgres:5432/shop")
	}
	connections, err := number(getenv, "DATABASE_CONNECTIONS", 8, 1, 1000)
	if err != nil {
		return Config{}, err
	}
	port, err := Port(getenv)
	if err != nil {
		return Config{}, err
	}
	return Config{DatabaseURL: url, DatabaseConnections: connections, Port: port}, nil
}

// Port reads the port to listen on.
func Port(getenv func(string) string) (int, error) {
	return number(getenv, "PORT", 5000, 1, 65535)
}

func number(getenv func(string) string, name string, otherwise, lowest, highest int) (int, error) {
	given := getenv(name)
	if given == "" {
		return otherwise, nil
	}
	value, err := strconv.Atoi(given)
	if err != nil || value < lowest || value > highest {
		return 0, fmt.Errorf("%s must be a whole number from %d to %d, got '%s'", name, lowest, highest, given)
	}
	return value, nil
}
