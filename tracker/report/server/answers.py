"""Answers: pages with their mark, files by their ending, words for what is wrong, redirects.

Owns headers that depend on what is sent. Never composes a page.
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from tracker.report.labels import say
from tracker.report.server.held import Page
from tracker.report.site.filling import fill, served

HTML = "text/html; charset=utf-8"
#: What the endings of the site's files stand for.
_TYPES = {
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".xml": "application/atom+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".bib": "text/plain; charset=utf-8",
    ".png": "image/png",
}


def kind_of(path: str) -> str:
    """The media type of a file of the site."""
    return _TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")


def sent(request: Request, page: Page, *, media: str = HTML) -> Response:
    """A page, or the word that the reader's copy is still the same."""
    headers = {"etag": page.etag, "cache-control": "no-cache"}
    if page.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(page.body, media_type=media, headers=headers)


def moved(request: Request, target: str, *, status: int = 301) -> Response:
    """The way to another page of the site, relative to this one, so that it holds behind any proxy."""
    up = "../" * request.scope["path"].lstrip("/").count("/")
    return Response(status_code=status, headers={"location": f"{up}{target}" if up else f"./{target}"})


def trouble_page(path: str, status: int, words: str) -> Response:
    """The page that says what is wrong."""
    heading = {404: say("server.not_found"), 503: say("server.busy")}.get(status, say("server.bad"))
    with served():
        body = fill("trouble.html", path=path.lstrip("/"), heading=heading, view=words, here="")
    return Response(body, status_code=status, media_type=HTML, headers={"cache-control": "no-store"})


def problem(status: int, words: str) -> Response:
    """The same for programs, as RFC 9457 has it."""
    title = {404: say("server.not_found"), 503: say("server.busy")}.get(status, say("server.bad"))
    shape = {"type": "about:blank", "title": title, "status": status, "detail": words}
    return as_json(shape, status=status, media="application/problem+json")


def as_json(shape: Any, *, status: int = 200, media: str = "application/json") -> Response:
    """A shape as JSON; halves of surrogates, which no text should hold, as question marks."""
    body = json.dumps(shape, ensure_ascii=False, default=str).encode("utf-8", "replace")
    return Response(body, status_code=status, media_type=media, headers={"cache-control": "no-cache"})


def told(scope: Scope, status: int, words: str) -> Response:
    """What is wrong, for a program under /api/, for a reader elsewhere."""
    path = str(scope["path"])
    return problem(status, words) if path.startswith("/api") else trouble_page(_plain(path), status, words)


def _plain(path: str) -> str:
    """A path for counting how deep a page lies; one that is malformed lies nowhere."""
    return path if len(path) < 200 and path.isprintable() else "/"  # noqa: PLR2004 - far longer than any page's
