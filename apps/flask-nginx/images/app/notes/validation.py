"""Turns what a client sent into values the database takes, or says which field is wrong."""

import re

from flask import Request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

MAX_TEXT = 2000  # the table has the same limit
MAX_ID = 2**63 - 1  # of a bigint


class InvalidField(BadRequest):
    """A value that the client has to change."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"'{field}' {message}")
        self.field = field


def note_text(request: Request) -> str:
    """The text of a note that is being added."""
    if not request.is_json:
        raise UnsupportedMediaType("send a note as application/json, such as {\"text\": \"buy milk\"}")
    try:
        body = request.get_json()
    except (BadRequest, RecursionError):  # the second: thousands of nested brackets
        raise InvalidField("body", "must be JSON, such as {\"text\": \"buy milk\"}") from None
    if not isinstance(body, dict):
        raise InvalidField("body", "must be a JSON object, such as {\"text\": \"buy milk\"}")
    if "text" not in body:
        raise InvalidField("text", "is missing")
    return _text(body["text"])


def bounded(request: Request, field: str, default: int, lowest: int, highest: int) -> int:
    """A whole number from the query string."""
    given = request.args.get(field)
    if given is None:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", given) or not lowest <= int(given) <= highest:
        raise InvalidField(field, f"must be a whole number from {lowest} to {highest}, got '{given[:40]}'")
    return int(given)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidField("text", "must be a string")
    text = value.strip()
    if not text:
        raise InvalidField("text", "must not be empty")
    if len(text) > MAX_TEXT:
        raise InvalidField("text", f"must have at most {MAX_TEXT} characters, got {len(text)}")
    # JSON can spell two things that Postgres cannot store as text: NUL and half a surrogate pair.
    if re.search("[\x00\ud800-\udfff]", text):
        raise InvalidField("text", "must not have NUL or unpaired surrogate characters")
    return text
