package job

import (
	"context"
	"errors"
	"fmt"
)

type status struct {
	Status struct {
		CompletionTime string `json:"completionTime"`
		Conditions     []struct {
			Type    string `json:"type"`
			Status  string `json:"status"`
			Message string `json:"message"`
		} `json:"conditions"`
	} `json:"status"`
}

// Record writes the time at which the Job name succeeded into configMap, under its name. It fails if the Job has not succeeded.
func (api *API) Record(ctx context.Context, name, configMap string) error {
	var job status
	if err := api.get(ctx, "/apis/batch/v1/namespaces/"+api.namespace+"/jobs/"+name, &job); err != nil {
		return err
	}
	if err := job.succeeded(); err != nil {
		return err
	}
	path := "/api/v1/namespaces/" + api.namespace + "/configmaps/" + configMap + "?fieldManager=slipway-wait"
	record := map[string]any{"data": map[string]string{name: job.Status.CompletionTime}}
	return api.merge(ctx, path, record)
}

func (job status) succeeded() error {
	for _, condition := range job.Status.Conditions {
		switch {
		case condition.Status != "True":
		case condition.Type == "Complete":
			return nil
		case condition.Type == "Failed":
			return fmt.Errorf("it has failed: %s", condition.Message)
		}
	}
	return errors.New("it has not finished")
}
