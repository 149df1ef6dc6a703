// Package products is what the service is about: a list of products, each with a price.
package products

import "time"

// Product is a row of the table.
type Product struct {
	ID         int64     `json:"id"`
	Name       string    `json:"name"`
	PriceCents int32     `json:"price_cents"`
	CreatedAt  time.Time `json:"created_at"`
}

// New is a product that is being added.
type New struct {
	Name       string
	PriceCents int32
}
