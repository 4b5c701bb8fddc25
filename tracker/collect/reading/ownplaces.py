"""Whether the pages of items still hold what their source looks for at the places that it names.

Owns telling a value that was found where it is promised from one that only a fallback gave: a title from the page's
head, a date from the list. Pure: pages are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.collect.reading.blocks import joined
from tracker.collect.reading.fragments import open_markup
from tracker.collect.reading.items import blocks_at
from tracker.collect.reading.places import Scope, first, first_date
from tracker.collect.reading.records import open_json
from tracker.collect.reading.selectors import Tree, any_number
from tracker.errors import BadInput
from tracker.model import Capture
from tracker.sources import Source

#: Parts of an item that other places may stand in for without anybody noticing.
_PARTS = ("title", "date", "body")


def own_parts(source: Source, capture: Capture, body: bytes) -> frozenset[str]:
    """The parts that an item's page holds at the source's own places, or that have none; all if it is unreadable."""
    source = source.as_of(capture.retrieved_at.date())
    try:
        scope = _scope(source, capture, body)
    except BadInput:
        return frozenset(_PARTS)
    detail = source.detail
    title = not detail.title or bool(first(detail.title, scope))
    date = _dated(source, scope)
    held = (("title", title), ("date", date), ("body", _bodied(source, scope)))
    return frozenset(part for part, found in held if found)


def _bodied(source: Source, scope: Scope) -> bool:
    """Whether there is text at the body's own places; where those are all that is looked at, its lack shows anyway."""
    if not isinstance(scope.root, Tree) or not source.detail.body:
        return True
    return any(tag.get_text(strip=True) for tag in any_number(scope.root, source.detail.body))


def _dated(source: Source, scope: Scope) -> bool:
    """Whether the date is the page's own, if it should be: what its address or title tell is a day at best."""
    places = source.detail.date
    telling = next((place for place in places if first_date((place,), scope, source)), None)
    return bool(telling.at) if telling else not any(place.at for place in places)


def moved(before: Sequence[frozenset[str]], now: Sequence[frozenset[str]], source: Source) -> list[str]:
    """Which parts every page had at their own places when all was well, and no page has now."""
    usual, still = _in_all(before), frozenset[str]().union(*now)
    return [_said(source, part, len(now)) for part in _PARTS if part in usual and part not in still]


def _said(source: Source, part: str, pages: int) -> str:
    places = " | ".join(place.at for place in getattr(source.detail, part) if place.at)
    what = f"none of {pages} pages" if pages > 1 else "the page"
    return f"{what} that should hold it has a {part} at detail.{part} ({places}): what is shown came from elsewhere"


def _in_all(pages: Iterable[frozenset[str]]) -> frozenset[str]:
    held = list(pages)
    return frozenset.intersection(*held) if held else frozenset()


def _scope(source: Source, capture: Capture, body: bytes) -> Scope:
    if source.detail.format == "json":
        return Scope(root=open_json(source, capture, body), url=capture.url)
    tree = open_markup(source, capture, body, wrapped=source.detail.wrapped).tree
    title = first(source.detail.title, Scope(root=tree, url=capture.url))
    return Scope(root=tree, url=capture.url, title=title, text=joined(blocks_at(tree, source.detail)))
