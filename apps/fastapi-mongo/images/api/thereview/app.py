"""Puts the service together."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from . import api, errors, health, pages
from .body_limit import BodyLimit
from .config import Config
from .metrics import watch_process
from .products import Products
from .ratings import Ratings
from .request_log import RequestLog
from .reviews import Reviews
from .version import VERSION


def create_app(config: Config | None = None) -> FastAPI:
    """Builds the application; its dependencies may be away when it starts, and at any time after."""
    config = config or Config.from_env(os.environ)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        products = Products(config.database_url)
        reviews = Reviews(config.mongodb_url)
        ratings = Ratings(config.redis_url, reviews)
        app.state.products, app.state.reviews, app.state.ratings = products, reviews, ratings
        app.state.dependencies = dependencies = [products.server, reviews.server, ratings.server]

        await products.open()
        tasks = [asyncio.create_task(dependency.watch(), name=dependency.name) for dependency in dependencies]
        tasks.append(asyncio.create_task(watch_process()))
        await asyncio.gather(*(dependency.first_ping() for dependency in dependencies))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(products.close(), reviews.close(), ratings.close(), return_exceptions=True)

    # No /docs: those pages load scripts from other hosts. /openapi.json describes the API.
    app = FastAPI(title="TheReview", version=VERSION, lifespan=lifespan, docs_url=None, redoc_url=None)
    app.add_middleware(BodyLimit)
    app.add_middleware(RequestLog)  # added last, so the outermost
    routers = [pages.router, api.router, health.router]
    errors.handle(app, routers)
    for router in routers:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=pages.STATIC), name="static")
    return app
