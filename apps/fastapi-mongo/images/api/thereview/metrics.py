"""What Prometheus reads: counts and times of all workers of this replica together."""

import asyncio
import resource
import time
from pathlib import Path

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
    values,
)

from .metric_files import slot

values.ValueClass = values.MultiProcessValue(slot)  # type: ignore[no-untyped-call]

BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

REQUESTS = Counter("http_requests_total", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram("http_request_duration_seconds", "Time to answer a request.", ["method", "route"], buckets=BUCKETS)
RUNNING = Gauge("http_requests_in_progress", "Requests being answered.", multiprocess_mode="livesum")
DEPENDENCY_UP = Gauge("dependency_up", "1 while all workers reach it.", ["dependency"], multiprocess_mode="livemin")
CACHE = Counter("rating_cache_requests_total", "Ratings looked up in Redis.", ["result"])
REVIEWS = Counter("reviews_written_total", "Reviews written.", ["rating"])
MONGODB_SECONDS = Histogram(
    "mongodb_command_duration_seconds", "Time MongoDB took for a command.", ["command", "result"], buckets=BUCKETS
)
# The default registry has both of one process, under the same names: what is shown is the sum of all workers.
MEMORY = Gauge(
    "process_resident_memory_bytes", "Resident memory of the workers.", registry=None, multiprocess_mode="livesum"
)
CPU = Counter("process_cpu_seconds_total", "Processor time of the workers.", registry=None)


def exposition() -> tuple[bytes, str]:
    """The numbers of all workers, and their content type."""
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry), CONTENT_TYPE_LATEST


async def watch_process(pause: float = 5.0) -> None:
    """Notes memory and processor time of this worker for ever."""
    spent = 0.0
    while True:
        now = time.process_time()
        CPU.inc(now - spent)
        spent = now
        MEMORY.set(_resident_bytes())
        await asyncio.sleep(pause)


def _resident_bytes() -> int:
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()
