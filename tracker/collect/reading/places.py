"""What stands at the places that a source names: in markup, in a record, in the address, title or text.

Owns trying places in order and narrowing what they hold. Never decides what a value means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tracker.collect.reading.blocks import clean
from tracker.collect.reading.records import Record
from tracker.collect.reading.selectors import Tree, texts
from tracker.errors import BadDate
from tracker.language.dating.dates import parse_date
from tracker.model import Precision, When
from tracker.sources import Place, Source

#: Forms that are unambiguous wherever they stand, tried after the source's own: English and Gregorian in any source.
_UNAMBIGUOUS = ("iso", "rfc2822", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S.%f")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where to look: an element or a record, and what is already known around it."""

    root: Tree | Record | None = None
    url: str = ""
    title: str = ""
    text: str = ""


def found(places: Sequence[Place], scope: Scope) -> Iterator[str]:
    """Every value at every place, in order, empty ones left out."""
    for place in places:
        for raw in _raw(place, scope):
            value = raw
            if place.match is not None:
                hit = place.match.search(raw)
                value = _group(hit.groups(), hit.group()) if hit else ""
            value = value.strip()
            if value:
                yield _formatted(place, value)


def first(places: Sequence[Place], scope: Scope) -> str:
    """The first value, on one line; nothing if there is none."""
    return next((clean(value) for value in found(places, scope)), "")


def first_date(places: Sequence[Place], scope: Scope, source: Source) -> When | None:
    """The first value that is a date in the source's own formats, in its zone; None if none is."""
    for value in found(places, scope):
        when = read_date(value, source)
        if when is not None:
            return when
    return None


def read_date(value: str, source: Source) -> When | None:
    """A date as this source writes it; None if it is none. Minutes are told in the source's zone."""
    dates, plain = source.dates, clean(value)
    own = _read(plain, dates.formats, source, months=dates.months or source.language, calendar=dates.calendar)
    when = own or _read(plain, _UNAMBIGUOUS, source, months="en", calendar="gregorian")
    return in_zone(when, source.zone) if when else None


def _read(value: str, formats: Sequence[str], source: Source, *, months: str, calendar: str) -> When | None:
    try:
        return parse_date(value, formats=formats, zone=source.zone, months=months, calendar=calendar)
    except BadDate:
        return None


def in_zone(when: When, zone: str) -> When:
    """A feed gives 02:00 UTC for what its capital calls the evening before: the stated day is the capital's."""
    if when.precision is not Precision.MINUTE:
        return when
    return When(when.start.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes"), zone)


def _raw(place: Place, scope: Scope) -> Iterator[str]:
    if place.constant:
        yield place.constant
    for pattern, text in ((place.url, scope.url), (place.title, scope.title), (place.text, scope.text)):
        if pattern is not None:
            for hit in pattern.finditer(text):
                yield _group(hit.groups(), hit.group())
    if place.at and isinstance(scope.root, Record):
        yield scope.root.text(place.at)
    elif place.at and isinstance(scope.root, Tree):
        yield from texts(scope.root, place)


def _group(groups: Sequence[str | None], whole: str) -> str:
    return next((group for group in groups if group), "") if groups else whole


def _formatted(place: Place, value: str) -> str:
    slug = value.casefold().replace("/", "_")
    return place.format.replace("{value}", value).replace("{slug}", slug)
