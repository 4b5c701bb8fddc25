"""Recurring phrasings and where words come from.

Owns what a formula, its uses and an origin are. Never compares two texts.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.terms import How, Move, OriginKind
from tracker.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use of a formula in one statement. `flags` name what differs: negated, weaker, stronger and so on."""

    formula: str
    statement: str
    rendering: str
    version: int
    start: int
    end: int
    text: str
    similarity: float
    how: How = How.MEMBER
    flags: tuple[str, ...] = ()
    variant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstUse:
    """The earliest use in the collection; `shared` when others overlap it in time."""

    statement: str | None = None
    issuer: str | None = None
    date: When | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A recurring phrasing in one language. The three counts are of own words only, never of renderings."""

    id: str
    template: str
    language: str
    measure: str
    min_similarity: float
    statements: int
    incidents: int
    issuers: int
    first: FirstUse
    last: When | None
    moves: tuple[Move, ...] = ()
    variants: tuple[tuple[str, int], ...] = ()
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the words of one span come from. `source` is the earlier statement's id, or an agreed text's symbol."""

    statement: str
    rendering: str
    version: int
    start: int
    end: int
    kind: OriginKind
    source: str = ""
    issuer: str = ""
    date: When | None = None
