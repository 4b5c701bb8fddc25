"""The plan of a join: prefixes, rests and windows of every row.

Owns the bounds; why they miss nothing is proved in tracker/match/join.py. Never walks a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tracker.match.bags import MILLION, Bags, Ints, millionths

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


class Measure(StrEnum):
    """How alike two bags are: shared weight over the mean of the totals, or over the lighter total."""

    DICE = "dice"
    CONTAINMENT = "containment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a join needs beside the bags, all in whole numbers.

    `probe` and `listed` say for each entry whether it lies in its row's prefix as x and as y; `rest_probe` and
    `rest_listed` are the weights behind them, `end_probe` and `end_listed` the last term of each (a term that no row
    has, where the whole row is listed); `last` is the last row in x's window.
    `entries` numbers what each row holds, in ascending order.
    """

    dice: bool
    threshold: int
    row: Ints
    probe: Ints
    listed: Ints
    rest_probe: Ints
    rest_listed: Ints
    end_probe: Ints
    end_listed: Ints
    last: Ints
    entries: Ints


def need(plan: Plan, light: Ints, heavy: Ints) -> Ints:
    """The smallest shared weight that puts rows of these totals at the threshold."""
    if plan.dice:
        return -(-plan.threshold * (light + heavy) // (2 * MILLION))
    return -(-plan.threshold * light // MILLION)


def plan_join(bags: Bags, *, measure: Measure, threshold: float, lighter: Flags | None = None) -> Plan:
    """The prefixes, rests and windows of one join."""
    t, dice = millionths(threshold), measure is Measure.DICE
    row = np.repeat(np.arange(bags.rows, dtype=np.int64), np.diff(bags.starts))
    held = bags.weights[bags.terms] if len(bags.terms) else bags.terms
    before = np.concatenate(([0], np.cumsum(held)))
    behind = before[bags.starts[1:]][row] - before[:-1] if len(held) else held
    least_probe = -(-t * bags.totals // MILLION)
    least_listed = -(-t * bags.totals // (2 * MILLION - t)) if dice else np.zeros_like(bags.totals)
    probe, listed = behind >= least_probe[row], behind >= least_listed[row]
    rows = np.arange(bags.rows, dtype=np.int64)
    limit = bags.totals * (2 * MILLION - t) // t
    last = np.searchsorted(bags.totals, limit, side="right") - 1 if dice else np.full_like(rows, bags.rows - 1)
    return Plan(
        dice=dice,
        threshold=t,
        row=row,
        probe=np.flatnonzero(probe if lighter is None else probe & lighter[row]),
        listed=np.flatnonzero(listed),
        rest_probe=bags.totals - np.bincount(row, held * probe, bags.rows).astype(np.int64),
        rest_listed=bags.totals - np.bincount(row, held * listed, bags.rows).astype(np.int64),
        end_probe=_ends(bags, row, probe),
        end_listed=_ends(bags, row, listed) if dice else np.full_like(rows, len(bags.weights)),
        last=last.astype(np.int64),
        entries=row * len(bags.weights) + bags.terms,
    )


def _ends(bags: Bags, row: Ints, inside: Flags) -> Ints:
    lengths = np.bincount(row, inside, bags.rows).astype(np.int64)
    return bags.terms[bags.starts[:-1] + lengths - 1] if bags.rows else lengths
