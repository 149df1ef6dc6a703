"""What a prober asks: does the process live, and can it do its work?"""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from .dependency import Dependency


def routes(required: list[Dependency], optional: list[Dependency]) -> Blueprint:
    """`/health`, and `/ready`, which names all dependencies but is 503 only without a required one."""
    health = Blueprint("health", __name__)

    @health.get("/health")
    def alive() -> ResponseReturnValue:
        # Asks no dependency: a restart of this process would not mend one.
        return {"status": "ok"}

    @health.get("/ready")
    def ready() -> ResponseReturnValue:
        # The pings know, at most two seconds late; asking here could hang.
        lines = [f"{d.name}: {'ok' if d.available else 'unavailable'}\n" for d in [*required, *optional]]
        status = 200 if all(d.available for d in required) else 503
        return "".join(lines), status, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}

    return health
