"""What a prober asks, on three levels, and what the kubelet asks."""

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
    """Can it do all of its work? For people and monitoring: 503 unless all dependencies are there."""
    return _state_of(_dependencies(request))


@router.api_route("/health/serving", methods=["GET", "HEAD"])
async def serving(request: Request) -> PlainTextResponse:
    """Should it get requests? For the kubelet: 503 without what it can't do without. A lost cache is no outage."""
    return _state_of([dependency for dependency in _dependencies(request) if dependency.required])


@router.get("/metrics")
async def metrics() -> Response:
    content, kind = exposition()
    return Response(content, headers={"Content-Type": kind})


def _state_of(dependencies: list[Dependency]) -> PlainTextResponse:
    """A line per dependency, and 503 unless all of them are there."""
    # The pings know, a few seconds late at most; asking here could hang.
    lines = [f"{d.name}: {'ok' if d.available else 'unavailable'}\n" for d in dependencies]
    status = 200 if all(d.available for d in dependencies) else 503
    return PlainTextResponse("".join(lines), status, {"Cache-Control": "no-store"})


def _dependencies(request: Request) -> list[Dependency]:
    return request.app.state.dependencies  # type: ignore[no-any-return]
