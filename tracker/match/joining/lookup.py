"""The wordings of one language, ready to be asked which of them another text repeats.

Owns how a text that is not of the collection is set against all of it: by the same exact join as matching
(tracker/match/joining/index.py), so that no wording is missed. Never reads text and keeps nothing of what is asked.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tracker.match.epochs import Weigher
from tracker.match.joining import rule
from tracker.match.joining.bags import Ints
from tracker.match.joining.clusters import spread
from tracker.match.joining.index import Index
from tracker.match.phrasings.forms import Form

#: Wordings that are asked for at once.
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A known wording that is the same by the rule: its place in the list of known ones, and how alike the two are.

    `similarity` is Dice, or containment on the scale of Dice where that is more, as `judgement.Likeness` has it.
    """

    number: int
    similarity: float


class Lookup:
    """Known wordings by their canonical forms; equal forms are compared once."""

    def __init__(self, forms: Sequence[Form], *, language: str, weigh: Weigher) -> None:
        """Take in the known forms; one without a term of weight is like nothing."""
        self._language = rule.primary(language)
        self._weigh = weigh
        distinct = {form: number for number, form in enumerate(dict.fromkeys(forms))}
        self._index = Index(language=self._language)
        keys = np.arange(1, len(distinct) + 1, dtype=np.uint64)
        rows = self._index.add(keys, list(distinct), weigh)
        row = rows[np.array([distinct[form] for form in forms], dtype=np.int64)]
        order = np.argsort(row, kind="stable")
        self._numbers = order[row[order] >= 0]
        self._starts = np.searchsorted(row[self._numbers], np.arange(self._index.rows + 1))

    def alike(self, forms: Sequence[Form]) -> list[tuple[Match, ...]]:
        """For each form the known wordings that are the same as it, the most alike first, none missed.

        So many at a time that what they have in common among themselves, which nobody asked for, stays small: the price
        of a long text grows with its length and no faster.
        """
        if not self._index.rows:
            return [()] * len(forms)
        distinct = list(dict.fromkeys(forms))
        found: dict[Form, tuple[Match, ...]] = {}
        for first in range(0, len(distinct), AT_ONCE):
            found |= self._found(distinct[first : first + AT_ONCE])
        return [found[form] for form in forms]

    def _found(self, forms: Sequence[Form]) -> dict[Form, tuple[Match, ...]]:
        """The same for some forms, each once."""
        known = self._index.rows
        index = self._copied()
        keys = np.arange(known + 1, known + 1 + len(forms), dtype=np.uint64)
        rows = index.add(keys, forms, self._weigh)
        met = _pairs(index, rows[rows >= 0], known)
        return {form: self._matches(index, met, int(row)) for form, row in zip(forms, rows, strict=True)}

    def _copied(self) -> Index:
        """The index to add to; arrays are replaced as it grows, names are not."""
        made = copy.copy(self._index)
        made.names = list(self._index.names)
        made._numbers = {}  # noqa: SLF001 - made anew from the names when rows are added
        return made

    def _matches(self, index: Index, met: tuple[Ints, Ints, Ints], row: int) -> tuple[Match, ...]:
        asked, other, shared = (column[met[0] == row] for column in met)
        if not len(asked):
            return ()
        alike = _alike(index, row, other, shared)
        kept = np.flatnonzero(alike > 0)
        places, of = spread(self._starts, other[kept])
        numbers, shares = self._numbers[places], alike[kept][of]
        order = np.lexsort((numbers, -shares))
        return tuple(Match(number=int(numbers[n]), similarity=round(float(shares[n]), 6)) for n in order)


def _pairs(index: Index, asked: Ints, known: int) -> tuple[Ints, Ints, Ints]:
    """Asked rows, the known rows that are near them or hold them or lie in them, and the weight shared; each once."""
    there = np.arange(index.rows) < known
    found = (index.near(asked), index.holding(asked), index.held(asked, there))
    left = np.concatenate([one.left for one in found])
    right = np.concatenate([one.right for one in found])
    shared = np.concatenate([one.shared for one in found])
    new, old = np.maximum(left, right), np.minimum(left, right)
    kept = (old < known) & (new >= known)
    key = new[kept] * index.rows + old[kept]
    _, first = np.unique(key, return_index=True)
    return new[kept][first], old[kept][first], shared[kept][first]


def _alike(index: Index, row: int, other: Ints, shared: Ints) -> rule.Floats:
    """How alike a row and others are that are the same wording as it; 0 for those that are not."""
    one, two, language = index.totals[row], index.totals[other], index.language
    terms = np.minimum(index.content[row], index.content[other])
    dice = rule.alike(shared, (one + two) / 2, language)
    inside = rule.alike(shared, np.minimum(one, two), language)
    long = terms >= rule.CLAUSE_TERMS
    same = ((terms >= rule.MEMBER_TERMS) & (dice >= rule.DICE)) | (long & (inside >= rule.occurs(language)))
    scaled = np.where(long, inside * rule.DICE / rule.CONTAINMENT, 0.0)
    return np.where(same, np.maximum(dice, scaled), 0.0)
