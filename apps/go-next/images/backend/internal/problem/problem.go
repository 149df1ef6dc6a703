// Package problem has the errors that a client is told about.
package problem

import (
	"fmt"
	"net/http"
)

// Problem is an answer that is not the wanted one: Message says what is wrong, Field or Dependency where.
type Problem struct {
	Status     int    `json:"-"`
	Message    string `json:"error"`
	Field      string `json:"field,omitempty"`
	Dependency string `json:"dependency,omitempty"`
}

// Error is the message.
func (p *Problem) Error() string { return p.Message }

// New is a problem of no certain field.
func New(status int, format string, details ...any) *Problem {
	return &Problem{Status: status, Message: fmt.Sprintf(format, details...)}
}

// InField is a value that the client has to change; the message begins with the field's name.
func InField(field, format string, details ...any) *Problem {
	message := fmt.Sprintf("'%s' %s", field, fmt.Sprintf(format, details...))
	return &Problem{Status: http.StatusBadRequest, Message: message, Field: field}
}

// Unavailable is a dependency that does not answer.
func Unavailable(dependency string) *Problem {
	return &Problem{
		Status:     http.StatusServiceUnavailable,
		Message:    dependency + " is unavailable",
		Dependency: dependency,
	}
}
