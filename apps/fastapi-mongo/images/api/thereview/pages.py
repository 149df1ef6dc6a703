"""The front page: a summary for programs, a page for people."""

import socket
from collections.abc import Awaitable
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from .dependency import UnavailableError
from .version import VERSION

STATIC = Path(__file__).parent / "static"
PAGE = (STATIC / "index.html").read_text(encoding="utf-8").replace("{version}", VERSION)

router = APIRouter(include_in_schema=False)


@router.api_route("/", methods=["GET", "HEAD"])
async def index(request: Request) -> Response:
    """Answers 200 whatever the dependencies do."""
    headers = {"Cache-Control": "no-store", "Vary": "Accept"}
    # Browsers name text/html; a client that takes anything, as curl does, gets the summary.
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(PAGE, headers=headers)
    state = request.app.state
    products, postgres = await _count(state.products.count())
    reviews, mongodb = await _count(state.reviews.count())
    redis = "ok" if state.ratings.server.available else "unavailable"
    summary = {
        "service": "thereview",
        "version": VERSION,
        "instance": socket.gethostname(),
        "products": products,
        "reviews": reviews,
        "dependencies": {"postgres": postgres, "mongodb": mongodb, "redis": redis},
    }
    return JSONResponse(summary, headers=headers)


async def _count(question: Awaitable[int]) -> tuple[int | None, str]:
    try:
        return await question, "ok"
    except UnavailableError:
        return None, "unavailable"
