"""The reviews, in MongoDB."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pymongo
from bson import ObjectId
from pymongo import AsyncMongoClient
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import PyMongoError
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

from .dependency import ANSWER_SECONDS, CONNECT_SECONDS, PING_SECONDS, Dependency
from .metrics import MONGODB_SECONDS
from .models import NewReview, Rating, Review

Document = dict[str, Any]


class Commands(CommandListener):
    """Times what MongoDB is asked."""

    def started(self, event: CommandStartedEvent) -> None:
        pass

    def succeeded(self, event: CommandSucceededEvent) -> None:
        MONGODB_SECONDS.labels(event.command_name, "ok").observe(event.duration_micros / 1e6)

    def failed(self, event: CommandFailedEvent) -> None:
        MONGODB_SECONDS.labels(event.command_name, "failed").observe(event.duration_micros / 1e6)


class Reviews:
    """Reads and writes reviews; every method raises `UnavailableError` while MongoDB is."""

    def __init__(self, url: str) -> None:
        self._client: AsyncMongoClient[Document] = AsyncMongoClient(
            url,
            appname="thereview",
            event_listeners=[Commands()],
            maxPoolSize=20,
            connectTimeoutMS=int(CONNECT_SECONDS * 1000),
            serverSelectionTimeoutMS=int(CONNECT_SECONDS * 1000),
            timeoutMS=int(ANSWER_SECONDS * 1000),  # for a connection, the command and its answer together
            tz_aware=True,
        )
        self._reviews: AsyncCollection[Document] = self._client.get_default_database()["reviews"]
        self.server = Dependency("mongodb", self._ping, (PyMongoError,))

    async def close(self) -> None:
        await self._client.close()

    async def count(self) -> int:
        return await self.server.ask(self._reviews.estimated_document_count)

    async def newest(self, product_id: int, limit: int, offset: int) -> tuple[list[Review], int]:
        """One page of a product's reviews, newest first, and how many it has in all."""

        async def page() -> tuple[list[Review], int]:
            found = self._reviews.find({"product_id": product_id}).sort("_id", -1).skip(offset).limit(limit)
            reviews = [_review(document) async for document in found]
            return reviews, await self._reviews.count_documents({"product_id": product_id})

        return await self.server.ask(page)

    async def find(self, review_id: str) -> Review | None:
        document = await self.server.ask(lambda: self._reviews.find_one({"_id": ObjectId(review_id)}))
        return _review(document) if document else None

    async def add(self, product_id: int, review: NewReview) -> Review:
        # MongoDB keeps milliseconds; what is answered now is what is read later.
        now = datetime.now(UTC)
        created_at = now.replace(microsecond=now.microsecond // 1000 * 1000)
        document: Document = {"product_id": product_id, **review.model_dump(), "created_at": created_at}
        await self.server.ask(lambda: self._reviews.insert_one(document))  # which adds the _id
        return _review(document)

    async def remove(self, review_id: str) -> int | None:
        """The product whose review it was, if there was such a review."""
        document = await self.server.ask(lambda: self._reviews.find_one_and_delete({"_id": ObjectId(review_id)}))
        return int(document["product_id"]) if document else None

    async def remove_all(self, product_id: int) -> None:
        await self.server.ask(lambda: self._reviews.delete_many({"product_id": product_id}))

    async def ratings(self, product_ids: list[int]) -> dict[int, Rating]:
        """The rating of each of these products."""

        async def stars() -> dict[int, list[int]]:
            counted = {product_id: [0] * 5 for product_id in product_ids}
            groups = await self._reviews.aggregate(
                [
                    {"$match": {"product_id": {"$in": product_ids}}},
                    {"$group": {"_id": {"product": "$product_id", "rating": "$rating"}, "times": {"$sum": 1}}},
                ]
            )
            async for group in groups:
                counted[group["_id"]["product"]][group["_id"]["rating"] - 1] = group["times"]
            return counted

        return {product_id: Rating.of(counts) for product_id, counts in (await self.server.ask(stars)).items()}

    async def _ping(self) -> None:
        with pymongo.timeout(PING_SECONDS):
            await self._client.admin.command("ping")


def _review(document: Mapping[str, Any]) -> Review:
    return Review(id=str(document["_id"]), **{key: value for key, value in document.items() if key != "_id"})
