"""A list page set beside the one that was read when all was well.

Owns what a list may not lose from one day to the next, whether or not anything in it is new. Pure: never fetches and
never parses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tracker.collect.reading.parsed import Link, Parsed
from tracker.model import Rendering
from tracker.sources import Expect, ListPart

#: A part that stood in so many entries before, and stands in fewer than this now, was lost by all of them.
_BEFORE, _NOW = 0.9, 0.5
#: Of the entries that could be read, fewer than this share of what it was before.
_READABLE = 0.5
#: So many entries must stand in both lists before their reading otherwise means anything.
_COMMON = 3

Entry = Link | Rendering
_Has = Callable[[Entry], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A part of an entry: whether it is there, what it says, and the place that it is read from."""

    name: str
    place: str
    wanted: bool
    value: Callable[[Entry], str]


def lost(before: Parsed, now: Parsed, *, expect: Expect, part: ListPart) -> str:
    """What the entries of a list had before and lack now, naming the place it is read from; "" if nothing.

    Both are given without the source's include and exclude rules, which may pass by any number of entries.
    """
    found = [_unreadable(before, now, part), *_parts_lost(before, now, expect, part)]
    return "; ".join(one for one in found if one)


def _unreadable(before: Parsed, now: Parsed, part: ListPart) -> str:
    then, here = _addresses(before), _addresses(now)
    if not before.items or not now.items or here / now.items >= _READABLE * then / before.items:
        return ""
    names = ("link", "title", "text") if part.text else ("link", "title")
    places = " or ".join(f"list.{name}{_named(part, name)}" for name in names)
    return f"{here} of {now.items} entries can be read, {then} of {before.items} could: {places} finds nothing more"


def _parts_lost(before: Parsed, now: Parsed, expect: Expect, part: ListPart) -> list[str]:
    then, here = _entries(before), _entries(now)
    parts = (
        _Part(name="date", place="list.date", wanted=expect.fill.date > 0, value=_date),
        _Part(name="title", place="list.title", wanted=expect.fill.title > 0, value=_title),
        _Part(name="text", place="list.text", wanted=expect.fill.text > 0, value=_text),
    )
    found: list[str] = []
    for one in parts if then and here else ():
        if one.wanted:
            where = f"{one.place}{_named(part, one.name)}"
            checks = (check(then, here, one, where) for check in (_emptied, _alike, _otherwise))
            found.append(next(filter(None, checks), ""))
    return found


def _emptied(then: Sequence[Entry], here: Sequence[Entry], part: _Part, where: str) -> str:
    had, has = _share(then, part), _share(here, part)
    if had < _BEFORE or has >= _NOW:
        return ""
    return f"{has:.0%} of {len(here)} listed have a {part.name}, {had:.0%} of {len(then)} had: {where} finds it no more"


def _alike(then: Sequence[Entry], here: Sequence[Entry], part: _Part, where: str) -> str:
    """Titles that are all one, such as "Read more"; many entries of one day have one date, and that is right."""
    if part.name != "title" or _distinct(then, part) < _BEFORE or _distinct(here, part) >= _NOW or len(here) < _COMMON:
        return ""
    return f"the {len(here)} listed are called alike ({part.value(here[0])[:40]!r}): {where} finds something else"


def _otherwise(then: Sequence[Entry], here: Sequence[Entry], part: _Part, where: str) -> str:
    """A part that reads otherwise in nearly all entries that stood there before: nobody edits them all at once."""
    old = {_key(entry): part.value(entry) for entry in then}
    common = [(old[_key(entry)], part.value(entry)) for entry in here if _key(entry) in old]
    changed = [pair for pair in common if pair[0] and pair[0] != pair[1]]
    if len(common) < _COMMON or len(changed) < _BEFORE * len(common):
        return ""
    was, now = changed[0]
    return (
        f"the {part.name}s of {len(changed)} of {len(common)} entries listed before read otherwise"
        f" ({now[:40]!r}, was {was[:40]!r}): {where} finds something else"
    )


def _entries(parsed: Parsed) -> Sequence[Entry]:
    return parsed.links or parsed.renderings


def _addresses(parsed: Parsed) -> int:
    return len({entry.url or _key(entry) for entry in _entries(parsed)})


def _key(entry: Entry) -> str:
    return entry.id if isinstance(entry, Rendering) else entry.url


def _date(entry: Entry) -> str:
    return entry.published.iso if entry.published else ""


def _title(entry: Entry) -> str:
    return entry.title


def _text(entry: Entry) -> str:
    return entry.text if isinstance(entry, Rendering) else ""


def _share(entries: Sequence[Entry], part: _Part) -> float:
    return sum(bool(part.value(one)) for one in entries) / len(entries)


def _distinct(entries: Sequence[Entry], part: _Part) -> float:
    return len({part.value(one) for one in entries}) / len(entries)


def _named(part: ListPart, name: str) -> str:
    """The selectors of a place in brackets, for whoever has to adjust them."""
    places = " | ".join(place.at for place in getattr(part, name) if place.at)
    return f" ({places})" if places else ""
