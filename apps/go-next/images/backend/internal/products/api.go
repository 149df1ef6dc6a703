package products

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/jackc/pgx/v5"

	"slipway.dev/go-next/backend/internal/problem"
	"slipway.dev/go-next/backend/internal/web"
)

const (
	collection = "/api/products"
	one        = collection + "/{id}"
)

type api struct{ store *Store }

// Routes adds the products as a JSON API.
func Routes(mux *http.ServeMux, store *Store) {
	a := api{store}
	mux.Handle("GET "+collection, web.Handler(a.newest))
	mux.Handle("POST "+collection, web.Handler(a.add))
	mux.Handle(collection, web.OnlyMethods("GET", "HEAD", "POST"))
	mux.Handle("GET "+one, web.Handler(a.find))
	mux.Handle("DELETE "+one, web.Handler(a.remove))
	mux.Handle(one, web.OnlyMethods("GET", "HEAD", "DELETE"))
}

func (a api) newest(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	limit, err := bounded(query, "limit", 20, 1, 100)
	if err != nil {
		return err
	}
	offset, err := bounded(query, "offset", 0, 0, 100_000)
	if err != nil {
		return err
	}
	products, total, err := a.store.Newest(r.Context(), limit, offset)
	if err != nil {
		return err
	}
	return web.JSON(w, http.StatusOK, struct {
		Products []Product `json:"products"`
		Total    int       `json:"total"`
		Limit    int       `json:"limit"`
		Offset   int       `json:"offset"`
	}{products, total, limit, offset})
}

func (a api) add(w http.ResponseWriter, r *http.Request) error {
	given, err := readNew(w, r)
	if err != nil {
		return err
	}
	product, err := a.store.Add(r.Context(), given)
	if err != nil {
		return err
	}
	w.Header().Set("Location", fmt.Sprintf("%s/%d", collection, product.ID))
	return web.JSON(w, http.StatusCreated, product)
}

func (a api) find(w http.ResponseWriter, r *http.Request) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	product, err := a.store.Find(r.Context(), id)
	if err != nil {
		return notFound(err, id)
	}
	return web.JSON(w, http.StatusOK, product)
}

func (a api) remove(w http.ResponseWriter, r *http.Request) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	if err := a.store.Remove(r.Context(), id); err != nil {
		return notFound(err, id)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// idOf takes only what can be the id of a row; anything else is a path that leads nowhere.
func idOf(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || id < 1 {
		return 0, problem.New(http.StatusNotFound, "not found")
	}
	return id, nil
}

func notFound(err error, id int64) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return problem.New(http.StatusNotFound, "there is no product %d", id)
	}
	return err
}
