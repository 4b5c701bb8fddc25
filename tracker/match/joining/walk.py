"""Rows of an index that share enough with some of its rows, by walking the lists of their terms.

Owns the walk, in numpy and compiled (extra `fast`). Never decides what is alike: the bounds are `Bound`'s, their proof
stands in tracker/match/joining/index.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracker.match.joining import kernel, rule
from tracker.match.joining.bags import Ints
from tracker.match.joining.clusters import spread

Bools = NDArray[np.bool_]
Terms = NDArray[np.int32]

#: From this many entries to walk on the compiled walk is worth loading; its machine code is kept between processes.
WORTH_COMPILING = 1_000_000
#: How many met pairs one step of the numpy walk may hold: bounds memory, not the result.
STEP = 1 << 22
_WEIGHT_BITS = 16
_WEIGHT_MASK = (1 << _WEIGHT_BITS) - 1
_ROW_BITS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """All rows of an index: row r has `terms[starts[r]:starts[r + 1]]`; `weights` is per term, `totals` per row."""

    starts: Ints
    terms: Terms
    weights: Ints
    totals: Ints
    alive: Bools


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a pair of an asked row x and another row y must share, and what it may share beyond what was met.

    By Dice (`dice`) what `rule.needed` says of the mean of their weights, else of the weight of `light`: "x" or "y",
    which is then no heavier than the other. `rest` is what a row has behind the terms that are walked: of x or y as
    `light` says, by Dice of the one whose head ends at the higher term, which `last` gives. A pair of two asked rows,
    marked by `among`, counts once.
    """

    threshold: float
    language: str
    rest: Ints
    light: str = ""
    last: Terms | None = None
    among: Bools | None = None

    @property
    def dice(self) -> bool:
        """Whether both rows count alike."""
        return not self.light

    def least(self, totals: Ints, x: Ints, y: Ints) -> Ints:
        """The whole weight under which no pair counts."""
        sizes = (totals[x] + totals[y]) / 2 if self.dice else totals[x if self.light == "x" else y]
        return np.floor(rule.needed(self.threshold, sizes, self.language)).astype(np.int64)

    def beyond(self, x: Ints, y: Ints) -> Ints:
        """The most that a pair can share beside what was met."""
        if self.last is not None:
            return np.where(self.last[x] >= self.last[y], self.rest[x], self.rest[y])
        return self.rest[x if self.light == "x" else y]

    def counts(self, totals: Ints, x: Ints, y: Ints) -> Bools:
        """Which pairs may count at all."""
        if self.among is not None:
            return np.asarray((~self.among[y] | (x < y)) & (x != y), dtype=np.bool_)
        light, heavy = (x, y) if self.light == "x" else (y, x)
        return np.asarray((totals[light] <= totals[heavy]) & (x != y), dtype=np.bool_)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The rows listed under some terms: the nth of the sorted `terms` by `rows[starts[n]:starts[n + 1]]`."""

    terms: Terms
    starts: Ints
    rows: NDArray[np.int32]


def pairs(rows: Rows, asked: Ints, probed: Ints | None, listed: Ints | None, bound: Bound) -> tuple[Ints, Ints, Ints]:
    """Pairs of `asked` rows and living ones that share enough, and the weight shared.

    Of each asked row the first `probed` terms are looked up, among the first `listed` of each row; None means all.
    """
    probes, owner = spread(rows.starts, asked)
    if probed is not None:
        inside = probes - rows.starts[asked][owner] < probed[asked][owner]
        probes, owner = probes[inside], owner[inside]
    lists = _lists(rows, np.unique(rows.terms[probes]), listed)
    nth = np.searchsorted(lists.terms, rows.terms[probes])
    walked = int(np.diff(lists.starts)[nth].sum())
    if walked >= WORTH_COMPILING and kernel.installed():
        return _fast(rows, asked, (np.searchsorted(owner, np.arange(len(asked) + 1)), nth), lists, bound)
    parts = [(np.zeros(0, dtype=np.int64),) * 3]
    for x, y, met in _met(rows, owner, nth, lists):
        least = bound.least(rows.totals, asked[x], y)
        kept = np.flatnonzero((met + bound.beyond(asked[x], y) >= least) & bound.counts(rows.totals, asked[x], y))
        shared = _shared(rows, asked, x[kept], y[kept])
        sure = shared >= least[kept]
        parts.append((asked[x[kept[sure]]], y[kept[sure]], shared[sure]))
    left, right, shared = (np.concatenate(column) for column in zip(*parts, strict=True))
    return left, right, shared


def _lists(rows: Rows, wanted: Terms, listed: Ints | None) -> Lists:
    rank = np.full(len(rows.weights), -1, dtype=np.int32)
    rank[wanted] = np.arange(len(wanted), dtype=np.int32)
    sizes = np.diff(rows.starts)
    held = np.where(rows.alive, sizes if listed is None else np.minimum(listed, sizes), 0)
    ranks = rank[rows.terms]
    places = np.flatnonzero(ranks >= 0)
    row = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)[places]
    kept = places - rows.starts[row] < held[row]
    keys = (ranks[places[kept]].astype(np.int64) << _ROW_BITS) + row[kept]
    keys.sort()
    starts = np.searchsorted(keys, np.arange(len(wanted) + 1, dtype=np.int64) << _ROW_BITS)
    return Lists(terms=wanted, starts=starts, rows=keys.astype(np.int32))


def _met(rows: Rows, owner: Ints, nth: Ints, lists: Lists) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Owners and rows that share a term, each pair once with the weight so met; owners stand in rising order."""
    low, sizes = lists.starts[nth], np.diff(lists.starts)[nth]
    weights, width = rows.weights[lists.terms], len(rows.totals)
    bounds = np.concatenate((np.flatnonzero(np.diff(owner)) + 1, [len(owner)]))
    walked = np.concatenate(([0], np.cumsum(sizes)))
    first = 0
    while first < len(owner):
        limit = int(np.searchsorted(walked[bounds], walked[first] + STEP, side="right"))
        after = int(bounds[max(limit - 1, int(np.searchsorted(bounds, first, side="right")))])
        part = slice(first, after)
        total = int(walked[after] - walked[first])
        if total:
            at = np.arange(total) + np.repeat(low[part] - walked[part] + walked[first], sizes[part])
            packed = np.repeat(owner[part] * width, sizes[part]) + lists.rows[at]
            packed = (packed << _WEIGHT_BITS) + np.repeat(weights[nth[part]], sizes[part])
            packed.sort()
            key = packed >> _WEIGHT_BITS
            begins = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
            yield key[begins] // width, key[begins] % width, np.add.reduceat(packed & _WEIGHT_MASK, begins)
        first = after


def _shared(rows: Rows, asked: Ints, x: Ints, y: Ints) -> Ints:
    """The weight that `asked[x]` and y share, pair by pair."""
    probes, owner = spread(rows.starts, asked)
    width = len(rows.weights)
    held = np.sort(owner * width + rows.terms[probes])
    out = np.zeros(len(x), dtype=np.int64)
    for first in range(0, len(x), STEP // 32):
        part = slice(first, first + STEP // 32)
        entries, pair = spread(rows.starts, y[part])
        sought = x[part][pair] * width + rows.terms[entries]
        there = held[np.minimum(np.searchsorted(held, sought), len(held) - 1)] == sought
        weight = np.where(there, rows.weights[rows.terms[entries]], 0)
        out[part] = np.bincount(pair, weight, len(x[part])).astype(np.int64)
    return out


def _fast(rows: Rows, asked: Ints, probes: tuple[Ints, Ints], lists: Lists, bound: Bound) -> tuple[Ints, Ints, Ints]:
    """As the numpy walk; `probes` are where those of each asked row begin, and the lists that they name."""
    none = np.zeros(0, dtype=np.int64)
    everything = np.arange(len(rows.totals), dtype=np.int64)
    least = none if bound.dice else bound.least(rows.totals, everything, everything)
    found = _compiled()(
        asked, *probes, rows.weights[lists.terms], lists.starts, lists.rows, rows.starts, rows.terms,
        rows.weights, rows.totals, bound.rest, least, none if bound.last is None else bound.last.astype(np.int64),
        np.zeros(0, dtype=np.bool_) if bound.among is None else bound.among,
        bound.light == "x", *rule.curve(bound.threshold, bound.language),
    )  # fmt: skip
    return found[:, 0], found[:, 1], found[:, 2]


@cache
def _compiled() -> Callable[..., Any]:
    import numba  # noqa: PLC0415 - an optional part of 200 MB, loaded only when it is worth it

    try:
        compiled: Callable[..., Any] = numba.njit(cache=True, nogil=True)(_loop)
    except RuntimeError:  # nowhere to keep the machine code: no folder of this installation or user can be written
        compiled = numba.njit(nogil=True)(_loop)
    return compiled


def _loop(  # noqa: C901, PLR0912, PLR0917 - one compiled loop; a call per row would cost more than the row
    asked: Any,
    probe_starts: Any,
    probes: Any,
    probe_weights: Any,
    list_starts: Any,
    list_rows: Any,
    starts: Any,
    terms: Any,
    weights: Any,
    totals: Any,
    rest: Any,
    leasts: Any,
    last: Any,
    among: Any,
    light_asked: Any,
    slope: Any,
    even: Any,
    long: Any,
    odds: Any,
) -> Any:  # pragma: no cover - compiled; tests compare its pairs with the numpy walk's
    found = np.empty((1024, 3), np.int64)
    count = 0
    dice = len(last) > 0
    met = np.zeros(len(totals), np.int32)
    touched = np.empty(len(totals), np.int32)
    dense = np.zeros(len(weights), np.int64)
    for i in range(len(asked)):
        x = asked[i]
        size = 0
        for entry in range(probe_starts[i], probe_starts[i + 1]):
            nth = probes[entry]
            weight = probe_weights[nth]
            for at in range(list_starts[nth], list_starts[nth + 1]):
                y = list_rows[at]
                if met[y] == 0:
                    touched[size] = y
                    size += 1
                met[y] += weight
        for other in range(starts[x], starts[x + 1]):
            dense[terms[other]] = weights[terms[other]]
        for n in range(size):
            y = touched[n]
            got = np.int64(met[y])
            met[y] = 0
            if y == x:
                continue
            if dice:
                beyond = rest[x] if last[x] >= last[y] else rest[y]
                if among[y] and y < x:
                    continue
                mean = (totals[x] + totals[y]) / 2
                factor = slope * (1 + even / min(mean, long)) / 2
                least = np.int64(odds * factor * mean / (1 + odds * factor))
            elif light_asked:
                beyond, least = rest[x], leasts[x]
                if totals[y] < totals[x]:
                    continue
            else:
                beyond, least = rest[y], leasts[y]
                if totals[x] < totals[y]:
                    continue
            if got + beyond < least:
                continue
            shared = np.int64(0)
            for other in range(starts[y], starts[y + 1]):
                shared += dense[terms[other]]
            if shared < least:
                continue
            if count == len(found):
                larger = np.empty((2 * count, 3), np.int64)
                larger[:count] = found
                found = larger
            found[count, 0], found[count, 1], found[count, 2] = x, y, shared
            count += 1
        for other in range(starts[x], starts[x + 1]):
            dense[terms[other]] = 0
    return found[:count]
