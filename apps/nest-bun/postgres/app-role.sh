#!/bin/bash
# Creates the role the app logs in as, and gives it the database; the app never sees the superuser.
# Runs once, on an empty volume, before the *.sql files.
set -euo pipefail

# \getenv instead of arguments: a password in an argument shows in the list of processes.
psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv user APP_USER
\getenv password APP_PASSWORD
\getenv database POSTGRES_DB
CREATE ROLE :"user" LOGIN PASSWORD :'password';
ALTER DATABASE :"database" OWNER TO :"user";
SQL
