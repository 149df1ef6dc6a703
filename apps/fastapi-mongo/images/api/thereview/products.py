"""The products, in Postgres."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from .dependency import ANSWER_SECONDS, CONNECT_SECONDS, Dependency
from .models import NewProduct, Product

Answer = TypeVar("Answer")
Connection = psycopg.AsyncConnection[DictRow]

CONNECTIONS = 5  # of each worker at most; Postgres has to allow this for every worker of every replica
OPTIONS: dict[str, Any] = {
    "autocommit": True,  # every question here is one statement, or needs no snapshot
    "row_factory": dict_row,
    "connect_timeout": 2,
    "application_name": "thereview",
    "options": f"-c timezone=UTC -c statement_timeout={int(ANSWER_SECONDS * 1000)}",
    # A host that vanished without a word is noticed after two seconds, not after the kernel's hours.
    "tcp_user_timeout": 2_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}

# The last: the server is there, but the migrations have not run yet.
FAILURES = (psycopg.OperationalError, PoolTimeout, psycopg.errors.UndefinedTable)


class Products:
    """Reads and writes products; every method raises `UnavailableError` while Postgres is."""

    def __init__(self, url: str) -> None:
        self._pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            url,
            kwargs=OPTIONS,
            name="postgres",
            min_size=1,
            max_size=CONNECTIONS,
            timeout=ANSWER_SECONDS,
            # Give up early and try anew on demand: the pool's own backoff would grow to minutes.
            reconnect_timeout=CONNECT_SECONDS,
            check=self._check,
            open=False,
        )
        self.server = Dependency("postgres", self._ping, FAILURES)

    async def open(self) -> None:
        await self._pool.open(wait=False)

    async def close(self) -> None:
        await self._pool.close(timeout=CONNECT_SECONDS)

    async def count(self) -> int:
        return await self._ask(_count)

    async def newest(self, limit: int, offset: int) -> tuple[list[Product], int]:
        """One page of products, newest first, and how many there are in all."""

        async def page(connection: Connection) -> tuple[list[Product], int]:
            rows = await connection.execute(
                "SELECT id, name, category, created_at FROM products ORDER BY id DESC LIMIT %s OFFSET %s",
                (limit, offset),
            )
            return [Product(**row) async for row in rows], await _count(connection)

        return await self._ask(page)

    async def find(self, product_id: int) -> Product | None:
        return await self._one("SELECT id, name, category, created_at FROM products WHERE id = %s", product_id)

    async def add(self, product: NewProduct) -> Product:
        added = await self._one(
            "INSERT INTO products (name, category) VALUES (%s, %s) RETURNING id, name, category, created_at",
            product.name,
            product.category,
        )
        if added is None:
            raise RuntimeError("INSERT … RETURNING gave no row")
        return added

    async def remove(self, product_id: int) -> bool:
        """Whether there was such a product."""

        async def remove(connection: Connection) -> bool:
            return (await connection.execute("DELETE FROM products WHERE id = %s", (product_id,))).rowcount == 1

        return await self._ask(remove)

    async def _one(self, statement: str, *given: object) -> Product | None:
        async def row(connection: Connection) -> Product | None:
            found = await (await connection.execute(statement, given)).fetchone()
            return Product(**found) if found else None

        return await self._ask(row)

    async def _ask(self, question: Callable[[Connection], Awaitable[Answer]]) -> Answer:
        async def answer() -> Answer:
            async with self._pool.connection() as connection:
                return await question(connection)

        return await self.server.ask(answer)

    async def _ping(self) -> None:
        async with self._pool.connection(timeout=CONNECT_SECONDS):
            pass  # the pool has checked it

    async def _check(self, connection: Connection) -> None:
        """Called before a connection is lent; a dead one makes the pool lend another."""
        try:
            await AsyncConnectionPool.check_connection(connection)
        except psycopg.OperationalError:
            # The server was restarted, so the others are as dead: without this the pool would meet
            # them one by one, and pause a second before each.
            await self._pool.drain()
            raise


async def _count(connection: Connection) -> int:
    row = await (await connection.execute("SELECT count(*) AS products FROM products")).fetchone()
    return int(row["products"]) if row else 0
