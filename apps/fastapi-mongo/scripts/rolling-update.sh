#!/bin/sh
# Replaces the replicas of the api one by one, each only when a new one beside it is healthy. If one
# does not become healthy it is removed, and the old ones go on: nothing is lost.
#
#   docker compose build api && scripts/rolling-update.sh
set -eu
cd "$(dirname "$0")/.."
wait_seconds=${WAIT_SECONDS:-90}

replicas() { docker compose ps --quiet api; }
health_of() { docker inspect --format '{{.State.Health.Status}}' "$1" 2> /dev/null || echo gone; }

# A container more than there are, from the image of today; the others are left as they are.
start_one() {
  before=$(replicas)
  docker compose up --detach --no-deps --no-recreate --scale "api=$(($(echo "$before" | wc -l) + 1))" api > /dev/null 2>&1
  replicas | grep -vxF "$before"
}

wait_until_healthy() {
  tries=$wait_seconds
  until [ "$(health_of "$1")" = healthy ]; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 1
  done
}

remove() {
  docker stop "$1" > /dev/null # with SIGTERM, and the service's time to finish
  docker rm "$1" > /dev/null
}

docker compose run --rm --no-deps migrate

for old in $(replicas); do
  new=$(start_one)
  if ! wait_until_healthy "$new"; then
    echo "the new replica did not become healthy within $wait_seconds s; its last words:" >&2
    docker logs --tail 20 "$new" >&2
    remove "$new"
    echo 'rolled back: the old replicas go on' >&2
    exit 1
  fi
  sleep 3 # until nginx has looked the names up again
  remove "$old"
  echo "replaced $(echo "$old" | cut -c1-12) by $(echo "$new" | cut -c1-12)"
done
