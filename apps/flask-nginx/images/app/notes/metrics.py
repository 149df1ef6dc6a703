"""Counts and times of all workers together, as Prometheus reads them."""

import os
import re
import resource
import time
from pathlib import Path
from threading import Lock

from flask import Blueprint, Flask, Response, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
    values,
)

from .request_log import QUIET

# Set by gunicorn.conf.py. Each worker writes files into this directory, and the one that is asked
# for metrics adds up all of them.
DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"

if DIRECTORY in os.environ:
    # Files are named after the worker's slot, not its process id: a worker that replaces a dead one
    # goes on with its files, so that counters never fall and files never pile up.
    values.ValueClass = values.MultiProcessValue(lambda: os.environ.get("WORKER_SLOT", "none"))

REQUESTS = Counter("http_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram("http_request_duration_seconds", "Time to answer a request.", ["method", "route"])
RUNNING = Gauge("http_requests_in_progress", "Requests being answered.", multiprocess_mode="livesum")
# REGISTRY has both of one process, under the same names: what is shown is the sum of all workers.
CPU = Counter("process_cpu_seconds_total", "Processor time of the workers.", registry=None)
MEMORY = Gauge(
    "process_resident_memory_bytes", "Resident memory of the workers.", registry=None, multiprocess_mode="livesum"
)

_spent = 0.0
_spending = Lock()

# Clients may send any method and any path; labels must stay few.
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def routes() -> Blueprint:
    """`/metrics`."""
    metrics = Blueprint("metrics", __name__)

    @metrics.get("/metrics")
    def scrape() -> ResponseReturnValue:
        registry = REGISTRY
        if DIRECTORY in os.environ:
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)
        return generate_latest(registry), 200, {"Content-Type": CONTENT_TYPE_LATEST}

    return metrics


def watch(app: Flask) -> None:
    """Counts and times every request of `app`."""
    app.before_request(_start)
    app.after_request(_finish)
    app.teardown_request(_leave)


def _note_process() -> None:
    """Notes what this worker has taken so far; it takes nothing while nobody asks it anything."""
    global _spent
    with _spending:
        now = time.process_time()
        CPU.inc(now - _spent)
        _spent = now
    pages = Path("/proc/self/statm").read_text().split()[1]
    MEMORY.set(int(pages) * resource.getpagesize())


def _start() -> None:
    g.metered = time.perf_counter()
    RUNNING.inc()


def _finish(response: Response) -> Response:
    _note_process()
    if request.path in QUIET:
        return response  # neither traffic, nor a failure when a dependency is away
    method = request.method if request.method in METHODS else "other"
    # `/notes/<note_id>`, without the converter that the rule names before it.
    route = re.sub(r"<.*?(\w+)>", r"<\1>", request.url_rule.rule) if request.url_rule else "none"
    REQUESTS.labels(method, route, response.status_code).inc()
    SECONDS.labels(method, route).observe(time.perf_counter() - g.metered)
    return response


def _leave(_error: BaseException | None) -> None:
    RUNNING.dec()
