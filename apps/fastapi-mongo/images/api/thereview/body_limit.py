"""Refuses bodies that are larger than anything the API takes."""

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BYTES = 64 * 1024
MESSAGE = f"the body must have at most {MAX_BYTES} bytes"


class BodyLimit:
    """Answers 413 to what is announced as too large, or turns out to be.

    FastAPI's own `max_body_size` answers in plain text, and before the request log.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > MAX_BYTES:
            await _discard(receive)
            await JSONResponse({"error": MESSAGE}, 413)(scope, receive, send)
            return
        received = 0

        async def limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAX_BYTES:
                if message.get("more_body"):
                    await _discard(receive)
                raise HTTPException(413, MESSAGE)
            return message

        await self._app(scope, limited, send)


async def _discard(receive: Receive) -> None:
    """Reads a body to its end: a proxy loses the answer if the connection is closed while it still sends."""
    while True:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body"):
            return
