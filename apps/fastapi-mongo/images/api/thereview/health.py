"""What a prober asks, on three levels."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from .dependency import Dependency
from .metrics import exposition

router = APIRouter(include_in_schema=False)


@router.api_route("/health", methods=["GET", "HEAD"])
async def health() -> dict[str, str]:
    """Does the process answer? For Docker and load balancers; asks nothing and nobody."""
    return {"status": "ok"}


@router.api_route("/health/live", methods=["GET", "HEAD"])
async def live(request: Request) -> JSONResponse:
    """Would a restart help? Only if the watch over a dependency has died; not if the dependency has."""
    stuck = [dependency.name for dependency in _dependencies(request) if not dependency.watched]
    if stuck:
        return JSONResponse({"status": "stuck", "watches": stuck}, 503)
    return JSONResponse({"status": "ok"})


@router.api_route("/health/ready", methods=["GET", "HEAD"])
async def ready(request: Request) -> PlainTextResponse:
    """Can it do its work? A line per dependency, and 503 unless all are there."""
    # The pings know, a few seconds late at most; asking here could hang.
    dependencies = _dependencies(request)
    lines = [f"{d.name}: {'ok' if d.available else 'unavailable'}\n" for d in dependencies]
    status = 200 if all(d.available for d in dependencies) else 503
    return PlainTextResponse("".join(lines), status, {"Cache-Control": "no-store"})


@router.get("/metrics")
async def metrics() -> Response:
    content, kind = exposition()
    return Response(content, headers={"Content-Type": kind})


def _dependencies(request: Request) -> list[Dependency]:
    return request.app.state.dependencies  # type: ignore[no-any-return]
