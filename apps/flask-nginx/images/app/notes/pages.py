"""The front page: a summary for programs, a page for people."""

from collections.abc import Callable

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from .counter import HitCounter
from .database import Database
from .dependency import Unavailable
from .validation import MAX_TEXT
from .version import VERSION


def routes(database: Database, hits: HitCounter) -> Blueprint:
    """`/`, which answers 200 whatever its dependencies do."""
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def index() -> ResponseReturnValue:
        hit_count, redis = _ask(hits.hit)
        note_count, postgres = _ask(database.count)
        summary = {
            "service": "notes",
            "version": VERSION,
            "hits": hit_count,
            "notes": note_count,
            "dependencies": {"postgres": postgres, "redis": redis},
        }
        # The first is what a client gets that takes anything, as curl does.
        wanted = request.accept_mimetypes.best_match(["application/json", "text/html"])
        page = wanted == "text/html"
        response = make_response(render_template("index.html", max_text=MAX_TEXT, **summary) if page else summary)
        response.headers["Cache-Control"] = "no-store"
        response.vary.add("Accept")
        return response

    return pages


def _ask(question: Callable[[], int]) -> tuple[int | None, str]:
    try:
        return question(), "ok"
    except Unavailable:
        return None, "unavailable"
