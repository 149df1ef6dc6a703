"""Every error is JSON: `error` says what is wrong, `field` or `dependency` where."""

import logging

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from .dependency import Unavailable
from .validation import InvalidField

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 5


def handle(app: Flask) -> None:
    """Makes `app` answer errors so."""
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(Exception, _unexpected)


def _refused(error: HTTPException) -> Response:
    where = {"field": error.field} if isinstance(error, InvalidField) else {}
    answer = _answer(error.code or 500, _message(error), **where)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return answer


def _unavailable(error: Unavailable) -> Response:
    answer = _answer(503, str(error), dependency=error.dependency)
    answer.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


def _unexpected(error: Exception) -> Response:
    log.error("unexpected error", exc_info=error)
    return _answer(500, "internal error")


def _message(error: HTTPException) -> str:
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        return f"method not allowed here; allowed: {', '.join(sorted(error.valid_methods))}"
    if isinstance(error, NotFound) and error.description == NotFound.description:
        return "not found"
    if isinstance(error, RequestEntityTooLarge):
        return f"the body must have at most {request.max_content_length} bytes"
    return error.description or error.name


def _answer(status: int, message: str, **details: str) -> Response:
    answer = jsonify(error=message, **details)
    answer.status_code = status
    return answer
