"""The notes as a JSON API."""

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from .database import Database
from .pages_cache import Page, PagesCache
from .validation import MAX_ID, bounded, note_text


def routes(database: Database, cache: PagesCache) -> Blueprint:
    """`/notes` and `/notes/<id>`."""
    api = Blueprint("notes", __name__, url_prefix="/notes")
    one = f"/<int(max={MAX_ID}):note_id>"

    @api.get("")
    def newest() -> ResponseReturnValue:
        limit = bounded(request, "limit", default=20, lowest=1, highest=100)
        offset = bounded(request, "offset", default=0, lowest=0, highest=100_000)

        def read() -> Page:
            notes, total = database.newest(limit, offset)
            return {"notes": notes, "total": total, "limit": limit, "offset": offset}

        return cache.page(limit, offset, read)

    @api.post("")
    def add() -> ResponseReturnValue:
        note = database.add(note_text(request))
        cache.forget()
        return note, 201, {"Location": url_for("notes.find", note_id=note["id"])}

    @api.get(one)
    def find(note_id: int) -> ResponseReturnValue:
        note = database.find(note_id)
        if note is None:
            raise NotFound(f"there is no note {note_id}")
        return note

    @api.delete(one)
    def remove(note_id: int) -> ResponseReturnValue:
        if not database.remove(note_id):
            raise NotFound(f"there is no note {note_id}")
        cache.forget()
        return "", 204

    return api
