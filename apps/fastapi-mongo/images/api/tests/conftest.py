"""A service whose three servers are away: it has to start, answer, and say what is wrong."""

import os
import tempfile
from collections.abc import Iterator

import pytest

os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp()

from fastapi.testclient import TestClient

from thereview.app import create_app
from thereview.config import Config

NOWHERE = Config(
    database_url="postgresql://thereview@127.0.0.1:1/thereview",
    mongodb_url="mongodb://127.0.0.1:1/thereview",
    redis_url="redis://127.0.0.1:1/0",
)


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(NOWHERE), raise_server_exceptions=False) as client:
        yield client
