"""One log line per request, found again by its id."""

import logging
import re
import time
import uuid

from flask import Flask, Response, g, request

log = logging.getLogger("notes.request")

# Probes and scrapes come every few seconds and say nothing new.
QUIET = {"/health", "/ready", "/metrics"}


def watch(app: Flask) -> None:
    """Gives each request of `app` an id and a line."""
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    g.started = time.perf_counter()
    given = request.headers.get("X-Request-ID", "")
    # Anything longer or stranger than an id is not copied into logs and headers.
    g.request_id = given if re.fullmatch(r"[\w.-]{1,128}", given, re.ASCII) else uuid.uuid4().hex


def _finish(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    if request.path not in QUIET:
        fields = {
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "duration_ms": round((time.perf_counter() - g.started) * 1000, 1),
            "request_id": g.request_id,
            "client": request.remote_addr,
        }
        log.info("%s %s %s", request.method, request.path, response.status_code, extra={"fields": fields})
    return response
