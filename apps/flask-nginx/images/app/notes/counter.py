"""The hit counter, in Redis."""

from .redis_server import RedisServer

KEY = "notes:hits"


class HitCounter:
    """Counts visits; raises `Unavailable` while Redis is."""

    def __init__(self, redis: RedisServer) -> None:
        self._redis = redis

    def hit(self) -> int:
        """Counts one visit, and returns how many there have been."""
        return self._redis.ask(lambda redis: redis.incr(KEY))
