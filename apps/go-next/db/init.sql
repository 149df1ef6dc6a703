-- The table, owned by the app's role, and three rows to look at. Safe to run again.
BEGIN;
SET LOCAL ROLE shop;

CREATE TABLE IF NOT EXISTS products (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  price_cents integer NOT NULL CHECK (price_cents BETWEEN 0 AND 100000000),
  created_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO products (name, price_cents)
SELECT name, price_cents
FROM (VALUES ('Enamel mug', 1250), ('Linen tea towel', 890), ('Oak chopping board', 3400)) AS first (name, price_cents)
WHERE NOT EXISTS (SELECT FROM products);

COMMIT;
