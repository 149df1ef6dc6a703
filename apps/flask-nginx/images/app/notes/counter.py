"""The hit counter, in Redis."""

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, RedisError
from redis.retry import Retry

from .dependency import PING_SECONDS, Dependency

KEY = "notes:hits"


class HitCounter:
    """Counts visits; raises `Unavailable` while Redis is."""

    def __init__(self, url: str, threads: int) -> None:
        self._redis = Redis.from_url(
            url,
            socket_timeout=PING_SECONDS,
            socket_connect_timeout=PING_SECONDS,
            # One more try on a new connection: an idle one may have died with an earlier server.
            # Not after a timeout, when the first try may have counted.
            retry=Retry(NoBackoff(), 1, supported_errors=(ConnectionError,)),
        )
        self.server = Dependency("redis", self._redis.ping, (RedisError, OSError), threads)
        self.server.watch()

    def hit(self) -> int:
        """Counts one visit, and returns how many there have been."""
        return self.server.ask(lambda: self._redis.incr(KEY))
