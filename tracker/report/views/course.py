"""One issuer's strength over time: statement by statement, with the words that decided and what changed.

Owns the course and what is set against what. Never averages, and never sets one language against another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.model import Framing, Statement
from tracker.report.collection import Collection
from tracker.report.moments import order
from tracker.report.views.evidence import framed, step, stepped


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One dated statement about an incident; `step` says what changed since the one before it in its language."""

    statement: Statement
    framing: Framing
    step: str


def course(collection: Collection, issuer: str) -> tuple[Point, ...]:
    """The dated statements of an issuer about incidents, in its own words, the earliest first."""
    held = (s for s in collection.by_issuer.get(issuer, ()) if stepped(s) and s.date and s.incidents)
    return tuple(_points(sorted(held, key=lambda s: (order(s.date), s.id))))


def _points(statements: Iterable[Statement]) -> Iterable[Point]:
    latest: dict[str, Statement] = {}
    for one in statements:
        language = one.language.split("-")[0]
        before = latest.get(language)
        latest[language] = one
        change = step(before.strength, one.strength) if before else ""
        yield Point(statement=one, framing=framed(one), step=change)
