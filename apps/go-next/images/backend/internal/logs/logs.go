// Package logs writes JSON, one object per line.
package logs

import (
	"io"
	"log/slog"
	"strings"
	"time"
)

// Configure makes slog write to out: time in UTC, level in lower case, then the message.
func Configure(out io.Writer) {
	slog.SetDefault(slog.New(slog.NewJSONHandler(out, &slog.HandlerOptions{ReplaceAttr: rename})))
}

func rename(groups []string, attr slog.Attr) slog.Attr {
	if len(groups) > 0 {
		return attr
	}
	switch attr.Key {
	case slog.TimeKey:
		return slog.String("time", attr.Value.Time().UTC().Format("2006-01-02T15:04:05.000Z07:00"))
	case slog.LevelKey:
		return slog.String("level", strings.ToLower(attr.Value.String()))
	case slog.MessageKey:
		return slog.Attr{Key: "message", Value: attr.Value}
	}
	return attr
}

// Milliseconds is how long something took, for an attribute of a log line.
func Milliseconds(took time.Duration) float64 {
	return float64(took.Round(100*time.Microsecond).Microseconds()) / 1000
}
