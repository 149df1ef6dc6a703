"""The connection to Redis, which the service uses but can do without."""

from collections.abc import Callable
from typing import TypeVar

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, RedisError
from redis.retry import Retry

from .dependency import Dependency

Answer = TypeVar("Answer")

# To connect, and for an answer. What Redis holds is not worth a longer wait.
SECONDS = 0.5


class RedisServer:
    """Asks Redis; raises `Unavailable` while it is, after half a second at most."""

    def __init__(self, url: str, threads: int) -> None:
        self._redis = Redis.from_url(
            url,
            socket_timeout=SECONDS,
            socket_connect_timeout=SECONDS,
            # One more try on a new connection: an idle one may have died with an earlier server.
            # Not after a timeout, when the first try may have counted.
            retry=Retry(NoBackoff(), 1, supported_errors=(ConnectionError,)),
        )
        self.server = Dependency("redis", self._redis.ping, (RedisError, OSError), threads, answer_seconds=SECONDS)
        self.server.watch()

    def ask(self, question: Callable[[Redis], Answer]) -> Answer:
        return self.server.ask(lambda: question(self._redis))
