"""The plan of a join: which entries of a row may be the first that a pair shares, and lists of the rows by term.

Owns the bounds; why they miss nothing is proved in tracker/match/joining/join.py. Never walks a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tracker.match.joining.bags import MILLION, Bags, Ints, millionths

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]
Bits = NDArray[np.uint64]

#: Classes of terms in a signature: the bits of one machine word.
CLASSES = 64
#: By how much the lightest row of a block may be outweighed in it; the lists are pruned before each block.
#: Measured at 100,000 and 400,000 sentences: between 1.1 and 1.3 nothing changes, below pruning costs, above walking.
BLOCK = 1.15


class Measure(StrEnum):
    """How alike two bags are: shared weight over the mean of the totals, or over the lighter total."""

    DICE = "dice"
    CONTAINMENT = "containment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The rows that may first meet in a term, term by term, lightest first.

    Term i is listed by `rows[starts[i]:starts[i + 1]]`; `most` is the heaviest x that could first meet the row there.
    """

    starts: Ints
    rows: Ints
    most: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What a pair must reach: the measure and the threshold in whole millionths."""

    dice: bool
    threshold: int

    def reached(self, shared: Ints, light: Ints, heavy: Ints) -> Flags:
        """Whether rows of these totals that share this weight are a pair: the definition, in whole numbers."""
        if self.dice:
            return 2 * MILLION * shared >= self.threshold * (light + heavy)
        return MILLION * shared >= self.threshold * light

    def heaviest(self, shared: Ints, total: Ints) -> Ints:
        """The largest total with which a row of total `total` is a pair by this shared weight.

        For containment it is the lighter row whose total is bounded; that of the heavier one is free.
        """
        if self.dice:
            return 2 * MILLION * shared // self.threshold - total
        return MILLION * shared // self.threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a join needs beside the bags, all in whole numbers.

    `row` is the row of each entry, `behind` the weight from the entry to the end of its row. `probes` says how many
    entries of a row are its prefix as the lighter one of a pair, none for rows that are not asked for. `signature` has
    a bit for each class of terms that a row holds.
    """

    bar: Bar
    row: Ints
    behind: Ints
    probes: Ints
    signature: Bits
    lists: Lists


def plan_join(bags: Bags, *, measure: Measure, threshold: float, lighter: Flags | None = None) -> Plan:
    """The prefixes, signatures and lists of one join. Raises ValueError for a threshold outside (0, 1]."""
    bar = Bar(dice=measure is Measure.DICE, threshold=millionths(threshold))
    row = np.repeat(np.arange(bags.rows, dtype=np.int64), np.diff(bags.starts))
    behind = weight_behind(bags, row)
    inside = MILLION * behind >= bar.threshold * bags.totals[row]
    probing = row[inside if lighter is None else inside & lighter[row]]
    bits = np.left_shift(np.uint64(1), (bags.terms % CLASSES).astype(np.uint64))
    return Plan(
        bar=bar,
        row=row,
        behind=behind,
        probes=np.bincount(probing, minlength=bags.rows).astype(np.int64),
        signature=np.bitwise_or.reduceat(bits, bags.starts[:-1]) if bags.rows else bits,
        lists=_listed(bags, bar, row, behind),
    )


def weight_behind(bags: Bags, row: Ints) -> Ints:
    """For each entry the weight from it to the end of its row; `row` says which that is."""
    held = bags.weights[bags.terms] if len(bags.terms) else bags.terms
    after = np.cumsum(held)
    ends = after[bags.starts[1:] - 1] if bags.rows else after
    return ends[row] - after + held


def _listed(bags: Bags, bar: Bar, row: Ints, behind: Ints) -> Lists:
    total = bags.totals[row]
    most = bar.heaviest(behind, total)
    least = -(-bar.threshold * total // (2 * MILLION - bar.threshold)) if bar.dice else 1
    entries = np.flatnonzero(most >= least)
    order = entries[np.argsort(bags.terms[entries] * max(bags.rows, 1) + row[entries])]
    counts = np.bincount(bags.terms[order], minlength=len(bags.weights))
    starts = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
    return Lists(starts=starts, rows=row[order], most=most[order])


def blocks(bags: Bags, lists: Lists) -> Iterator[tuple[int, int, Lists]]:
    """Runs of rows of like weight, each with the lists without what none of its rows and no later one can use."""
    first = 0
    while first < bags.rows:
        lightest = int(bags.totals[first])
        after = max(int(np.searchsorted(bags.totals, int(lightest * BLOCK), side="right")), first + 1)
        lists = _pruned(lists, first, lightest)
        yield first, after, lists
        first = after


def _pruned(lists: Lists, first: int, lightest: int) -> Lists:
    kept = (lists.most >= lightest) & (lists.rows > first)
    before = np.concatenate(([0], np.cumsum(kept)))
    return Lists(starts=before[lists.starts], rows=lists.rows[kept], most=lists.most[kept])
