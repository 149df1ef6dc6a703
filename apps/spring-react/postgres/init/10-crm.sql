-- What only a superuser may set up, once, on an empty volume: extensions, schemas, roles, and what row-level security
-- rests on. Tables and their policies are the backend's, by Flyway. Safe to run again.
BEGIN;

-- Extensions ------------------------------------------------------------------------------------------------------
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Roles: pagodirecto_crm, which exists already, owns everything and migrates; what it lends to each is here ---------
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pagodirecto_app') THEN
    -- What the backend becomes for its questions: it owns nothing, and row-level security holds for it.
    CREATE ROLE pagodirecto_app NOLOGIN NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pagodirecto_readonly') THEN
    -- For reports; give it to a role that logs in.
    CREATE ROLE pagodirecto_readonly NOLOGIN NOBYPASSRLS;
  END IF;
END
$$;
GRANT pagodirecto_app TO pagodirecto_crm;

-- Schemas: one for each bounded context ---------------------------------------------------------------------------
CREATE SCHEMA IF NOT EXISTS core_domain AUTHORIZATION pagodirecto_crm;
CREATE SCHEMA IF NOT EXISTS seguridad AUTHORIZATION pagodirecto_crm;
CREATE SCHEMA IF NOT EXISTS clientes AUTHORIZATION pagodirecto_crm;
CREATE SCHEMA IF NOT EXISTS oportunidades AUTHORIZATION pagodirecto_crm;
CREATE SCHEMA IF NOT EXISTS tareas AUTHORIZATION pagodirecto_crm;
CREATE SCHEMA IF NOT EXISTS productos AUTHORIZATION pagodirecto_crm;
CREATE SCHEMA IF NOT EXISTS ventas AUTHORIZATION pagodirecto_crm;
CREATE SCHEMA IF NOT EXISTS reportes AUTHORIZATION pagodirecto_crm;

SET LOCAL ROLE pagodirecto_crm;

GRANT USAGE ON SCHEMA core_domain, seguridad, clientes, oportunidades, tareas, productos, ventas, reportes
  TO pagodirecto_app, pagodirecto_readonly;
ALTER DEFAULT PRIVILEGES
  IN SCHEMA core_domain, seguridad, clientes, oportunidades, tareas, productos, ventas, reportes
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pagodirecto_app;
ALTER DEFAULT PRIVILEGES
  IN SCHEMA core_domain, seguridad, clientes, oportunidades, tareas, productos, ventas, reportes
  GRANT SELECT ON TABLES TO pagodirecto_readonly;

-- Row-level security: each transaction says whose rows it is about --------------------------------------------------
-- A unit's code, or '*' for all. Nothing set means no rows. Rows without a unit show only to '*'.
CREATE OR REPLACE FUNCTION core_domain.is_visible(unit text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(current_setting('app.current_tenant', true) IN ('*', unit), false);

COMMENT ON FUNCTION core_domain.is_visible(text) IS
  'Whether the row of this unit is visible to the transaction: see app.current_tenant';

COMMIT;
