package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"path"
	"strings"
	"time"

	"slipway.dev/backup/internal/target"
)

const failureSuffix = ".failed"

// Failure says that a backup has failed. It is kept at the target, so that whoever watches that learns of it.
type Failure struct {
	Store string    `json:"store"`
	Owner Owner     `json:"owner"`
	At    time.Time `json:"at"`
}

// Failed keeps that a backup of a store has failed, in the place of what was kept of that before.
func (a Archive) Failed(ctx context.Context, id string, now time.Time) error {
	if err := a.forget(ctx, id); err != nil {
		return err
	}
	at := now.UTC().Truncate(time.Second)
	text, err := json.Marshal(Failure{Store: id, Owner: a.Owner, At: at})
	if err != nil {
		return err
	}
	err = a.At.Write(ctx, path.Join(id, id+"-"+at.Format(timeLayout)+failureSuffix), bytes.NewReader(text))
	if errors.Is(err, target.ErrExists) {
		return nil // of a run that has failed in the same second
	}
	return err
}

// Failures gives the owner's own.
func (a Archive) Failures(ctx context.Context) ([]Failure, error) {
	failures := []Failure{}
	err := a.eachFailure(ctx, func(_ string, failure Failure) error {
		failures = append(failures, failure)
		return nil
	})
	return failures, err
}

// forget deletes what is kept of failures of a store.
func (a Archive) forget(ctx context.Context, id string) error {
	return a.eachFailure(ctx, func(file string, failure Failure) error {
		if failure.Store != id {
			return nil
		}
		return a.At.Delete(ctx, file)
	})
}

func (a Archive) eachFailure(ctx context.Context, use func(file string, failure Failure) error) error {
	files, err := a.At.List(ctx)
	if err != nil {
		return err
	}
	for _, file := range files {
		if !strings.HasSuffix(file.Name, failureSuffix) {
			continue
		}
		failure, err := a.readFailure(ctx, file.Name)
		if errors.Is(err, target.ErrNotFound) || err == nil && a.Owner.differs(failure.Owner) != "" {
			continue
		}
		if err != nil {
			return err
		}
		if err := use(file.Name, failure); err != nil {
			return err
		}
	}
	return nil
}

// readFailure gives one without an owner for what can't be read as one.
func (a Archive) readFailure(ctx context.Context, file string) (Failure, error) {
	var failure Failure
	opened, err := a.At.Open(ctx, file)
	if err != nil {
		return failure, err
	}
	defer opened.Close()
	text, err := io.ReadAll(opened)
	if err != nil || json.Unmarshal(text, &failure) != nil {
		return Failure{}, err
	}
	return failure, nil
}
