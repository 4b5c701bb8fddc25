"""What a reader asks for: words, filters, order and page, as they stand in an address.

Owns reading them from an address and writing them back, so that every view is a permalink. Never searches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from urllib.parse import quote_plus

import numpy as np

from tracker.errors import BadConfig, BadDate, UnknownId
from tracker.model import Move, VerbClass, When
from tracker.report.collection import Collection
from tracker.report.finding import find_issuer
from tracker.report.server.asked_words import phrases
from tracker.report.server.columns import Bools, Columns, primary, seconds
from tracker.report.views.bands import SIDES

#: Longer questions are no search.
LONGEST = 400
#: Pages behind this one are reached by narrower filters.
MOST_PAGES = 100_000
_DIGITS = 9
SORTS = ("relevance", "newest", "oldest")
_CHOICES = {
    "move": tuple(move.value for move in Move),
    "evidence": SIDES,
    "strength": tuple(verb.value for verb in VerbClass)[1:],
    "sort": SORTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """One question. Empty means any; `strength` is the least verb class; dates are YYYY, YYYY-MM or YYYY-MM-DD."""

    q: str = ""
    issuer: str = ""
    incident: str = ""
    source: str = ""
    language: str = ""
    since: str = ""
    until: str = ""
    move: str = ""
    evidence: str = ""
    strength: str = ""
    sort: str = ""
    page: int = 1

    def query(self, **changes: object) -> str:
        """The same question, with changes, as it stands behind the ? of an address; another question has a first page.

        What is empty is left out, so that one question has one address.
        """
        changed = {"page": 1} | changes
        held = ((name, changed[name] if name in changed else getattr(self, name)) for name in _ORDER)
        return "&".join(
            f"{name}={_quoted(str(value))}" for name, value in held if value and (name, value) != ("page", 1)
        )

    def setting(self, name: str) -> Callable[[str], str]:
        """`query` with another value of one filter, for those who ask for many values."""
        at = _ORDER.index(name)
        before, after = (
            [f"{one}={_quoted(value)}" for one in names if one != "page" and (value := getattr(self, one))]
            for names in (_ORDER[:at], _ORDER[at + 1 :])
        )
        return lambda value: "&".join((*before, f"{name}={_quoted(value)}", *after) if value else (*before, *after))

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The names of the filters that are set, words, order and page aside."""
        names = (one.name for one in fields(Filters) if one.name not in ("q", "sort", "page"))
        return tuple(name for name in names if getattr(self, name))


_ORDER = tuple(one.name for one in fields(Filters))
NAMES = frozenset(_ORDER)
#: A page has dozens of links, each with all that was asked.
_quoted = lru_cache(maxsize=4096)(quote_plus)


def read(asked: Iterable[tuple[str, str]], collection: Collection) -> Filters:
    """The question of an address. BadConfig says which part of it cannot be meant; names of other things are ignored.

    An issuer may be given by name, an incident by an id that it had before: the answer has the living id.
    """
    given = {name: value.strip() for name, value in asked if name in NAMES and value.strip()}
    if len(given.get("q", "")) > LONGEST:
        raise BadConfig(f"q: expected at most {LONGEST} characters, found {len(given['q'])}")
    phrases(given.get("q", ""))
    for name, choices in _CHOICES.items():
        if name in given and given[name] not in choices:
            raise BadConfig(f"{name}: expected {', '.join(choices)}; found {given[name][:40]!r}")
    for name in ("since", "until"):
        _day(name, given.get(name, ""))
    page = number("page", given.pop("page", "1"), most=MOST_PAGES)
    return Filters(**_living(given, collection), page=page)


def number(name: str, text: str, *, most: int) -> int:
    """A number from 1 to `most`, at most nine digits long; BadConfig in words."""
    if not text.isascii() or not text.isdecimal() or len(text) > _DIGITS or not 1 <= int(text) <= most:
        raise BadConfig(f"{name}: expected a number from 1 to {most}, found {text[:40]!r}")
    return int(text)


def _living(given: Mapping[str, str], collection: Collection) -> dict[str, str]:
    found = dict(given)
    if "issuer" in found:
        found["issuer"] = find_issuer(collection, found["issuer"][:200])
    if "incident" in found:
        found["incident"] = collection.store.resolve(found["incident"])
        if found["incident"] not in collection.incidents:
            raise UnknownId(f"incident {given['incident'][:80]!r}: no incident of that id")
    if "language" in found:
        found["language"] = primary(found["language"])
    return found


def _day(name: str, text: str) -> When | None:
    try:
        return When(text) if text else None
    except BadDate as error:
        raise BadConfig(
            f"{name}: expected a day, month or year as YYYY-MM-DD, YYYY-MM or YYYY; found {text[:40]!r}"
        ) from (error)


def mask(filters: Filters, held: Columns) -> Bools:
    """Which statements the filters let through, words aside."""
    found = np.ones(len(held), dtype=np.bool_)
    for name in ("issuer", "incident", "source", "language", "move", "evidence"):
        if value := getattr(filters, name):
            found &= held.kinds[name].holds(value, len(held))
    since, until = _day("since", filters.since), _day("until", filters.until)
    if since is not None:
        found &= held.dated & (held.end > seconds(since.start))
    if until is not None:
        found &= held.dated & (held.begin < seconds(until.end))
    if filters.strength:
        found &= held.strength >= VerbClass(filters.strength).rank
    return found
