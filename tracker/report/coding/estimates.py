"""From a sheet drawn in equal shares back to the collection: how often the tracker is right there, and what it misses.

Owns the weighing of strata (Horvitz and Thompson 1952: each item stands for as many as its stratum holds an item of the
sheet). Never draws and never judges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.report.coding.agreement import RESAMPLES, SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One item of a sheet: its stratum of `population` items, and whether coders and tracker say yes."""

    stratum: str
    population: int
    theirs: bool
    its: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A share of the collection with its 95 % interval over items resampled within their strata; None without any."""

    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """`precision`: of what the tracker calls the same, the share that coders do; `recall`: the other way round.

    One yes of the coders in a huge stratum of unlike pairs weighs as very many pairs do, so that the interval of recall
    is wide until such strata hold many items.
    """

    precision: Estimate
    recall: Estimate


def estimates(items: Iterable[Weighed]) -> Estimates:
    """Precision and recall of the tracker over all that the strata hold."""
    cells: dict[str, NDArray[np.int64]] = defaultdict(lambda: np.zeros(4, dtype=np.int64))
    sizes: dict[str, int] = {}
    for one in items:
        cells[one.stratum][2 * one.theirs + one.its] += 1
        sizes[one.stratum] = one.population
    draw = np.random.default_rng(0)
    whole, drawn = np.zeros((1, 4)), np.zeros((RESAMPLES, 4))
    for stratum, counts in sorted(cells.items()):
        weight = sizes[stratum] / counts.sum()
        whole += counts * weight
        drawn += draw.multinomial(counts.sum(), counts / counts.sum(), RESAMPLES) * weight
    return Estimates(precision=_estimate(whole, drawn, 1), recall=_estimate(whole, drawn, 2))


def _estimate(whole: NDArray[np.float64], drawn: NDArray[np.float64], other: int) -> Estimate:
    """The share of both saying yes (cell 3) in all where one of them does (cells 3 and `other`)."""
    found = whole[0, 3] + whole[0, other]
    if not found:
        return Estimate(share=None, low=None, high=None)
    base = drawn[:, 3] + drawn[:, other]
    shares = drawn[base > 0, 3] / base[base > 0]
    low, high = np.quantile(shares, [(1 - SHARE) / 2, (1 + SHARE) / 2])
    return Estimate(share=float(whole[0, 3] / found), low=float(low), high=float(high))
