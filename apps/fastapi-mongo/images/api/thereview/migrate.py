"""Brings both databases to what this version needs: `python -m thereview.migrate`.

Safe to run again, and by several at once. With `--check` it changes nothing, and fails while there is work to do.
"""

import logging
import logging.config
import os
import sys
import time
from pathlib import Path

import psycopg
from pymongo import DESCENDING, MongoClient
from pymongo.errors import PyMongoError

from .config import Config
from .logs import CONFIG as LOGS

log = logging.getLogger("thereview.migrate")

FOLDER = Path(__file__).parent / "migrations"
LOCK = 7_411_920_351  # any number that nothing else in this database uses
WAIT_SECONDS = 120.0
INDEX = "newest_of_product"


def pending(connection: psycopg.Connection) -> list[Path]:
    """The migrations that have not run, in their order."""
    known = connection.execute("SELECT to_regclass('migrations') IS NOT NULL").fetchone()
    done = {name for (name,) in connection.execute("SELECT name FROM migrations")} if known and known[0] else set()
    return [file for file in sorted(FOLDER.glob("*.sql")) if file.name not in done]


def migrate_postgres(url: str) -> None:
    with psycopg.connect(url, connect_timeout=5, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))  # freed with the connection
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations"
            " (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())"
        )
        for file in pending(connection):
            with connection.transaction():
                connection.execute(file.read_bytes())
                connection.execute("INSERT INTO migrations (name) VALUES (%s)", (file.name,))
            log.info("applied %s", file.name)


def migrate_mongodb(url: str) -> None:
    with MongoClient[dict[str, object]](url, serverSelectionTimeoutMS=5000) as client:
        client.get_default_database()["reviews"].create_index([("product_id", 1), ("_id", DESCENDING)], name=INDEX)


def is_done(config: Config) -> bool:
    with psycopg.connect(config.database_url, connect_timeout=5, autocommit=True) as connection:
        if pending(connection):
            return False
    with MongoClient[dict[str, object]](config.mongodb_url, serverSelectionTimeoutMS=5000) as client:
        return INDEX in client.get_default_database()["reviews"].index_information()


def main() -> int:
    logging.config.dictConfig(LOGS)
    config = Config.from_env(os.environ)
    if "--check" in sys.argv[1:]:
        return 0 if is_done(config) else 1
    end = time.monotonic() + WAIT_SECONDS
    for name, migrate, url in (
        ("postgres", migrate_postgres, config.database_url),
        ("mongodb", migrate_mongodb, config.mongodb_url),
    ):
        while True:
            try:
                migrate(url)
            except (psycopg.OperationalError, PyMongoError) as error:
                if time.monotonic() > end:
                    raise
                log.warning("waiting for %s: %s", name, error)
                time.sleep(2)
            else:
                log.info("%s is up to date", name)
                break
    return 0


if __name__ == "__main__":
    sys.exit(main())
