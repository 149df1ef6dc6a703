#!/bin/bash
# Creates the role the backend logs in as, and gives it the database; the backend never sees the superuser.
# Runs once, on an empty volume, before the *.sql files.
set -euo pipefail

# \getenv instead of arguments: a password in an argument shows in the list of processes. It would show in the
# server's log as well, which keeps every statement that changes something.
psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv user APP_USER
\getenv password APP_PASSWORD
\getenv database POSTGRES_DB
SET log_statement = none;
SET log_min_error_statement = panic;
CREATE ROLE :"user" LOGIN PASSWORD :'password';
ALTER DATABASE :"database" OWNER TO :"user";
REVOKE CONNECT ON DATABASE :"database" FROM PUBLIC;
SQL
