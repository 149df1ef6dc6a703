"""The ratings of products: counted in MongoDB, kept for a while in Redis."""

import contextlib
import logging

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import RedisError

from .dependency import ANSWER_SECONDS, CONNECT_SECONDS, Dependency, UnavailableError
from .metrics import CACHE
from .models import Rating
from .reviews import Reviews

# A rating that was counted while a review was being written may be kept one review too old: for this long.
KEPT_SECONDS = 30

# How long a request waits for Redis: what that keeps is rather counted anew.
REDIS_SECONDS = 0.5

log = logging.getLogger(__name__)


class Ratings:
    """Answers from Redis where it can, and from MongoDB where it has to; so Redis may be away."""

    def __init__(self, url: str, reviews: Reviews) -> None:
        self._reviews = reviews
        pool = BlockingConnectionPool.from_url(  # one that waits for a connection instead of failing
            url,
            max_connections=20,
            timeout=ANSWER_SECONDS,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=CONNECT_SECONDS,
            # One more try on a new connection: an idle one may have died with an earlier server.
            retry=Retry(NoBackoff(), 1, supported_errors=(NoConnection,)),
        )
        self._redis = Redis.from_pool(pool)
        self.server = Dependency("redis", self._redis.ping, (RedisError,), required=False, answer_seconds=REDIS_SECONDS)

    async def close(self) -> None:
        await self._redis.aclose()

    async def of(self, product_ids: list[int]) -> dict[int, Rating]:
        """The rating of each; raises `UnavailableError` if one is not kept and MongoDB is unavailable."""
        if not product_ids:
            return {}
        ratings = await self._kept(product_ids)
        missing = [product_id for product_id in product_ids if product_id not in ratings]
        CACHE.labels("hit").inc(len(ratings))
        CACHE.labels("miss").inc(len(missing))
        if missing:
            counted = await self._reviews.ratings(missing)
            await self._keep(counted)
            ratings.update(counted)
        return ratings

    async def forget(self, product_id: int) -> None:
        """To be called when a review came or went."""
        try:
            await self.server.ask(lambda: self._redis.delete(_key(product_id)))
        except UnavailableError:
            log.warning("the rating of product %s may be up to %s s old", product_id, KEPT_SECONDS)

    async def _kept(self, product_ids: list[int]) -> dict[int, Rating]:
        try:
            found = await self.server.ask(lambda: self._redis.mget([_key(product_id) for product_id in product_ids]))
        except UnavailableError:
            return {}
        return {
            product_id: Rating.model_validate_json(rating)
            for product_id, rating in zip(product_ids, found, strict=True)
            if rating is not None
        }

    async def _keep(self, ratings: dict[int, Rating]) -> None:
        async def keep() -> None:
            async with self._redis.pipeline(transaction=False) as pipeline:
                for product_id, rating in ratings.items():
                    pipeline.set(_key(product_id), rating.model_dump_json(), ex=KEPT_SECONDS)
                await pipeline.execute()

        with contextlib.suppress(UnavailableError):  # then they are counted again
            await self.server.ask(keep)


def _key(product_id: int) -> str:
    return f"thereview:rating:{product_id}"
