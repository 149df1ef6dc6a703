#!/bin/bash
# Creates the role the api logs in as, and gives it the database; the api never sees the superuser.
# Runs once, on an empty volume. The tables come with the migrations.
set -euo pipefail

# \getenv instead of arguments: a password in an argument shows in the list of processes.
psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv user APP_USER
\getenv password APP_PASSWORD
\getenv database POSTGRES_DB
CREATE ROLE :"user" LOGIN PASSWORD :'password';
ALTER DATABASE :"database" OWNER TO :"user";
REVOKE CONNECT ON DATABASE :"database" FROM PUBLIC;
GRANT pg_monitor TO :"user"; -- the exporter logs in as it too
SQL
