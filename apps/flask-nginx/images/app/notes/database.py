"""The notes, in Postgres."""

import atexit
from collections.abc import Callable
from typing import Any, TypeVar

import psycopg
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from .dependency import ANSWER_SECONDS, PING_SECONDS, Dependency

Answer = TypeVar("Answer")
Note = dict[str, Any]

CONNECTION = {
    "autocommit": True,  # every question here is one statement, or needs no snapshot
    "row_factory": dict_row,
    "connect_timeout": 2,
    "application_name": "notes",
    "options": f"-c timezone=UTC -c statement_timeout={int(ANSWER_SECONDS * 1000)}",
    # A host that vanished without a word is noticed after two seconds, not after the kernel's hours.
    "tcp_user_timeout": 2_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}

# The last: the server is there, but its set-up has not come to the table yet.
FAILURES = (psycopg.OperationalError, PoolTimeout, psycopg.errors.UndefinedTable)


class Database:
    """Reads and writes notes; every method raises `Unavailable` while Postgres is."""

    def __init__(self, url: str, threads: int) -> None:
        self._pool = ConnectionPool(
            url,
            kwargs=CONNECTION,
            name="postgres",
            min_size=1,
            max_size=threads + 1,  # one is for the ping
            timeout=ANSWER_SECONDS,
            # Give up early and try anew on demand: the pool's own backoff would grow to minutes.
            reconnect_timeout=PING_SECONDS,
            check=self._check,
            open=False,
        )
        self._pool.open(wait=False)
        atexit.register(self._pool.close)
        self.server = Dependency("postgres", self._ping, FAILURES, threads)
        self.server.watch()

    def count(self) -> int:
        return self._ask(_count)

    def newest(self, limit: int, offset: int) -> tuple[list[Note], int]:
        """One page of notes, newest first, and how many there are in all."""

        def page(connection: psycopg.Connection[Note]) -> tuple[list[Note], int]:
            rows = connection.execute(
                "SELECT id, text, created_at FROM notes ORDER BY id DESC LIMIT %s OFFSET %s", (limit, offset)
            )
            return [_note(row) for row in rows], _count(connection)

        return self._ask(page)

    def find(self, note_id: int) -> Note | None:
        return self._one("SELECT id, text, created_at FROM notes WHERE id = %s", note_id)

    def add(self, text: str) -> Note:
        note = self._one("INSERT INTO notes (text) VALUES (%s) RETURNING id, text, created_at", text)
        assert note is not None, "INSERT … RETURNING gives a row"
        return note

    def remove(self, note_id: int) -> bool:
        """Whether there was such a note."""
        return self._ask(lambda c: c.execute("DELETE FROM notes WHERE id = %s", (note_id,)).rowcount == 1)

    def _one(self, statement: str, value: object) -> Note | None:
        def row(connection: psycopg.Connection[Note]) -> Note | None:
            found = connection.execute(statement, (value,)).fetchone()
            return _note(found) if found else None

        return self._ask(row)

    def _ask(self, question: Callable[[psycopg.Connection[Note]], Answer]) -> Answer:
        def answer() -> Answer:
            with self._pool.connection() as connection:
                return question(connection)

        return self.server.ask(answer)

    def _ping(self) -> None:
        with self._pool.connection(PING_SECONDS):
            pass  # the pool has checked it

    def _check(self, connection: psycopg.Connection[Note]) -> None:
        """Called before a connection is lent; a dead one makes the pool lend another."""
        try:
            ConnectionPool.check_connection(connection)
        except psycopg.OperationalError:
            # The server was restarted, so the others are as dead: without this the pool would meet
            # them one by one, and pause a second before each.
            self._pool.drain()
            raise


def _count(connection: psycopg.Connection[Note]) -> int:
    row = connection.execute("SELECT count(*) AS notes FROM notes").fetchone()
    return row["notes"] if row else 0


def _note(row: Note) -> Note:
    return {**row, "created_at": row["created_at"].isoformat(timespec="milliseconds")}
