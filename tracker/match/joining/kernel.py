"""The compiled kernel of the join: the same pairs as the numpy path, several times faster (extra `fast`).

Owns one loop and its loading. Never decides what a pair is: the bounds come from `joining.plan`, their proof
stands in joining/join.py.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.errors import MissingExtra
from tracker.match.joining.bags import MILLION, Bags, Ints
from tracker.match.joining.plan import blocks

if TYPE_CHECKING:
    from tracker.match.joining.plan import Plan

#: Totals under this fit the narrow numbers with which twice as much fits a cache; a text of a megabyte may not.
_NARROW = 1 << 31
#: For each bit of a byte, all ones where a byte has it.
_MASKS = -((np.arange(256) >> np.arange(8)[:, None]) & 1)


def installed() -> bool:
    """Whether the compiler is there, without importing it."""
    return importlib.util.find_spec("numba") is not None


def run(bags: Bags, plan: Plan) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Left rows, right rows and shared weights of all pairs, by runs of left rows, in no order within a run.

    Raises MissingExtra without the extra `fast`.
    """
    if not installed():
        raise MissingExtra("fast", "the compiled join")
    width = np.int32 if bags.totals.max(initial=0) < _NARROW else np.int64
    columns = (bags.terms, bags.weights, bags.totals, plan.probes)
    rows = (bags.starts, *(column.astype(width) for column in columns), plan.behind)
    masks = _MASKS.astype(width)
    for first, after, lists in blocks(bags, plan.lists):
        listed = (lists.rows.astype(np.int32), bags.totals[lists.rows].astype(width), plan.signature[lists.rows])
        twice = 2 * MILLION if plan.bar.dice else MILLION
        found = _compiled()(first, after, *rows, lists.starts, *listed, masks, plan.bar.dice, twice, plan.bar.threshold)
        yield found[:, 0], found[:, 1], found[:, 2]


@cache
def _compiled() -> Callable[..., Any]:
    import numba  # noqa: PLC0415 - an optional part of 200 MB, loaded only when asked for

    compiled: Callable[..., Any] = numba.njit(cache=False, nogil=True)(_loop)
    return compiled


def _loop(  # noqa: C901, PLR0912, PLR0917 - one compiled loop; a call per row would cost more than the row
    first: Any,
    after: Any,
    starts: Any,
    terms: Any,
    weights: Any,
    totals: Any,
    probes: Any,
    behind: Any,
    list_starts: Any,
    list_rows: Any,
    list_totals: Any,
    list_signatures: Any,
    masks: Any,
    dice: Any,
    unit: Any,
    threshold: Any,
) -> Any:  # pragma: no cover - compiled; tests compare its pairs with the numpy path's
    found = np.empty((1024, 3), np.int64)
    count = 0
    heads = list_starts[:-1].copy()
    met = np.full(len(totals), -1, np.int32)
    dense = np.zeros_like(weights)
    table = np.zeros(8 * 256, weights.dtype)
    low = np.uint64(255)
    for x in range(first, after):
        if probes[x] == 0:
            continue
        begin, end = starts[x], starts[x + 1]
        total = np.int64(totals[x])
        spread = False
        table[:] = 0
        # From the last term to the first, so that the table knows the terms from this one to the end and no others.
        for entry in range(end - 1, begin - 1, -1):
            term = terms[entry]
            weight = weights[term]
            of_byte = table[(term & 63) >> 3 << 8 : ((term & 63) >> 3 << 8) + 256]
            mask = masks[term & 7]
            for value in range(256):
                of_byte[value] += weight & mask[value]
            if entry >= begin + probes[x]:
                continue
            head, tail = heads[term], list_starts[term + 1]
            # Rows come lightest first, so what stands at or before x is never needed again.
            while head < tail and list_rows[head] <= x:
                head += 1
            heads[term] = head
            farthest = unit * behind[entry] // threshold - total
            for at in range(head, tail):
                heavy = np.int64(list_totals[at])
                if dice and heavy > farthest:
                    break
                held = list_signatures[at]
                most = np.int64(
                    table[held & low]
                    + table[np.uint64(256) + (held >> np.uint64(8) & low)]
                    + table[np.uint64(512) + (held >> np.uint64(16) & low)]
                    + table[np.uint64(768) + (held >> np.uint64(24) & low)]
                    + table[np.uint64(1024) + (held >> np.uint64(32) & low)]
                    + table[np.uint64(1280) + (held >> np.uint64(40) & low)]
                    + table[np.uint64(1536) + (held >> np.uint64(48) & low)]
                    + table[np.uint64(1792) + (held >> np.uint64(56))]
                )
                least = threshold * (total + heavy if dice else total)
                y = list_rows[at]
                if unit * most < least or met[y] == x:
                    continue
                met[y] = x
                if not spread:
                    spread = True
                    for other in range(begin, end):
                        dense[terms[other]] = weights[terms[other]]
                shared = np.int64(0)
                for other in range(starts[y], starts[y + 1]):
                    shared += dense[terms[other]]
                if unit * shared < least:
                    continue
                if count == len(found):
                    larger = np.empty((2 * count, 3), np.int64)
                    larger[:count] = found
                    found = larger
                found[count, 0], found[count, 1], found[count, 2] = x, y, shared
                count += 1
        if spread:
            for other in range(begin, end):
                dense[terms[other]] = 0
    return found[:count]
