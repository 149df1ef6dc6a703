"""Logs as JSON, one object per line on stdout."""

import json
import logging
import time
from datetime import UTC, datetime
from typing import Any


class JsonLines(logging.Formatter):
    """Time, level, logger and message, and whatever was given as `extra={"fields": {...}}`."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class Repeats(logging.Filter):
    """Lets the same message through once a minute: a pool says each second that it cannot connect."""

    SECONDS = 60.0

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        now = time.monotonic()
        self._said = {message: then for message, then in self._said.items() if now - then < self.SECONDS}
        return self._said.setdefault(record.getMessage(), now) == now


# uvicorn's loggers have no handlers of their own here: what they say goes up to the root.
CONFIG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": JsonLines}},
    "filters": {"repeats": {"()": Repeats}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}},
    "root": {"level": "INFO", "handlers": ["stdout"]},
    "loggers": {"psycopg.pool": {"level": "WARNING", "filters": ["repeats"]}},
}
