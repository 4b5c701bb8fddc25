"""The exact all-pairs join over weighted bags, by Dice or by containment.

Owns which pairs are at or over a threshold. Never reads text and never guesses: no pair is missed, none let through.

Why nothing is missed. Weights are positive whole numbers, W is a row's total, S(x, y) the weight shared.
Let x stand before y (W(x) <= W(y)), t the threshold. The pair belongs to the result if and only if
S >= need(x, y), with

    Dice         need = ceil(t (W(x) + W(y)) / 2)      because Dice = 2 S / (W(x) + W(y))
    containment  need = ceil(t W(x))                   because containment = S / min(W(x), W(y))

1. Window. S <= W(x), so a Dice pair needs t (W(x) + W(y)) / 2 <= W(x), that is W(y) <= W(x) (2 - t) / t.
2. Prefix of x. In both cases need >= ceil(t W(x)). Let the prefix hold x's terms, in the fixed order of all terms,
   as long as the weight from the term to the end is >= ceil(t W(x)). The rest R(x) weighs less than any need,
   so a pair that shares no prefix term of x has S <= R(x) < need and cannot belong.
3. Prefix of y (Dice only). From 1, W(x) >= t W(y) / (2 - t), so need >= ceil(t W(y) / (2 - t)); the prefix of y is
   cut by that bound. Let the prefix which ends first in the order of terms be p. Shared terms up to that end lie in
   both prefixes; the others lie behind it in the same row, so they weigh at most that row's rest R.
   With A the weight of terms in both prefixes: S <= A + R. (For containment all of y is listed and R = R(x).)
   Since R < need, a pair with A = 0 cannot belong, so walking the lists of prefix terms meets every pair of the result.
4. Every pair met is tested with A + R >= need; those that remain are summed in full and compared with need itself.

Sources of the idea: Bayardo, Ma and Srikant 2007 (All-Pairs); Xiao and others 2008 (PPJoin).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from tracker.match import kernel
from tracker.match.bags import Bags, Ints
from tracker.match.plan import Flags, Measure, Plan, need, plan_join

Engine = Literal["auto", "numpy", "fast"]

#: How many entries of the lists one step of the numpy path may hold: bounds memory, not the result.
STEP = 1 << 21
#: Below this many rows compiling the fast kernel costs more than it saves.
WORTH_COMPILING = 30_000
_WEIGHT_BITS = 16
_WEIGHT_MASK = (1 << _WEIGHT_BITS) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of rows, `left` < `right` (so the left one is never the heavier), sorted, with the weight they share."""

    left: Ints
    right: Ints
    shared: Ints

    def __len__(self) -> int:
        return len(self.left)


def join(
    bags: Bags, *, measure: Measure, threshold: float, engine: Engine = "auto", lighter: Flags | None = None
) -> Pairs:
    """All pairs of distinct rows at or over the threshold, and no other.

    With `lighter` only pairs whose left row it marks: the lighter row of each pair, for those who want no others.

    Similarity is exact: whole weights, no rounding. Raises ValueError for a threshold outside (0, 1] and MissingExtra
    when the fast engine is asked for but not installed. Both engines give identical pairs.
    """
    plan = plan_join(bags, measure=measure, threshold=threshold, lighter=lighter)
    if engine == "fast" or (engine == "auto" and bags.rows >= WORTH_COMPILING and kernel.installed()):
        return _sorted(*kernel.run(bags, plan))
    parts = [_verified(bags, plan, x, y) for x, y in _candidates(bags, plan)]
    if not parts:
        empty = np.zeros(0, dtype=np.int64)
        return Pairs(left=empty, right=empty, shared=empty)
    left, right, shared = (np.concatenate(column) for column in zip(*parts, strict=True))
    return _sorted(left, right, shared)


def similarities(bags: Bags, pairs: Pairs, measure: Measure) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The similarity of each pair, between 0 and 1."""
    light, heavy = bags.totals[pairs.left], bags.totals[pairs.right]
    if measure is Measure.DICE:
        return 2.0 * pairs.shared / (light + heavy)
    return pairs.shared / light


def _candidates(bags: Bags, plan: Plan) -> Iterator[tuple[Ints, Ints]]:
    """Rows x and y that share a prefix term and pass the bound of step 4, in steps of bounded size."""
    n = bags.rows
    keys = np.sort(bags.terms[plan.listed] * n + plan.row[plan.listed])
    rows, terms = plan.row[plan.probe], bags.terms[plan.probe]
    low = np.searchsorted(keys, terms * n + rows, side="right")
    high = np.maximum(np.searchsorted(keys, terms * n + plan.last[rows], side="right"), low)
    sizes = high - low
    listed_rows = keys % n if n else keys
    for first, after in _steps(rows, sizes):
        part = slice(first, after)
        x, y, accumulated = _accumulated(
            rows[part], bags.weights[terms[part]], low[part], sizes[part], listed_rows, base=int(rows[first]), n=n
        )
        rest = np.where(plan.end_probe[x] <= plan.end_listed[y], plan.rest_probe[x], plan.rest_listed[y])
        kept = accumulated + rest >= need(plan, bags.totals[x], bags.totals[y])
        if kept.any():
            yield x[kept], y[kept]


def _steps(rows: Ints, sizes: Ints) -> Iterator[tuple[int, int]]:
    """Runs of entries that hold whole rows and, where one row alone is not larger, at most STEP list entries."""
    if not len(rows):
        return
    row_ends = np.append(np.flatnonzero(np.diff(rows)) + 1, len(rows))
    walked = np.cumsum(sizes)[row_ends - 1]
    first, done, at = 0, 0, 0
    while at < len(row_ends):
        at = max(int(np.searchsorted(walked, done + STEP, side="right")), at + 1)
        after = int(row_ends[at - 1])
        if walked[at - 1] > done:
            yield first, after
        first, done = after, int(walked[at - 1])


def _accumulated(
    rows: Ints, weights: Ints, low: Ints, sizes: Ints, listed_rows: Ints, *, base: int, n: int
) -> tuple[Ints, Ints, Ints]:
    """Each pair met once, with the weight of all prefix terms that it shares."""
    ends = np.cumsum(sizes)
    at = np.arange(ends[-1], dtype=np.int64) + np.repeat(low - ends + sizes, sizes)
    # One sort of plain integers, the weight in the low bits, is several times cheaper than a sort with a payload.
    packed = np.repeat((rows - base) * (n << _WEIGHT_BITS) + weights, sizes)
    packed += listed_rows[at] << _WEIGHT_BITS
    packed.sort()
    key = packed >> _WEIGHT_BITS
    starts = np.concatenate(([0], np.flatnonzero(key[1:] != key[:-1]) + 1))
    sums = np.add.reduceat(packed & _WEIGHT_MASK, starts)
    key = key[starts]
    return key // n + base, key % n, sums


def _verified(bags: Bags, plan: Plan, x: Ints, y: Ints) -> tuple[Ints, Ints, Ints]:
    # In order of the heavier row the look-ups below walk forward, which is several times faster than jumping about.
    order = np.argsort(y, kind="stable")
    x, y = x[order], y[order]
    shared = shared_weight(bags, plan, x, y)
    kept = shared >= need(plan, bags.totals[x], bags.totals[y])
    return x[kept], y[kept], shared[kept]


def shared_weight(bags: Bags, plan: Plan, x: Ints, y: Ints) -> Ints:
    """The weight of the terms that rows x and y have in common, pair by pair, in memory bounded by STEP."""
    out = np.zeros(len(x), dtype=np.int64)
    sizes = bags.starts[x + 1] - bags.starts[x]
    for first, after in _steps(np.arange(len(x), dtype=np.int64), sizes):
        part = slice(first, after)
        ends = np.cumsum(sizes[part])
        at = np.arange(ends[-1], dtype=np.int64) + np.repeat(bags.starts[x[part]] - ends + sizes[part], sizes[part])
        pair = np.repeat(np.arange(after - first, dtype=np.int64), sizes[part])
        terms = bags.terms[at]
        sought = y[part][pair] * len(bags.weights) + terms
        place = np.minimum(np.searchsorted(plan.entries, sought), len(plan.entries) - 1)
        held = np.where(plan.entries[place] == sought, bags.weights[terms], 0)
        out[part] = np.bincount(pair, held, after - first).astype(np.int64)
    return out


def _sorted(left: Ints, right: Ints, shared: Ints) -> Pairs:
    order = np.lexsort((right, left))
    return Pairs(left=left[order], right=right[order], shared=shared[order])
