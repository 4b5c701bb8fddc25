"""Finding things on a page: selectors that say how many they expect, within a budget of elements and depth.

Owns turning text into a tree and looking things up in it. Never changes the tree: one tree serves the verdict and
the parser. Never fetches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import soupsieve
from bs4.element import Tag

from tracker.collect.asking.headers import content_type
from tracker.collect.reading.blocks import one_line
from tracker.collect.reading.trees import build
from tracker.errors import BadPage
from tracker.language.texts.decoding import decode
from tracker.model import Capture
from tracker.sources import Place, Source

_SIMPLE = re.compile(
    r"(?=[\w#.])(?P<tag>[a-z][a-z0-9]*)?(?:#(?P<id>[\w-]+))?(?:\.(?P<css>[\w-]+))?(?P<rest>(?:\.[\w-]+|\[[^\]]*\])*)"
)
_PART = re.compile(r"(?:[^\s>\[]|\[[^\]]*\])+|>")


class Tree:
    """An element and everything under it, with an index by name, id and class.

    soupsieve asks every element for every selector; on the pages measured that was half of all parsing time. It still
    answers what is not made of names, ids, classes and attributes, inside or directly inside each other.
    """

    __slots__ = ("_index", "root")

    def __init__(self, root: Tag) -> None:
        self.root = root
        self._index: dict[str, list[Tag]] | None = None

    def select(self, css: str) -> list[Tag]:
        """All matches in document order; an empty selector and `:scope` mean the element itself."""
        if css in ("", ":scope"):
            return [self.root]
        chain = _chain(css)
        if not chain:
            return list(self.root.select(css))
        found, last = self._indexed().get(chain[-1].key, []), chain[-1]
        if len(chain) == len(last.keys) == 1 and last.rest is None:
            return list(found)
        known: dict[tuple[int, int], bool] = {}
        return [tag for tag in found if last.fits(tag) and _inside(tag, chain, known)]

    def _indexed(self) -> dict[str, list[Tag]]:
        if self._index is None:
            self._index = {}
            for tag in self.root.descendants:
                if isinstance(tag, Tag):
                    for key in _keys(tag):
                        self._index.setdefault(key, []).append(tag)
        return self._index


def _keys(tag: Tag) -> Iterable[str]:
    """What a simple selector can name an element by."""
    attributes = tag.attrs
    if not attributes:
        return (tag.name,)
    keys = {tag.name}
    if "class" in attributes:
        # one string here, and a list in a tree that bs4 itself built
        classes = attributes["class"]
        keys.update(f".{name}" for name in (classes.split() if isinstance(classes, str) else classes))
    if "id" in attributes:
        keys.add(f"#{attributes['id']}")
    return keys


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """One part of a selector such as `div.text > p`: its rarest key, all its keys, and what of it is no key.

    `directly` if it must be a child of an element of the part before.
    """

    key: str
    keys: frozenset[str]
    rest: soupsieve.SoupSieve | None
    directly: bool

    def fits(self, tag: Tag) -> bool:
        """Whether an element is of this kind, wherever it stands."""
        return self.keys <= set(_keys(tag)) and (self.rest is None or bool(self.rest.match(tag)))


@lru_cache(maxsize=1024)
def _chain(css: str) -> tuple[_Step, ...]:
    """The parts of a selector of names, ids, classes and attributes, each inside the one before; () for any other."""
    steps, directly = list[_Step](), False
    for part in _PART.findall(css):
        simple = _SIMPLE.fullmatch(part)
        if simple is not None:
            keys = [f"{mark}{simple[name]}" for name, mark in (("id", "#"), ("css", "."), ("tag", "")) if simple[name]]
            rest = soupsieve.compile(part) if simple["rest"] else None
            steps.append(_Step(key=keys[0], keys=frozenset(keys), rest=rest, directly=directly))
        elif part != ">" or directly or not steps:
            return ()
        directly = part == ">"
    return () if directly else tuple(steps)


def _inside(tag: Tag, chain: Sequence[_Step], known: dict[tuple[int, int], bool]) -> bool:
    """Whether the elements around one are as the parts before the last ask.

    `known` keeps what was found for each element, so that no page, however nested, is climbed again and again.
    """
    if len(chain) == 1:
        return True
    outer, passed, found = chain[-2], [(id(tag), len(chain))], False
    for around in tag.parents:
        found = outer.fits(around) and _inside(around, chain[:-1], known)
        place = (id(around), len(chain))
        if found or chain[-1].directly:
            break
        if place in known:
            found = known[place]
            break
        passed.append(place)
    known.update(dict.fromkeys(passed, found))
    return found


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
    return Tree(build(text, source=source, url=url))


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
            every = {id(tag) for tag in found} if len(found) > 1 else set()
            return [tag for tag in found if every.isdisjoint(map(id, tag.parents))]
    return []


def texts(tree: Tree, place: Place) -> Iterator[str]:
    """What stands at a place: the attribute, or the text on one line, of each match."""
    for tag in tree.select(place.css):
        if place.attribute:
            value = tag.get(place.attribute)
            yield " ".join(value) if isinstance(value, list) else str(value or "")
        else:
            yield one_line(tag)
