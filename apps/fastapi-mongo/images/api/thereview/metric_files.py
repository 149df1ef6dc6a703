"""The files in which the workers of one replica keep their numbers, so that any of them can add them up."""

import fcntl
import os
from itertools import count
from pathlib import Path
from typing import IO

from prometheus_client import multiprocess

# prometheus_client reads the variable too; the only directory that has to be writable is /tmp.
DIRECTORY = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", "/tmp/thereview-metrics"))  # noqa: S108

_lock: IO[str] | None = None
_slot = ""


def clear() -> None:
    """Forgets the numbers of an earlier run: /tmp outlives the container where it is a pod's volume."""
    DIRECTORY.mkdir(exist_ok=True)
    for left in DIRECTORY.glob("*.db"):
        left.unlink()


def slot() -> str:
    """A number that no other living worker has, by which this one's files are named.

    Not the process id: a worker that replaces a dead one goes on with its files, so that counters
    never fall and files never pile up.
    """
    if _lock is None:
        _take()
    return _slot


def _take() -> None:
    global _lock, _slot
    DIRECTORY.mkdir(exist_ok=True)
    for number in count():
        lock = (DIRECTORY / f"{number}.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # the kernel frees it when the process ends
        except BlockingIOError:
            lock.close()
            continue
        multiprocess.mark_process_dead(number)  # type: ignore[no-untyped-call]  # the gauges of the one that had it before
        _lock, _slot = lock, str(number)
        return
