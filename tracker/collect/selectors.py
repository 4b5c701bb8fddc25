"""Finding things on a page: selectors that say how many they expect, within a budget of elements and depth.

Owns turning text into a tree and looking things up in it. Never changes the tree: one tree serves the verdict and
the parser. Never fetches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import soupsieve
from bs4 import BeautifulSoup
from bs4.element import Tag

from tracker.collect.blocks import one_line
from tracker.collect.headers import content_type
from tracker.errors import BadPage
from tracker.language.decoding import decode
from tracker.model import Capture
from tracker.sources import Place, Source

#: Real statement pages have 300 to 3,000 elements, and nest 30 deep; a hundred thousand nested ones take bs4 2.5 s.
MAX_ELEMENTS = 60_000
MAX_DEPTH = 400
_SIMPLE = re.compile(
    r"(?=[\w#.])(?P<tag>[a-z][a-z0-9]*)?(?:#(?P<id>[\w-]+))?(?:\.(?P<css>[\w-]+))?(?P<rest>(?:\.[\w-]+|\[[^\]]*\])*)"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
#: Elements that are never left open by authors who mean well, so that counting them gives the depth.
_NESTING_NAMES = "div span section article table ul ol font b i em strong blockquote center small sup sub a"
_NESTING = frozenset(_NESTING_NAMES.split())


class Tree:
    """An element and everything under it, with an index by name, id and class.

    soupsieve asks every element for every selector; on the pages measured that was half of all parsing time.
    """

    __slots__ = ("_index", "root")

    def __init__(self, root: Tag) -> None:
        self.root = root
        self._index: dict[str, list[Tag]] | None = None

    def select(self, css: str) -> list[Tag]:
        """All matches in document order; an empty selector and `:scope` mean the element itself."""
        if css in ("", ":scope"):
            return [self.root]
        simple = _SIMPLE.fullmatch(css)
        if simple is None:
            return list(self.root.select(css))
        keys = [f"{mark}{simple[name]}" for name, mark in (("id", "#"), ("css", "."), ("tag", "")) if simple[name]]
        index = self._indexed()
        found = [tag for tag in index.get(keys[0], ()) if all(key in _keys(tag) for key in keys[1:])]
        if not simple["rest"]:
            return found
        matches = soupsieve.compile(css)
        return [tag for tag in found if matches.match(tag)]

    def _indexed(self) -> dict[str, list[Tag]]:
        if self._index is None:
            self._index = {}
            for tag in self.root.find_all(True):
                for key in _keys(tag):
                    self._index.setdefault(key, []).append(tag)
        return self._index


def _keys(tag: Tag) -> set[str]:
    """What a simple selector can name an element by."""
    classes = tag.get("class") or ()
    keys = {f".{name}" for name in (classes.split() if isinstance(classes, str) else classes)}
    return keys | {tag.name, f"#{tag.get('id')}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A parsed page and where it came from, for messages and relative links."""

    source: str
    url: str
    tree: Tree

    def lacks(self, what: str, places: Sequence[Place], expected: str, found: str) -> BadPage:
        """The error for a part that is not as promised."""
        wanted = " | ".join(place.at for place in places if place.at)
        return BadPage(
            f"{self.source}: {self.url}: {what} ({wanted}): expected {expected}, found {found}; "
            f"the page may have a new layout: look at it and adjust sources.yaml"
        )


def open_page(source: Source, capture: Capture, body: bytes) -> Page:
    """The page of a response body.

    BadPage if it has more elements or depth than any honest page, BadEncoding if nothing decodes it.
    """
    tree = _tree(body, source.id, capture.url, content_type(capture), source.encoding)
    return Page(source=source.id, url=capture.url, tree=tree)


@lru_cache(maxsize=2)
def _tree(body: bytes, source: str, url: str, content: str, encoding: str | None) -> Tree:
    text = decode(body, content_type=content, override=encoding).text
    return open_fragment(text, source=source, url=url)


def open_fragment(text: str, *, source: str, url: str) -> Tree:
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
    # classes stay one string: splitting those of every element costs a tenth of all reading
    return Tree(BeautifulSoup(text, "lxml", multi_valued_attributes=None))


def at_least_one(page: Page, what: str, places: Sequence[Place]) -> list[Tag]:
    """All matches of the first selector that has any. BadPage if none has."""
    found = any_number(page.tree, places)
    if not found:
        raise page.lacks(what, places, "at least one", "none")
    return found


def one(page: Page, what: str, places: Sequence[Place]) -> Tag:
    """The only match of the first selector that has any. BadPage for none or several."""
    found = at_least_one(page, what, places)
    if len(found) > 1:
        raise page.lacks(what, places, "one", str(len(found)))
    return found[0]


def any_number(tree: Tree, places: Sequence[Place]) -> list[Tag]:
    """All matches of the first selector that has any, outermost only: an element inside a match is part of it."""
    for place in places:
        found = tree.select(place.css)
        if found:
            inside = {id(inner) for outer in found for inner in outer.find_all(True)} if len(found) > 1 else set()
            return [tag for tag in found if id(tag) not in inside]
    return []


def texts(tree: Tree, place: Place) -> Iterator[str]:
    """What stands at a place: the attribute, or the text on one line, of each match."""
    for tag in tree.select(place.css):
        if place.attribute:
            value = tag.get(place.attribute)
            yield " ".join(value) if isinstance(value, list) else str(value or "")
        else:
            yield one_line(tag)
