"""What the environment says."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Config:
    """Settings of the service."""

    database_url: str
    mongodb_url: str
    redis_url: str
    port: int = 8000
    workers: int = 2

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Config":
        """Reads the settings, and fails at once on one that is missing: waiting would not bring it."""
        return cls(
            database_url=_required(env, "DATABASE_URL", "postgresql://thereview:<password>@postgres:5432/thereview"),
            mongodb_url=_required(env, "MONGODB_URL", "mongodb://thereview:<password>@mongodb:27017/thereview"),
            redis_url=_required(env, "REDIS_URL", "redis://:<password>@redis:6379/0"),
            port=int(env.get("PORT", cls.port)),
            workers=int(env.get("WORKERS", cls.workers)),
        )


def _required(env: Mapping[str, str], name: str, example: str) -> str:
    value = env.get(name, "")
    if not value:
        raise ValueError(f"{name} is not set; a good value looks like {example}")
    return value
