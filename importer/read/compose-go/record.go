package main

import (
	"io"
	"slices"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/template"
	"github.com/sirupsen/logrus"
)

// A text with variables, and what became of it.
type interpolation struct {
	Template  string     `json:"template"`
	Value     string     `json:"value"`
	Variables []variable `json:"variables"`
}

type variable struct {
	Name string `json:"name"`

	// The text after `:-` or `-`; empty without one.
	Default string `json:"default"`

	// Whether the text has `:?` or `?`.
	Required bool `json:"required"`
	Set      bool `json:"set"`
}

// recorder keeps what compose-go says on its way.
type recorder struct {
	texts    map[[2]string]interpolation
	order    [][2]string
	warnings []string
}

// option makes the loader report each text that it interpolates.
func (r *recorder) option() cli.ProjectOptionsFn {
	r.texts = map[[2]string]interpolation{}
	return cli.WithLoadOptions(func(options *loader.Options) {
		if options.Interpolate != nil { // nil while the files are only found, not read
			options.Interpolate.Substitute = r.substitute
		}
	})
}

func (r *recorder) substitute(text string, mapping template.Mapping) (string, error) {
	value, err := template.Substitute(text, mapping)
	if err != nil || value == text {
		return value, err
	}
	key := [2]string{text, value}
	if _, known := r.texts[key]; !known {
		r.texts[key] = interpolation{text, value, variablesOf(text, mapping)}
		r.order = append(r.order, key)
	}
	return value, nil
}

func variablesOf(text string, mapping template.Mapping) []variable {
	variables := []variable{}
	for name, found := range template.ExtractVariables(map[string]any{"text": text}, nil) {
		_, set := mapping(name)
		variables = append(variables, variable{name, found.DefaultValue, found.Required, set})
	}
	slices.SortFunc(variables, func(a, b variable) int { return strings.Compare(a.Name, b.Name) })
	return variables
}

func (r *recorder) interpolations() []interpolation {
	all := make([]interpolation, len(r.order))
	for index, key := range r.order {
		all[index] = r.texts[key]
	}
	return all
}

// recordWarnings keeps warnings until the function that it returns is called.
func (r *recorder) recordWarnings() func() {
	logger := logrus.StandardLogger()
	logger.SetOutput(io.Discard)
	logger.AddHook(r)
	return func() { logger.ReplaceHooks(logrus.LevelHooks{}) }
}

func (r *recorder) Levels() []logrus.Level {
	return []logrus.Level{logrus.WarnLevel, logrus.ErrorLevel}
}

func (r *recorder) Fire(entry *logrus.Entry) error {
	r.warnings = append(r.warnings, entry.Message)
	return nil
}
