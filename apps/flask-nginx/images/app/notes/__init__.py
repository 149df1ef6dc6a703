"""A small notes service: Flask in front of Postgres (the notes) and Redis (the hit counter and a cache)."""

import os
from datetime import timedelta

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from . import api, errors, health, metrics, pages, request_log
from .config import Config
from .counter import HitCounter
from .database import Database
from .pages_cache import PagesCache
from .redis_server import RedisServer
from .version import VERSION

__all__ = ["VERSION", "create_app"]


def create_app(config: Config | None = None) -> Flask:
    """Builds the application, and starts to watch its dependencies without needing them."""
    config = config or Config.from_env(os.environ)
    database = Database(config.database_url, config.threads)
    redis = RedisServer(config.redis_url, config.threads)

    app = Flask(__name__)
    app.json.sort_keys = False
    app.config["MAX_CONTENT_LENGTH"] = config.max_body_bytes
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = timedelta(days=30)  # their URLs carry the version
    # Exactly one proxy stands in front, and only what that one adds is believed.
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)

    request_log.watch(app)
    metrics.watch(app)
    errors.handle(app)
    for routes in (
        pages.routes(database, HitCounter(redis)),
        api.routes(database, PagesCache(redis)),
        health.routes(required=[database.server], optional=[redis.server]),
        metrics.routes(),
    ):
        app.register_blueprint(routes)
    return app
