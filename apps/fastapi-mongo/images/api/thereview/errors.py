"""Every error is JSON: `error` says what is wrong, `field` or `dependency` where."""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from .dependency import UnavailableError

RETRY_AFTER_SECONDS = 5


def handle(app: FastAPI, routers: Sequence[APIRouter]) -> None:
    """Makes `app`, which has these routers, answer errors so."""
    app.state.routes = [route for router in routers for route in router.routes]
    app.exception_handler(HTTPException)(_refused)
    app.exception_handler(RequestValidationError)(_invalid)
    app.exception_handler(UnavailableError)(_unavailable)
    app.exception_handler(Exception)(_unexpected)  # the server logs it


async def _refused(request: Request, error: HTTPException) -> Response:
    if error.status_code == 405:
        allowed = _allowed(request)
        return _answer(405, f"method not allowed here; allowed: {allowed}", {"Allow": allowed})
    message = error.detail if error.detail != "Not Found" else "not found"
    return _answer(error.status_code, message, error.headers)


def _allowed(request: Request) -> str:
    """The methods of all routes with this path; the framework itself names those of the first."""
    matching = [route for route in request.app.state.routes if route.matches(request.scope)[0] != Match.NONE]
    return ", ".join(sorted({method for route in matching for method in route.methods}))


async def _invalid(_request: Request, error: RequestValidationError) -> Response:
    first = error.errors()[0]
    if first["type"] in {"json_invalid", "model_attributes_type"}:
        return _answer(422, "'body' must be a JSON object, sent as application/json", field="body")
    names = [part for part in first["loc"][1:] if isinstance(part, str)]
    field = ".".join(names) or "body"
    message = first["msg"].removeprefix("Value error, ")
    return _answer(422, f"'{field}': {message[0].lower()}{message[1:]}", field=field)


async def _unavailable(_request: Request, error: UnavailableError) -> Response:
    return _answer(503, str(error), {"Retry-After": str(RETRY_AFTER_SECONDS)}, dependency=error.dependency)


async def _unexpected(_request: Request, _error: Exception) -> Response:
    return _answer(500, "internal error")


def _answer(status: int, message: str, headers: Mapping[str, str] | None = None, **details: str) -> JSONResponse:
    return JSONResponse({"error": message, **details}, status, headers)
