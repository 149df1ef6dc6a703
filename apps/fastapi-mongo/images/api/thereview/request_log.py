"""One log line per request, found again by its id, and its numbers for Prometheus."""

import logging
import re
import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .metrics import REQUESTS, RUNNING, SECONDS

log = logging.getLogger("thereview.request")

# Probes and scrapes come every few seconds and say nothing new.
QUIET = {"/health", "/health/live", "/health/ready", "/health/serving", "/metrics"}

# Clients may send any method and any path; labels must stay few.
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class RequestLog:
    """Gives each request an id, a line, a count and a time."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = _request_id(scope)
        status = 500  # what the client sees of an error that nobody caught

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = request_id
            await send(message)

        RUNNING.inc()
        try:
            await self._app(scope, receive, answer)
        finally:
            RUNNING.dec()
            _note(scope, status, time.perf_counter() - started, request_id)


def _request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get("x-request-id", "")
    # Anything longer or stranger than an id is not copied into logs and headers.
    return given if re.fullmatch(r"[\w.-]{1,128}", given, re.ASCII) else uuid.uuid4().hex


def _note(scope: Scope, status: int, seconds: float, request_id: str) -> None:
    method, path = scope["method"], scope["path"]
    if path in QUIET:
        return
    label = method if method in METHODS else "other"
    REQUESTS.labels(label, _route(scope), status).inc()
    SECONDS.labels(label, _route(scope)).observe(seconds)
    fields = {
        "method": method,
        "path": path,
        "status": status,
        "duration_ms": round(seconds * 1000, 1),
        "request_id": request_id,
        "client": scope["client"][0] if scope["client"] else None,
    }
    log.info("%s %s %s", method, path, status, extra={"fields": fields})


def _route(scope: Scope) -> str:
    """`/api/products/{product_id}`, whatever the product."""
    if scope["path"].startswith("/static/"):
        return "/static"
    return getattr(scope.get("route"), "path", "none")
