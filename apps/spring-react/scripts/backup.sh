#!/bin/sh
# backup.sh [NAME]: writes the database to backups/NAME.sql.gz, and deletes backups of more than 30 days.
set -eu
cd "$(dirname "$0")/.."
umask 077

name=${1:-$(date -u +%Y-%m-%dT%H%M%SZ)}
file=backups/$name.sql.gz
mkdir -p backups
[ ! -e "$file" ] || { echo "backup.sh: $file exists already" >&2; exit 1; }

# Under another name until it is whole. pg_dump's exit code is the container's; gzip runs there, so it is checked too.
trap 'rm -f "$file.part"' EXIT
docker compose exec -T postgres bash -euo pipefail -c \
  'pg_dump -U "$POSTGRES_USER" -d "$POSTGRES_DB" --create --clean --if-exists | gzip' > "$file.part"
gzip -t "$file.part"
mv "$file.part" "$file"

find backups -name '*.sql.gz' -mtime +30 -delete
ls -lh "$file"
