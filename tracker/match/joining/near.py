"""Pairs of rows that are alike by the rule, none missed: the exact join, then what their size asks for.

Owns the way from `rule.alike` to a join. Never decides what being alike is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tracker.match.joining import rule
from tracker.match.joining.bags import Bags, Ints
from tracker.match.joining.join import Engine, join
from tracker.match.joining.plan import Flags, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Pairs of rows, the left one never the heavier, with how alike they are."""

    left: Ints
    right: Ints
    alike: rule.Floats


def near(
    bags: Bags,
    *,
    measure: Measure,
    threshold: float,
    language: str,
    engine: Engine = "auto",
    lighter: Flags | None = None,
) -> Near:
    """Every pair of rows at or over the threshold by `rule.alike`, and no other; with `lighter` as in `join`.

    No pair is missed: the plain share of any such pair is at least `rule.least`, at which the join is exact.
    """
    pairs = join(bags, measure=measure, threshold=rule.least(threshold, language), engine=engine, lighter=lighter)
    sizes = bags.totals[pairs.left].astype(np.float64)
    if measure is Measure.DICE:
        sizes = (sizes + bags.totals[pairs.right]) / 2
    alike = rule.alike(pairs.shared, sizes, language)
    kept = np.flatnonzero(alike >= threshold)
    return Near(left=pairs.left[kept], right=pairs.right[kept], alike=alike[kept])
