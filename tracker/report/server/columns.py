"""What filters ask of every statement, as arrays: one place a statement, in order of date.

Owns how a statement is sorted under issuers, incidents, sources, languages, moves, evidence and strength. Never reads
words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from tracker.model import Evidence, Statement, VerbClass
from tracker.report.collection import Collection

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: Places are few when the collection has so many times as many.
_FEW = 8
_UNDATED = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The statements under each value of one kind: `of[n]` is a statement's place, `code[n]` one of its `values`.

    Places rise; what stands under one place begins at `first[place]` and ends before `first[place + 1]`.
    """

    values: tuple[str, ...]
    of: Ints
    code: Ints
    first: Ints

    def holds(self, value: str, size: int) -> Bools:
        """Which of all statements stand under that value."""
        found = np.zeros(size, dtype=np.bool_)
        if value in self.values:
            found[self.of[self.code == self.values.index(value)]] = True
        return found

    def counts(self, chosen: Bools, places: Ints) -> dict[str, int]:
        """How many of the chosen statements stand under each value, without those that have none.

        `places` are those of the chosen statements, rising.
        Few places are looked up each by itself, so that a rare word costs little however large the collection is.
        """
        if len(places) * _FEW < len(self.of):
            begin, end = self.first[places], self.first[places + 1]
            longest = int((end - begin).max(initial=0))
            steps = begin[:, None] + np.arange(longest)
            codes = self.code[steps[steps < end[:, None]]]
        else:
            codes = self.code[chosen[self.of]]
        sums = np.bincount(codes)
        return {self.values[at]: int(sums[at]) for at in np.flatnonzero(sums).tolist()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """All statements of a collection, by their place in the order of dates, those without a date last.

    `begin` and `end` are seconds since 1970, `strength` is the rank of the verb class, -1 where no strength may be read
    since the words are a reporter's, or negated, or only supposed.
    """

    ids: tuple[str, ...]
    place: Mapping[str, int]
    begin: Ints
    end: Ints
    strength: Ints
    kinds: Mapping[str, Kind]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def dated(self) -> Bools:
        """Which statements have a date."""
        return np.not_equal(self.begin, _UNDATED)


def columns(collection: Collection) -> Columns:
    """The columns of one collection."""
    held = list(collection.statements.values())
    sources = _sources(collection)
    return Columns(
        ids=tuple(one.id for one in held),
        place={one.id: at for at, one in enumerate(held)},
        begin=np.array([seconds(one.date.start) if one.date else _UNDATED for one in held], dtype=np.int64),
        end=np.array([seconds(one.date.end) if one.date else _UNDATED for one in held], dtype=np.int64),
        strength=np.array([_strength(one) for one in held], dtype=np.int64),
        kinds={
            "issuer": _kind(held, lambda one: (party.issuer for party in one.parties)),
            "incident": _kind(held, lambda one: one.incidents),
            "source": _kind(held, sources),
            "language": _kind(held, lambda one: (primary(one.language),)),
            "move": _kind(held, lambda one: (move.value for move in one.moves)),
            "evidence": _kind(held, lambda one: (side(one.evidence),)),
            "verb": _kind(held, lambda one: (one.strength.verb_class.value,) if _strength(one) > 0 else ()),
        },
    )


def primary(language: str) -> str:
    """A language without its script or region."""
    return language.split("-", 1)[0].lower()


def side(evidence: Evidence) -> str:
    """Whose words: official, quoted, or reported."""
    return evidence.value if evidence.own_words else "reported"


def seconds(at: datetime) -> int:
    """An instant in seconds since 1970."""
    return int(at.astimezone(UTC).timestamp())


def _strength(statement: Statement) -> int:
    read = statement.strength
    plain = statement.evidence.own_words and not read.negated and not read.hypothetical
    return VerbClass(read.verb_class).rank if plain else -1


def _sources(collection: Collection) -> Callable[[Statement], Iterable[str]]:
    held = collection.renderings
    return lambda one: (held[key].source for key in one.renderings if key in held)


def _kind(held: Sequence[Statement], values: Callable[[Statement], Iterable[str]]) -> Kind:
    codes: defaultdict[str, int] = defaultdict(lambda: len(codes))
    of, code = [], []
    for at, one in enumerate(held):
        for value in dict.fromkeys(values(one)):
            of.append(at)
            code.append(codes[value])
    places = np.array(of, dtype=np.int64)
    first = np.searchsorted(places, np.arange(len(held) + 1))
    return Kind(values=tuple(codes), of=places, code=np.array(code, dtype=np.int64), first=first)
