#!/bin/sh
# Builds both images, starts everything, and returns when it is healthy.
set -eu
cd "$(dirname "$0")"
docker compose build
docker compose up -d --wait --wait-timeout 300
docker compose ps
