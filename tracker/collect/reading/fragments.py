"""Markup that is no whole page: pieces of HTML, bare or inside of JSON.

Owns getting at the markup. Never looks anything up in it.
"""

from __future__ import annotations

from tracker.collect.reading.records import open_json
from tracker.collect.reading.selectors import Page, open_fragment, open_page
from tracker.errors import BadPage
from tracker.language.texts.decoding import clean
from tracker.model import Capture
from tracker.sources import Source


def open_markup(source: Source, capture: Capture, body: bytes, *, wrapped: str = "") -> Page:
    """The markup of an answer: the answer itself, or the text at the path `wrapped` of its JSON. BadPage if neither."""
    if not wrapped:
        return open_page(source, capture, body)
    found = open_json(source, capture, body).get(wrapped)
    if not isinstance(found, str):
        raise BadPage(
            f"{source.id}: {capture.url}: wrapped ({wrapped}): expected markup in a JSON text, "
            f"found {_named(found)}; the answer may have a new shape: look at it and adjust sources.yaml"
        )
    return Page(source=source.id, url=capture.url, tree=open_fragment(clean(found), source=source.id, url=capture.url))


def _named(value: object) -> str:
    if value is None:
        return "nothing"
    return {list: "a list", dict: "an object", bool: "true or false"}.get(type(value), "a number")
