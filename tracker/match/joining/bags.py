"""Canonical forms as weighted bags of integer terms: what the joins read.

Owns the order of terms and rows, whole-number weights, and the collapsing of equal forms. Never compares two bags.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, pairwise

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

#: Weights are whole thousandths, so that sums are exact and every kernel, in any order of adding, agrees.
UNIT = 1000
#: Thresholds are whole millionths, for the same reason.
MILLION = 1_000_000
#: Weights over this are cut: the numpy join packs one weight beside a key of 47 bits.
MAX_WEIGHT = 65_000
#: Bytes of a term, and of the total before it, in the keys by which rows are told apart and sorted.
_WIDTH, _HEAD = 4, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Bags:
    """Distinct bags, lightest first; in a row terms stand rarest first and each occurs once.

    A repeated word is a term of its own for each repetition (the, the#2), which turns bags into sets.
    Row r holds `terms[starts[r]:starts[r + 1]]`; `weights` is per term, `totals` per row.
    `row_of` gives each form's row, or -1 for a form without weight, which matches nothing.
    """

    starts: Ints
    terms: Ints
    weights: Ints
    totals: Ints
    row_of: Ints

    @property
    def rows(self) -> int:
        """How many distinct bags there are."""
        return len(self.totals)


def quantise(weight: float) -> int:
    """The weight in whole thousandths, cut at `MAX_WEIGHT`; a negative one counts as none."""
    return min(max(round(weight * UNIT), 0), MAX_WEIGHT)


def millionths(threshold: float) -> int:
    """The threshold in whole millionths. Raises ValueError outside (0, 1]."""
    whole = round(threshold * MILLION)
    if not 0 < whole <= MILLION:
        raise ValueError(f"threshold {threshold}: expected more than 0 and at most 1")
    return whole


def encode(forms: Sequence[Sequence[str]], weight: Callable[[str], float]) -> Bags:
    """The forms as bags, equal ones collapsed to one row. Rows and terms come out the same in any order of forms.

    Under a CPU second for 100,000 sentences; time and memory grow with the number of words (docs/benchmarks.md).
    """
    words, terms, starts = _terms(forms)
    same, first = _collapsed(terms, starts)
    heavy = np.array([quantise(weight(word)) for word in words.names], dtype=np.int64)[words.of]
    row, entries = _entries(starts, first)
    found = np.bincount(terms[entries], minlength=len(heavy))
    ranked = np.lexsort((words.nth, words.of, found))
    ranked = ranked[heavy[ranked] > 0]
    rank = np.full(len(heavy), -1, dtype=np.int64)
    rank[ranked] = np.arange(len(ranked))
    ranks = rank[terms[entries]]
    return _packed(row[ranks >= 0], ranks[ranks >= 0], same, heavy[ranked])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What each term is: its word's place among the names, which are sorted, and which repetition of the word."""

    names: list[str]
    of: Ints
    nth: Ints


def _terms(forms: Sequence[Sequence[str]]) -> tuple[_Words, Ints, Ints]:
    """The terms, those of each form in alphabetical order, and where each form starts."""
    met: defaultdict[str, int] = defaultdict(count().__next__)
    lengths = np.fromiter(map(len, forms), dtype=np.int64, count=len(forms))
    starts = np.concatenate(([0], np.cumsum(lengths)))
    flat = np.fromiter(map(met.__getitem__, chain.from_iterable(forms)), dtype=np.int64, count=int(starts[-1]))
    names = sorted(met)
    place = np.zeros(len(names), dtype=np.int64)
    place[[met[name] for name in names]] = np.arange(len(names))
    keys = np.repeat(np.arange(len(forms)), lengths) * len(names) + place[flat]
    keys.sort()
    at = np.arange(len(keys))
    nth = at - np.maximum.accumulate(np.where(np.diff(keys, prepend=-1) != 0, at, 0)) if len(keys) else at
    word = keys % max(len(names), 1)
    # Few words are repeated, so only these are sorted once more, to be numbered behind the names.
    again, most = np.flatnonzero(nth), int(nth.max(initial=0)) + 1
    codes = word[again] * most + nth[again]
    repeated = np.unique(codes)
    word[again] = len(names) + np.searchsorted(repeated, codes)
    of = np.concatenate((np.arange(len(names)), repeated // most))
    kinds = np.concatenate((np.zeros(len(names), dtype=np.int64), repeated % most))
    return _Words(names=names, of=of, nth=kinds), word, starts


def _collapsed(terms: Ints, starts: Ints) -> tuple[Ints, Ints]:
    """For each form its number among the distinct ones, and for each of these the first form."""
    numbers: dict[bytes, int] = {}
    same = [numbers.setdefault(key, len(numbers)) for key in _slices(terms, starts)]
    same_of = np.array(same, dtype=np.int64)
    return same_of, np.unique(same_of, return_index=True)[1].astype(np.int64)


def _slices(terms: Ints, starts: Ints) -> Iterator[bytes]:
    """Each row as bytes that compare as its terms do, one by one."""
    whole, bounds = terms.astype(">u4").tobytes(), (starts * _WIDTH).tolist()
    return (whole[first:after] for first, after in pairwise(bounds))


def _entries(starts: Ints, forms: Ints) -> tuple[Ints, Ints]:
    """The places of all terms of these forms, and to which of the forms each belongs."""
    lengths = starts[forms + 1] - starts[forms]
    row = np.repeat(np.arange(len(forms)), lengths)
    return row, np.arange(len(row)) + np.repeat(starts[forms] - np.cumsum(lengths) + lengths, lengths)


def _packed(row: Ints, ranks: Ints, same: Ints, weights: Ints) -> Bags:
    """Rows that lost every term have no place; those that differed in weightless terms alone fall together."""
    distinct, terms = int(same.max(initial=-1)) + 1, max(len(weights), 1)
    keys = row * terms + ranks
    keys.sort()
    ranks = keys % terms
    starts = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=distinct))))
    totals = np.bincount(row, weights[ranks], distinct).astype(">u8").tobytes()
    rows = [totals[8 * i : 8 * i + 8] + held for i, held in enumerate(_slices(ranks, starts))]
    order = sorted({key for key in rows if len(key) > _HEAD})
    place = {key: i for i, key in enumerate(order)}
    mapped = np.array([place.get(key, -1) for key in rows], dtype=np.int64)
    ends = np.cumsum([len(key) // _WIDTH - _HEAD // _WIDTH for key in order], dtype=np.int64)
    return Bags(
        starts=np.concatenate(([0], ends)).astype(np.int64),
        terms=np.frombuffer(b"".join(key[_HEAD:] for key in order), dtype=">u4").astype(np.int64),
        weights=weights,
        totals=np.frombuffer(b"".join(key[:_HEAD] for key in order), dtype=">u8").astype(np.int64),
        row_of=mapped[same],
    )


def copies(row_of: Iterable[int]) -> dict[int, list[int]]:
    """The forms of each row, in order of the forms; forms without a row are left out."""
    members: dict[int, list[int]] = {}
    for form, row in enumerate(row_of):
        if row >= 0:
            members.setdefault(int(row), []).append(form)
    return members
