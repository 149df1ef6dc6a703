package products

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Asker runs questions against the database, or says that it is unavailable.
type Asker interface {
	Ask(ctx context.Context, question func(context.Context, *pgxpool.Pool) error) error
}

// Store reads and writes products; every method gives problem.Unavailable while Postgres is.
type Store struct{ db Asker }

// NewStore makes a store of the table that db has.
func NewStore(db Asker) *Store { return &Store{db} }

const columns = "id, name, price_cents, created_at"

// Newest gives one page, newest first, and how many products there are in all.
func (s *Store) Newest(ctx context.Context, limit, offset int) (page []Product, total int, err error) {
	err = s.db.Ask(ctx, func(ctx context.Context, pool *pgxpool.Pool) error {
		batch := &pgx.Batch{}
		batch.Queue("SELECT "+columns+" FROM products ORDER BY id DESC LIMIT $1 OFFSET $2", limit, offset).
			Query(func(rows pgx.Rows) (err error) {
				page, err = pgx.CollectRows(rows, toProduct)
				return err
			})
		batch.Queue("SELECT count(*) FROM products").
			QueryRow(func(row pgx.Row) error { return row.Scan(&total) })
		return pool.SendBatch(ctx, batch).Close()
	})
	return page, total, err
}

// Find gives pgx.ErrNoRows if there is no such product.
func (s *Store) Find(ctx context.Context, id int64) (Product, error) {
	return s.one(ctx, "SELECT "+columns+" FROM products WHERE id = $1", id)
}

// Add gives the product as it was stored.
func (s *Store) Add(ctx context.Context, product New) (Product, error) {
	return s.one(ctx, "INSERT INTO products (name, price_cents) VALUES ($1, $2) RETURNING "+columns,
		product.Name, product.PriceCents)
}

// Remove gives pgx.ErrNoRows if there is no such product.
func (s *Store) Remove(ctx context.Context, id int64) error {
	_, err := s.one(ctx, "DELETE FROM products WHERE id = $1 RETURNING "+columns, id)
	return err
}

func (s *Store) one(ctx context.Context, statement string, values ...any) (product Product, err error) {
	err = s.db.Ask(ctx, func(ctx context.Context, pool *pgxpool.Pool) error {
		rows, err := pool.Query(ctx, statement, values...)
		if err != nil {
			return err
		}
		product, err = pgx.CollectExactlyOneRow(rows, toProduct)
		return err
	})
	return product, err
}

func toProduct(row pgx.CollectableRow) (Product, error) {
	product, err := pgx.RowToStructByPos[Product](row)
	product.CreatedAt = product.CreatedAt.UTC().Truncate(time.Millisecond)
	return product, err
}
