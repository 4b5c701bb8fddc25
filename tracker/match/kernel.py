"""The compiled kernel of the join: the same pairs as the numpy path, several times faster (extra `fast`).

Owns one loop and its loading. Never decides what a pair is: needs, prefixes and rests come from `join.plan_join`.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.errors import MissingExtra
from tracker.match.bags import MILLION, Bags, Ints

if TYPE_CHECKING:
    from tracker.match.plan import Plan


def installed() -> bool:
    """Whether the compiler is there, without importing it."""
    return importlib.util.find_spec("numba") is not None


def run(bags: Bags, plan: Plan) -> tuple[Ints, Ints, Ints]:
    """Left rows, right rows and shared weights of all pairs, in no particular order.

    Raises MissingExtra without the extra `fast`.
    """
    if not installed():
        raise MissingExtra("fast", "the compiled join")
    listed_terms = bags.terms[plan.listed]
    order = np.argsort(listed_terms * bags.rows + plan.row[plan.listed])
    list_starts = np.searchsorted(listed_terms[order], np.arange(len(bags.weights) + 1))
    lists = plan.row[plan.listed][order]
    probes = np.bincount(plan.row[plan.probe], minlength=bags.rows)
    arrays = (bags.starts, bags.terms, bags.weights, bags.totals, probes, list_starts, lists)
    bounds = (plan.rest_probe, plan.rest_listed, plan.end_probe, plan.end_listed, plan.last)
    pairs = _compiled()(*arrays, *bounds, plan.dice, plan.threshold, MILLION)
    return pairs[:, 0].copy(), pairs[:, 1].copy(), pairs[:, 2].copy()


@cache
def _compiled() -> Callable[..., Any]:
    import numba  # noqa: PLC0415 - an optional part of 200 MB, loaded only when asked for

    compiled: Callable[..., Any] = numba.njit(cache=False, nogil=True)(_loop)
    return compiled


def _loop(  # noqa: C901, PLR0912, PLR0917 - one compiled loop; a call per row would cost more than the row
    starts: Any,
    terms: Any,
    weights: Any,
    totals: Any,
    probes: Any,
    list_starts: Any,
    lists: Any,
    rest_probe: Any,
    rest_listed: Any,
    end_probe: Any,
    end_listed: Any,
    last: Any,
    dice: Any,
    threshold: Any,
    million: Any,
) -> Any:  # pragma: no cover - compiled; tests compare its pairs with the numpy path's
    n = len(totals)
    found = np.empty((1024, 3), np.int64)
    count = 0
    heads = list_starts[:-1].copy()
    sums = np.zeros(n, np.int64)
    met = np.empty(n, np.int64)
    for x in range(n):
        total, stop, end_x = totals[x], last[x], end_probe[x]
        seen = 0
        for entry in range(starts[x], starts[x] + probes[x]):
            term = terms[entry]
            weight = weights[term]
            head, tail = heads[term], list_starts[term + 1]
            # Rows come lightest first, so what stands at or before x is never needed again.
            while head < tail and lists[head] <= x:
                head += 1
            heads[term] = head
            for at in range(head, tail):
                y = lists[at]
                if y > stop:
                    break
                if sums[y] == 0:
                    met[seen] = y
                    seen += 1
                sums[y] += weight
        for i in range(seen):
            y = met[i]
            both = total + totals[y]
            least = -(-threshold * both // (2 * million)) if dice else -(-threshold * total // million)
            rest = rest_probe[x] if end_x <= end_listed[y] else rest_listed[y]
            accumulated = sums[y]
            sums[y] = 0
            if accumulated + rest < least:
                continue
            shared = 0
            a, b = starts[x], starts[y]
            a_end, b_end = starts[x + 1], starts[y + 1]
            while a < a_end and b < b_end:
                if terms[a] == terms[b]:
                    shared += weights[terms[a]]
                    a += 1
                    b += 1
                elif terms[a] < terms[b]:
                    a += 1
                else:
                    b += 1
            if shared < least:
                continue
            if count == len(found):
                larger = np.empty((2 * count, 3), np.int64)
                larger[:count] = found
                found = larger
            found[count, 0], found[count, 1], found[count, 2] = x, y, shared
            count += 1
    return found[:count]
