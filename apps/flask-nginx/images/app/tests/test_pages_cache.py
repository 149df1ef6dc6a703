import unittest
from collections.abc import Callable
from typing import Any

from notes.dependency import Unavailable
from notes.pages_cache import KEPT_SECONDS, Page, PagesCache


class Memory:
    """What the cache uses of Redis, in this process."""

    def __init__(self) -> None:
        self.available = True
        self.kept: dict[str, Any] = {}
        self.lifetimes: set[int] = set()

    def ask(self, question: Callable[["Memory"], Any]) -> Any:
        if not self.available:
            raise Unavailable("redis")
        return question(self)

    def mget(self, *keys: str) -> list[Any]:
        return [self.kept.get(key) for key in keys]

    def set(self, key: str, value: str, ex: int) -> None:
        self.kept[key] = value
        self.lifetimes.add(ex)

    def incr(self, key: str) -> None:
        self.kept[key] = self.kept.get(key, 0) + 1


class Notes:
    """A list of notes that counts how often it is read."""

    def __init__(self) -> None:
        self.total = 0
        self.reads = 0

    def read(self) -> Page:
        self.reads += 1
        return {"total": self.total}


class PagesCacheTest(unittest.TestCase):
    def setUp(self) -> None:
        self.redis = Memory()
        self.cache = PagesCache(self.redis)  # type: ignore[arg-type]
        self.notes = Notes()

    def page(self, limit: int = 20, offset: int = 0) -> Page:
        return self.cache.page(limit, offset, self.notes.read)

    def test_reads_a_page_once(self) -> None:
        self.assertEqual([self.page(), self.page()], [{"total": 0}] * 2)
        self.assertEqual(self.notes.reads, 1)

    def test_keeps_each_page_for_a_short_time(self) -> None:
        self.page()
        self.page(offset=20)
        self.page(limit=5)
        self.assertEqual(self.notes.reads, 3)
        self.assertEqual(self.redis.lifetimes, {KEPT_SECONDS})

    def test_reads_again_after_a_write(self) -> None:
        self.page()
        self.notes.total = 1
        self.cache.forget()
        self.assertEqual(self.page(), {"total": 1})

    def test_does_not_keep_what_was_read_during_a_write(self) -> None:
        def read_before_the_write() -> Page:
            page = self.notes.read()
            self.notes.total = 1
            self.cache.forget()
            return page

        self.assertEqual(self.cache.page(20, 0, read_before_the_write), {"total": 0})
        self.assertEqual(self.page(), {"total": 1})

    def test_is_skipped_while_redis_is_away(self) -> None:
        self.page()
        self.redis.available = False
        self.notes.total = 1
        with self.assertLogs("notes.pages_cache", "WARNING"):
            self.cache.forget()
        self.assertEqual(self.page(), {"total": 1})

    def test_says_what_postgres_says_when_there_is_no_page(self) -> None:
        def postgres_is_away() -> Page:
            raise Unavailable("postgres")

        with self.assertRaisesRegex(Unavailable, "postgres is unavailable"):
            self.cache.page(20, 0, postgres_is_away)
