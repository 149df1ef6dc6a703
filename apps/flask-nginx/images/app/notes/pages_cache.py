"""Pages of the list of notes, kept in Redis for a short time."""

import contextlib
import json
import logging
from collections.abc import Callable
from typing import Any

from .dependency import Unavailable
from .redis_server import RedisServer

Page = dict[str, Any]

VERSION_KEY = "notes:version"

# Limits how old a page can be after a write that could not tell Redis of it.
KEPT_SECONDS = 5

log = logging.getLogger(__name__)


class PagesCache:
    """A read-through cache, which is skipped while Redis is away.

    Each write makes a new version of the list, and a page counts only for the version that was
    current before it was read: one that was read during a write is never served after it.
    """

    def __init__(self, redis: RedisServer) -> None:
        self._redis = redis

    def page(self, limit: int, offset: int, read: Callable[[], Page]) -> Page:
        """The page that is kept, or else what `read` returns."""
        key = f"notes:page:{limit}:{offset}"
        try:
            version, kept = self._redis.ask(lambda redis: redis.mget(VERSION_KEY, key))
        except Unavailable:
            return read()
        current = int(version or 0)
        if kept is not None:
            entry = json.loads(kept)
            if entry["version"] == current:
                return entry["page"]
        page = read()
        entry = json.dumps({"version": current, "page": page})
        with contextlib.suppress(Unavailable):  # then it is read again
            self._redis.ask(lambda redis: redis.set(key, entry, ex=KEPT_SECONDS))
        return page

    def forget(self) -> None:
        """To be called after each write."""
        try:
            self._redis.ask(lambda redis: redis.incr(VERSION_KEY))
        except Unavailable:
            log.warning("the list of notes may be up to %s s old", KEPT_SECONDS)
