"""What the environment says."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Config:
    """Settings of one worker process."""

    database_url: str
    redis_url: str
    threads: int = 8
    max_body_bytes: int = 64 * 1024

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Config":
        """Reads the settings, and fails at once on one that is missing: waiting would not bring it."""
        return cls(
            database_url=_required(env, "DATABASE_URL", "postgresql://notes:<password>@postgres:5432/notes"),
            redis_url=_required(env, "REDIS_URL", "redis://:<password>@redis:6379/0"),
            threads=int(env.get("THREADS", cls.threads)),
        )


def _required(env: Mapping[str, str], name: str, example: str) -> str:
    value = env.get(name, "")
    if not value:
        raise ValueError(f"{name} is not set; a good value looks like {example}")
    return value
