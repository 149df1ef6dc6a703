#!/bin/sh
# restore.sh NAME: replaces the database by backups/NAME.sql.gz. Backs up what is there first.
set -eu
cd "$(dirname "$0")/.."

file=backups/${1:?restore.sh: say which, such as restore.sh 2026-01-31T020000Z}.sql.gz
gzip -t "$file"
scripts/backup.sh "before-restore-$(date -u +%Y-%m-%dT%H%M%SZ)"

docker compose stop backend
trap 'docker compose start backend' EXIT
# Whoever else is connected would keep the database from being dropped.
docker compose exec -T postgres bash -euo pipefail -c '
  psql -qX -U "$POSTGRES_USER" -d postgres -v ON_ERROR_STOP=1 -c "
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\''$POSTGRES_DB'\''" > /dev/null
  gunzip | psql -qX -U "$POSTGRES_USER" -d postgres -v ON_ERROR_STOP=1 > /dev/null' < "$file"
echo "restored $file"
