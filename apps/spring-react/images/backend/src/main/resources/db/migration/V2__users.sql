-- Who may sign in, and the refresh tokens that keep them signed in.
CREATE TABLE seguridad.account (
  email text PRIMARY KEY CHECK (email = lower(email) AND char_length(email) <= 200),
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  password_hash text NOT NULL,
  role text NOT NULL CHECK (role IN ('ADMIN', 'AGENT', 'VIEWER')),
  -- None: the account sees every unit.
  unit text REFERENCES core_domain.business_unit,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((role = 'ADMIN') = (unit IS NULL))
);

CREATE TABLE seguridad.refresh_token (
  -- SHA-256 of the token: who reads this table cannot sign in with it.
  hash bytea PRIMARY KEY,
  -- The sign-in it descends from.
  family uuid NOT NULL,
  email text NOT NULL REFERENCES seguridad.account ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX ON seguridad.refresh_token (family);
CREATE INDEX ON seguridad.refresh_token (email, expires_at);

ALTER TABLE seguridad.account ENABLE ROW LEVEL SECURITY;
ALTER TABLE seguridad.account FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_tenant ON seguridad.account USING (core_domain.is_visible(unit));

ALTER TABLE seguridad.refresh_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE seguridad.refresh_token FORCE ROW LEVEL SECURITY;
-- Those of nobody's unit: only the sign-in itself works with them.
CREATE POLICY of_the_sign_in ON seguridad.refresh_token USING (core_domain.is_visible(NULL));

-- Reports are not for secrets.
REVOKE SELECT ON seguridad.account, seguridad.refresh_token FROM pagodirecto_readonly;
