package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// What is asked for; all but Env as in the options of docker compose.
type request struct {
	Files            []string          `json:"files"`
	EnvFiles         []string          `json:"envFiles"`
	Profiles         []string          `json:"profiles"`
	ProjectName      string            `json:"projectName"`
	ProjectDirectory string            `json:"projectDirectory"`
	Env              map[string]string `json:"env"`

	// Adds the model after each of the files.
	Steps bool `json:"steps"`

	// Adds the model without interpolation.
	Uninterpolated bool `json:"uninterpolated"`
}

type answer struct {
	// What `docker compose config --format json` prints, but with each `$` once. It is missing if Compose refuses the files.
	Project json.RawMessage `json:"project,omitempty"`

	// The services that no active profile enables, by name.
	Disabled types.Services `json:"disabled,omitempty"`

	// What no service uses, by section and name. docker compose leaves it out.
	Unused map[string]any `json:"unused"`

	// The Compose files: those of the request, else those that Compose found.
	Files []string `json:"files"`

	// The files that variables are read from.
	EnvFiles []string `json:"envFiles"`

	// The model after each of the files, as far as Compose accepts it.
	Steps []map[string]any `json:"steps,omitempty"`

	// The model before interpolation.
	Uninterpolated map[string]any `json:"uninterpolated,omitempty"`

	// The `extends` and `include` in the Compose files, without those of files which these name.
	References     []reference     `json:"references"`
	Interpolations []interpolation `json:"interpolations"`
	Warnings       []string        `json:"warnings"`
	Errors         []string        `json:"errors"`
}

type reference struct {
	Kind string          `json:"kind"`
	Data json.RawMessage `json:"data"`
}

func read(asked request) (answered answer) {
	answered = answer{Files: []string{}, EnvFiles: []string{}, References: []reference{}, Errors: []string{}}
	seen := &recorder{}
	answered.Warnings = []string{}
	stop := seen.recordWarnings()
	defer func() {
		if fault := recover(); fault != nil {
			answered.Errors = append(answered.Errors, fmt.Sprintf("compose-go fails on this file: %v", fault))
		}
		answered.Interpolations = seen.interpolations()
		answered.Warnings = append(answered.Warnings, seen.warnings...)
	}()

	options, err := projectOptions(asked, seen.option())
	if err != nil {
		answered.Errors = messages(err)
		return answered
	}
	options.WithListeners(func(event string, data map[string]any) {
		// As it is written: the loader makes paths absolute in the same list afterwards.
		if written, err := json.Marshal(data); err == nil {
			answered.References = append(answered.References, reference{event, written})
		}
	})
	answered.Files = append(answered.Files, options.ConfigPaths...)
	answered.EnvFiles = append(answered.EnvFiles, options.EnvFiles...)
	project, err := options.LoadProject(context.Background())
	stop()
	if err == nil {
		err = answered.take(project)
	}
	if err != nil {
		answered.Errors = messages(err)
	}
	if asked.Steps {
		answered.Steps = steps(asked, options.ConfigPaths)
	}
	if asked.Uninterpolated {
		answered.Uninterpolated = model(asked, options.ConfigPaths, cli.WithInterpolation(false))
	}
	return answered
}

func (a *answer) take(project *types.Project) (err error) {
	used := project.WithoutUnnecessaryResources()
	a.Project, err = used.MarshalJSON()
	a.Disabled = project.DisabledServices
	a.Unused = map[string]any{}
	put(a.Unused, "networks", project.Networks, used.Networks)
	put(a.Unused, "volumes", project.Volumes, used.Volumes)
	put(a.Unused, "secrets", project.Secrets, used.Secrets)
	put(a.Unused, "configs", project.Configs, used.Configs)
	put(a.Unused, "models", project.Models, used.Models)
	return err
}

// put adds what a section has lost, if anything.
func put[T any](sections map[string]any, name string, all, used map[string]T) {
	lost := maps.Clone(all)
	maps.DeleteFunc(lost, func(key string, _ T) bool { _, kept := used[key]; return kept })
	if len(lost) > 0 {
		sections[name] = lost
	}
}

// projectOptions are those of `docker compose config`, in its order.
func projectOptions(asked request, more ...cli.ProjectOptionsFn) (*cli.ProjectOptions, error) {
	return cli.NewProjectOptions(asked.Files, append([]cli.ProjectOptionsFn{
		cli.WithResolvedPaths(true),
		cli.WithNormalization(true),
		cli.WithConsistency(true),
		cli.WithDiscardEnvFile,
		cli.WithWorkingDirectory(asked.ProjectDirectory),
		cli.WithOsEnv,
		cli.WithEnvFiles(asked.EnvFiles...),
		cli.WithDotEnv,
		cli.WithConfigFileEnv,
		cli.WithDefaultConfigPath,
		// Again, because the project's folder is known only now.
		cli.WithEnvFiles(asked.EnvFiles...),
		cli.WithDotEnv,
		cli.WithDefaultProfiles(asked.Profiles...),
		cli.WithName(asked.ProjectName),
	}, more...)...)
}

// steps gives the model after the first file, the first two, and so on. A step that Compose refuses, since a later file
// completes it, is null.
func steps(asked request, files []string) []map[string]any {
	models := make([]map[string]any, len(files))
	for index := range files {
		models[index] = model(asked, files[:index+1])
	}
	return models
}

func model(asked request, files []string, more ...cli.ProjectOptionsFn) map[string]any {
	asked.Files = files
	options, err := projectOptions(asked, more...)
	if err != nil {
		return nil
	}
	loaded, err := options.LoadModel(context.Background())
	if err != nil {
		return nil
	}
	return loaded
}

// messages gives each of several errors that compose-go has joined.
func messages(err error) []string {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []string{err.Error()}
	}
	all := []string{}
	for _, each := range joined.Unwrap() {
		all = append(all, messages(each)...)
	}
	return all
}
