CREATE TABLE products (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  category text NOT NULL CHECK (char_length(category) BETWEEN 1 AND 80),
  created_at timestamptz NOT NULL DEFAULT now()
);
