"""The join in numpy: the same pairs as the compiled kernel, for those who have no compiler.

Owns walking the lists and summing what pairs share, many at a time. Never decides what a pair is: the bounds come from
`tracker.match.joining.plan`, their proof stands in tracker/match/joining/join.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.match.joining.bags import Bags, Ints
from tracker.match.joining.plan import CLASSES, Lists, Plan, blocks

#: How many list entries one step may hold: bounds memory, not the result. More leave the cache, fewer cost calls.
STEP = 1 << 17
#: How many rows one step may hold, for the same reason: their tables take 8 kB each.
ROWS = 256
_BYTES, _VALUES = 8, 256
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """Rows that are looked up together: for each walk the place of its row among them, and where it begins in lists."""

    rows: Ints
    nth: Ints
    low: Ints
    sizes: Ints


def run(bags: Bags, plan: Plan) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Left rows, right rows and shared weights of all pairs, by runs of left rows, in no order within a run."""
    signature = plan.signature.astype("<u8").view(np.uint8).reshape(-1, _BYTES).T.copy()
    for first, after, lists in blocks(bags, plan.lists):
        for step in _steps(bags, plan, lists, first, after):
            x, y = _candidates(bags, plan, lists, signature, step)
            shared = shared_weight(bags, x, y)
            kept = plan.bar.reached(shared, bags.totals[x], bags.totals[y])
            yield x[kept], y[kept], shared[kept]


def _steps(bags: Bags, plan: Plan, lists: Lists, first: int, after: int) -> Iterator[_Step]:
    """The walks of the rows from `first` to `after`, whole rows together, cut where a step is full."""
    rows = first + np.flatnonzero(plan.probes[first:after])
    ends = np.cumsum(plan.probes[rows])
    entries = _ranges(bags.starts[rows], plan.probes[rows])
    of_row = np.repeat(rows, plan.probes[rows])
    low, high = _windows(bags, plan, lists, of_row, entries)
    sizes = np.maximum(high - low, 0)
    walked = np.cumsum(sizes)[ends - 1]
    at, done = 0, 0
    while at < len(rows):
        upto = max(min(int(np.searchsorted(walked, done + STEP, side="right")), at + ROWS), at + 1)
        part = slice(int(ends[at - 1]) if at else 0, int(ends[upto - 1]))
        if walked[upto - 1] > done:
            nth = np.searchsorted(rows[at:upto], of_row[part])
            yield _Step(rows=rows[at:upto], nth=nth, low=low[part], sizes=sizes[part])
        at, done = upto, int(walked[upto - 1])


def _windows(bags: Bags, plan: Plan, lists: Lists, of_row: Ints, entries: Ints) -> tuple[Ints, Ints]:
    """Where in the lists the walk for each of these entries begins and ends: behind its own row, up to step 2."""
    n, terms = bags.rows, bags.terms[entries]
    keys = np.repeat(np.arange(len(bags.weights)), np.diff(lists.starts)) * n + lists.rows
    low = np.searchsorted(keys, terms * n + of_row, side="right")
    if not plan.bar.dice:
        return low, lists.starts[terms + 1]
    farthest = plan.bar.heaviest(plan.behind[entries], bags.totals[of_row])
    last = np.searchsorted(bags.totals, farthest, side="right") - 1
    return low, np.searchsorted(keys, terms * n + last, side="right")


def _candidates(bags: Bags, plan: Plan, lists: Lists, signature: Bytes, step: _Step) -> tuple[Ints, Ints]:
    """The pairs of one step that pass step 4, each once."""
    x = np.repeat(step.nth, step.sizes)
    y = lists.rows[_ranges(step.low, step.sizes)]
    most = np.zeros(len(x), dtype=np.int64)
    place = x * _VALUES
    for byte, table in zip(signature, _tables(bags, step.rows), strict=True):
        most += table.take(place + byte[y])
    passed = np.flatnonzero(plan.bar.reached(most, bags.totals[step.rows][x], bags.totals[y]))
    pairs = np.unique(x[passed] * bags.rows + y[passed])
    return step.rows[pairs // bags.rows], pairs % bags.rows


def _tables(bags: Bags, rows: Ints) -> Ints:
    """For each byte of a signature, row and value of the byte: the weight of the row's terms in the value's classes."""
    sizes = bags.starts[rows + 1] - bags.starts[rows]
    terms = bags.terms[_ranges(bags.starts[rows], sizes)]
    cell = np.repeat(np.arange(len(rows)), sizes) * CLASSES + terms % CLASSES
    weights = np.bincount(cell, bags.weights[terms], len(rows) * CLASSES).astype(np.int64)
    of_class = weights.reshape(len(rows), _BYTES, CLASSES // _BYTES).transpose(1, 0, 2)
    tables = np.zeros((_BYTES, len(rows), _VALUES), dtype=np.int64)
    for bit in range(CLASSES // _BYTES):
        half = 1 << bit
        tables[:, :, half : 2 * half] = tables[:, :, :half] + of_class[:, :, bit, None]
    return tables.reshape(_BYTES, -1)


def shared_weight(bags: Bags, x: Ints, y: Ints) -> Ints:
    """The weight of the terms that rows x and y have in common, pair by pair; few different x are soonest."""
    rows, nth = np.unique(x, return_inverse=True)
    held = bags.starts[rows + 1] - bags.starts[rows]
    entries = _ranges(bags.starts[rows], held)
    keys = np.repeat(np.arange(len(rows)), held) * len(bags.weights) + bags.terms[entries]
    sizes = bags.starts[y + 1] - bags.starts[y]
    terms = bags.terms[_ranges(bags.starts[y], sizes)]
    sought = np.repeat(nth, sizes) * len(bags.weights) + terms
    place = np.minimum(np.searchsorted(keys, sought), len(keys) - 1)
    weights = np.where(keys[place] == sought, bags.weights[terms], 0)
    return np.bincount(np.repeat(np.arange(len(y)), sizes), weights, len(y)).astype(np.int64)


def _ranges(starts: Ints, sizes: Ints) -> Ints:
    """The whole numbers from each start on, as many as its size says."""
    ends = np.cumsum(sizes)
    return np.arange(ends[-1] if len(ends) else 0, dtype=np.int64) + np.repeat(starts - ends + sizes, sizes)
