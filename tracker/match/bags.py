"""Canonical forms as weighted bags of integer terms: what the joins read.

Owns the order of terms and rows, whole-number weights, and the collapsing of equal forms. Never compares two bags.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

#: Weights are whole thousandths, so that sums are exact and every kernel, in any order of adding, agrees.
UNIT = 1000
#: Thresholds are whole millionths, for the same reason.
MILLION = 1_000_000
#: Weights over this are cut: the numpy join packs one weight beside a key of 47 bits.
MAX_WEIGHT = 65_000


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


def _numbered(form: Sequence[str]) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    terms = []
    for word in form:
        terms.append((word, counts[word]))
        counts[word] += 1
    return terms


def encode(forms: Sequence[Sequence[str]], weight: Callable[[str], float]) -> Bags:
    """The forms as bags, equal ones collapsed to one row. Rows and terms come out the same in any order of forms."""
    distinct: dict[tuple[str, ...], int] = {}
    keys = [tuple(sorted(form)) for form in forms]
    for key in keys:
        distinct.setdefault(key, len(distinct))
    bags = [_numbered(key) for key in distinct]
    found = Counter(term for bag in bags for term in bag)
    heavy = {word: quantise(weight(word)) for word in {word for word, _ in found}}
    ranked = sorted((t for t in found if heavy[t[0]] > 0), key=lambda t: (found[t], t))
    rank = {term: i for i, term in enumerate(ranked)}
    weights = np.array([heavy[word] for word, _ in ranked], dtype=np.int64)
    rows = [sorted(rank[term] for term in bag if term in rank) for bag in bags]
    return _packed(rows, [distinct[key] for key in keys], weights)


def _packed(rows: list[list[int]], form_rows: list[int], weights: Ints) -> Bags:
    """Rows that lost every term have no place; those that differed in weightless terms alone fall together."""
    totals = [int(weights[row].sum()) if row else 0 for row in rows]
    order = sorted({(total, tuple(row)) for total, row in zip(totals, rows, strict=True) if total})
    place = {row: i for i, (_, row) in enumerate(order)}
    mapped = np.array([place.get(tuple(row), -1) for row in rows], dtype=np.int64)
    lengths = [len(row) for _, row in order]
    return Bags(
        starts=np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int64),
        terms=np.array([term for _, row in order for term in row], dtype=np.int64),
        weights=weights,
        totals=np.array([total for total, _ in order], dtype=np.int64),
        row_of=mapped[np.array(form_rows, dtype=np.int64)] if form_rows else np.zeros(0, dtype=np.int64),
    )


def copies(row_of: Iterable[int]) -> dict[int, list[int]]:
    """The forms of each row, in order of the forms; forms without a row are left out."""
    members: dict[int, list[int]] = {}
    for form, row in enumerate(row_of):
        if row >= 0:
            members.setdefault(int(row), []).append(form)
    return members
