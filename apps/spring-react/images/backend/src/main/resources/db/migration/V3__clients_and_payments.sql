-- The clients of a unit, and what they paid.
CREATE TABLE clientes.client (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  unit text NOT NULL REFERENCES core_domain.business_unit,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  email text NOT NULL CHECK (char_length(email) <= 200),
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (unit, email),
  UNIQUE (id, unit)
);
CREATE INDEX ON clientes.client (unit, created_at DESC, id);
-- For the search within names: trigrams.
CREATE INDEX ON clientes.client USING gin (name gin_trgm_ops);

CREATE TABLE ventas.payment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  unit text NOT NULL,
  client_id uuid NOT NULL,
  amount numeric(14, 2) NOT NULL CHECK (amount > 0),
  reference text NOT NULL CHECK (char_length(reference) BETWEEN 1 AND 100),
  paid_at timestamptz NOT NULL DEFAULT now(),
  -- Both columns: a payment cannot belong to another unit than its client.
  FOREIGN KEY (client_id, unit) REFERENCES clientes.client (id, unit) ON DELETE CASCADE
);
CREATE INDEX ON ventas.payment (client_id, paid_at DESC, id);
CREATE INDEX ON ventas.payment (unit, paid_at DESC, id);

ALTER TABLE clientes.client ENABLE ROW LEVEL SECURITY;
ALTER TABLE clientes.client FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_tenant ON clientes.client USING (core_domain.is_visible(unit));

ALTER TABLE ventas.payment ENABLE ROW LEVEL SECURITY;
ALTER TABLE ventas.payment FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_tenant ON ventas.payment USING (core_domain.is_visible(unit));

-- Runs with the rights of who asks, so that it sums up only what that one may see.
CREATE VIEW reportes.unit_totals WITH (security_invoker = true) AS
SELECT u.code, u.name, u.currency,
  (SELECT count(*) FROM clientes.client c WHERE c.unit = u.code) AS clients,
  (SELECT count(*) FROM ventas.payment p WHERE p.unit = u.code) AS payments,
  (SELECT coalesce(sum(p.amount), 0) FROM ventas.payment p WHERE p.unit = u.code) AS paid
FROM core_domain.business_unit u;
