"""Finding things on a page: selectors that say how many they expect, within a budget of elements and depth.

Owns turning text into a tree and looking things up in it. Never changes the tree: one tree serves the verdict and
the parser. Never fetches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bs4 import BeautifulSoup
from bs4.element import Tag

from tracker.collect.blocks import one_line
from tracker.errors import BadPage
from tracker.language.decoding import decode
from tracker.sources import Place

#: Real statement pages have 300 to 3,000 elements, and nest 30 deep; a hundred thousand nested ones take bs4 2.5 s.
MAX_ELEMENTS = 60_000
MAX_DEPTH = 400
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
#: Elements that are never left open by authors who mean well, so that counting them gives the depth.
_NESTING = frozenset(
    "div span section article table ul ol font b i em strong blockquote center small sup sub a".split()  # noqa: SIM905  (a list of one a line reads worse)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A parsed page and where it came from, for messages and relative links."""

    source: str
    url: str
    root: Tag

    def lacks(self, what: str, places: Sequence[Place], expected: str, found: str) -> BadPage:
        """The error for a part that is not as promised."""
        wanted = " | ".join(place.at for place in places if place.at)
        return BadPage(
            f"{self.source}: {self.url}: {what} ({wanted}): expected {expected}, found {found}; "
            f"the page may have a new layout: look at it and adjust sources.yaml"
        )


def open_page(body: bytes, *, source: str, url: str, content_type: str = "", encoding: str | None = None) -> Page:
    """The page of a response body.

    BadPage if it has more elements or depth than any honest page, BadEncoding if nothing decodes it.
    """
    return Page(source=source, url=url, root=_tree(body, source, url, content_type, encoding))


@lru_cache(maxsize=2)
def _tree(body: bytes, source: str, url: str, content_type: str, encoding: str | None) -> Tag:
    text = decode(body, content_type=content_type, override=encoding).text
    return open_fragment(text, source=source, url=url)


def open_fragment(text: str, *, source: str, url: str) -> Tag:
    """The tree of some HTML, under the same budget."""
    elements = depth = deepest = 0
    for found in _TAG.finditer(text):
        elements += not found[1]
        if found[2].lower() in _NESTING:
            depth = max(0, depth - 1) if found[1] else depth + 1
            deepest = max(deepest, depth)
    if elements > MAX_ELEMENTS or deepest > MAX_DEPTH:
        raise BadPage(
            f"{source}: {url}: {elements} elements, {deepest} deep: more than the {MAX_ELEMENTS} and {MAX_DEPTH} "
            "allowed; no honest page is like this, so it was not read"
        )
    return BeautifulSoup(text, "lxml")


def at_least_one(page: Page, what: str, places: Sequence[Place]) -> list[Tag]:
    """All matches of the first selector that has any. BadPage if none has."""
    found = any_number(page.root, places)
    if not found:
        raise page.lacks(what, places, "at least one", "none")
    return found


def one(page: Page, what: str, places: Sequence[Place]) -> Tag:
    """The only match of the first selector that has any. BadPage for none or several."""
    found = at_least_one(page, what, places)
    if len(found) > 1:
        raise page.lacks(what, places, "one", str(len(found)))
    return found[0]


def any_number(root: Tag, places: Sequence[Place]) -> list[Tag]:
    """All matches of the first selector that has any, outermost only: an element inside a match is part of it."""
    for place in places:
        found = _select(root, place.css)
        if found:
            inside = {id(inner) for outer in found for inner in outer.find_all(True)} if len(found) > 1 else set()
            return [tag for tag in found if id(tag) not in inside]
    return []


def texts(root: Tag, place: Place) -> Iterator[str]:
    """What stands at a place: the attribute, or the text on one line, of each match."""
    for tag in _select(root, place.css):
        if place.attribute:
            value = tag.get(place.attribute)
            yield " ".join(value) if isinstance(value, list) else str(value or "")
        else:
            yield one_line(tag)


def _select(root: Tag, css: str) -> list[Tag]:
    """All matches under an element; an empty selector and `:scope` mean the element itself."""
    return [root] if css in ("", ":scope") else list(root.select(css))
