"""Reviews of products: FastAPI in front of Postgres (the products), MongoDB (the reviews) and Redis (ratings)."""
