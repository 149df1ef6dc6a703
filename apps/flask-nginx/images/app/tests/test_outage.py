import logging
import socket
import time
import unittest

from flask import Flask

from notes import create_app
from notes.config import Config
from notes.dependency import Dependency, Unavailable
from notes.health import routes
from notes.redis_server import SECONDS, RedisServer


def setUpModule() -> None:
    logging.disable(logging.CRITICAL)


def tearDownModule() -> None:
    logging.disable(logging.NOTSET)


class NothingThereTest(unittest.TestCase):
    """With Postgres and Redis away the service starts, answers, and says what is wrong."""

    @classmethod
    def setUpClass(cls) -> None:
        nowhere = Config(database_url="postgresql://notes@127.0.0.1:1/notes", redis_url="redis://127.0.0.1:1/0")
        cls.client = create_app(nowhere).test_client()

    def test_the_front_page_has_no_numbers(self) -> None:
        summary = self.client.get("/").get_json()
        self.assertEqual((summary["hits"], summary["notes"]), (None, None))
        self.assertEqual(summary["dependencies"], {"postgres": "unavailable", "redis": "unavailable"})

    def test_the_notes_are_refused_for_postgres_not_for_redis(self) -> None:
        for answer in (self.client.get("/notes"), self.client.post("/notes", json={"text": "buy milk"})):
            self.assertEqual((answer.status_code, answer.get_json()["dependency"]), (503, "postgres"))
            self.assertEqual(answer.headers["Retry-After"], "5")

    def test_lives(self) -> None:
        self.assertEqual(self.client.get("/health").status_code, 200)


class ReadyTest(unittest.TestCase):
    def ready(self, *, postgres: bool, redis: bool) -> tuple[int, str]:
        required, optional = (Dependency(name, lambda: None, (), 1) for name in ("postgres", "redis"))
        required.available, optional.available = postgres, redis
        app = Flask("notes")
        app.register_blueprint(routes([required], [optional]))
        answer = app.test_client().get("/ready")
        return answer.status_code, answer.text

    def test_without_redis_it_is_ready_and_says_so(self) -> None:
        self.assertEqual(self.ready(postgres=True, redis=False), (200, "postgres: ok\nredis: unavailable\n"))

    def test_without_postgres_it_is_not(self) -> None:
        self.assertEqual(self.ready(postgres=False, redis=True), (503, "postgres: unavailable\nredis: ok\n"))


class HangingRedisTest(unittest.TestCase):
    """A Redis that accepts connections and never answers."""

    def test_costs_a_request_half_a_second_at_most(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            redis = RedisServer(f"redis://127.0.0.1:{silent.getsockname()[1]}/0", threads=1)
            redis.server.available = True  # as until the pings have noticed
            started = time.monotonic()
            with self.assertRaises(Unavailable):
                redis.ask(lambda connection: connection.incr("hits"))
            self.assertLess(time.monotonic() - started, SECONDS + 0.5)
