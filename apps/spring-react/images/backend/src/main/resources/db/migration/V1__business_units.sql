-- The business units: what every row of the other contexts belongs to.
CREATE TABLE core_domain.business_unit (
  code text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9-]{1,30}$'),
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz NOT NULL DEFAULT now()
);

ALTER TABLE core_domain.business_unit ENABLE ROW LEVEL SECURITY;
-- The owner too: without this, the role that migrates would see everything.
ALTER TABLE core_domain.business_unit FORCE ROW LEVEL SECURITY;
CREATE POLICY of_the_tenant ON core_domain.business_unit USING (core_domain.is_visible(code));
