"""How gunicorn runs the service; found by its name in the working directory."""

import os
from itertools import count
from pathlib import Path

# The only directory that has to be writable is /tmp.
METRICS = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", "/tmp/notes-metrics"))
METRICS.mkdir(exist_ok=True)

from prometheus_client import multiprocess  # noqa: E402 (reads the variable above)

from notes.logs import CONFIG as logconfig_dict  # noqa: E402, F401

bind = f"0.0.0.0:{os.environ.get('PORT', '5000')}"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS", "2"))
threads = int(os.environ.setdefault("THREADS", "8"))
timeout = 60
graceful_timeout = 30
# Longer than proxies keep idle connections (60 s and less): the side that closes first should be
# the client, or a request meets a connection that is just being closed.
keepalive = 75
# Opens a socket under the home directory, which is read-only here, and nobody uses it.
control_socket_disable = True


def on_starting(server):
    # /tmp outlives the container where it is a pod's volume; old counts would be added to new ones.
    for left in METRICS.glob("*.db"):
        left.unlink()


def pre_fork(server, worker):
    taken = {running.slot for running in server.WORKERS.values()}
    worker.slot = next(slot for slot in count() if slot not in taken)


def post_fork(server, worker):
    os.environ["WORKER_SLOT"] = str(worker.slot)


def child_exit(server, worker):
    multiprocess.mark_process_dead(worker.slot)
