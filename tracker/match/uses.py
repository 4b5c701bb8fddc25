"""Uses of formulas as stretches of text: which one stands for a stretch, which formula is only part of another.

Owns nesting. Never compares words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from tracker.model import How, Use

Table = NDArray[np.int64]

#: Statements in whose own words a wording stands that needs no report to recur.
TWICE = 2

_RANK = {How.MEMBER: 0, How.OCCURS_IN: 1, How.REPORTED: 2}


def without_nested(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Of uses that overlap in one version the best: member before occurrence, then the more alike, then the longer.

    The result is in order of statement, rendering and place.
    """
    kept: dict[tuple[str, int], list[Use]] = {}
    for use in sorted(uses, key=_preference):
        beside = kept.setdefault((use.rendering, use.version), [])
        if all(use.end <= other.start or other.end <= use.start for other in beside):
            beside.append(use)
    return in_order(use for beside in kept.values() for use in beside)


def in_order(uses: Iterable[Use]) -> tuple[Use, ...]:
    """The uses in order of statement, rendering and place."""
    return tuple(sorted(uses, key=_place))


def _preference(use: Use) -> tuple[int, float, int, str, int, int]:
    return _RANK[use.how], -use.similarity, use.start - use.end, use.rendering, use.version, use.start


def _place(use: Use) -> tuple[str, str, int, int, int]:
    return use.statement, use.rendering, use.version, use.start, use.end


def shadowed(groups: Sequence[Sequence[Use]]) -> frozenset[int]:
    """The groups that are only part of another: each of the uses that they rest on lies within one of that group's.

    Of groups with the very same stretches the first stays.
    """
    spans: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    for i, uses in enumerate(groups):
        for use in uses:
            spans.setdefault((use.rendering, use.version), []).append((use.start, use.end, i))
    return frozenset(i for i, uses in enumerate(groups) if _is_shadowed(i, resting_on(uses), groups, spans))


def resting_on(uses: Iterable[Use]) -> list[Use]:
    """The uses that make a wording recur: those in own words of two statements, else the reported ones as well."""
    listed = list(uses)
    own = [use for use in listed if use.how is not How.REPORTED]
    return own if len({use.statement for use in own}) >= TWICE else listed


def _is_shadowed(
    i: int,
    uses: Sequence[Use],
    groups: Sequence[Sequence[Use]],
    spans: dict[tuple[str, int], list[tuple[int, int, int]]],
) -> bool:
    over: set[int] | None = None
    for use in uses:
        covering = {
            other
            for start, end, other in spans[use.rendering, use.version]
            if other != i and start <= use.start and use.end <= end
        }
        over = covering if over is None else over & covering
        if not over:
            return False
    return any(_outranks(other, i, groups) for other in over or ())


def _outranks(other: int, i: int, groups: Sequence[Sequence[Use]]) -> bool:
    theirs, ours = (sorted((u.rendering, u.version, u.start, u.end) for u in resting_on(groups[g])) for g in (other, i))
    return other < i if theirs == ours else theirs != ours


def hidden_among(asked: set[int], used: Table, counts: Table) -> set[int]:
    """Of the groups `asked` for, those that `shadowed` would name, where no two have the very same stretches.

    `used` holds every use in each version in which one of them has a use: group, version, start, end, rested on or not;
    `counts` how many uses each group rests on in all.
    """
    own = used[used[:, 4] > 0]
    inner = own[np.isin(own[:, 0], list(asked))]
    outer = used[np.argsort(used[:, 1], kind="stable")]
    low = np.searchsorted(outer[:, 1], inner[:, 1])
    sizes = np.searchsorted(outer[:, 1], inner[:, 1], side="right") - low
    of = np.repeat(np.arange(len(inner)), sizes)
    at = np.arange(len(of)) + np.repeat(low - np.cumsum(sizes) + sizes, sizes)
    within = (outer[at, 0] != inner[of, 0]) & (outer[at, 2] <= inner[of, 2]) & (inner[of, 3] <= outer[at, 3])
    width = int(used[:, 0].max(initial=0)) + 1
    pairs = np.unique(of[within] * width + outer[at[within], 0])
    codes, covers = np.unique(inner[pairs // width, 0] * width + pairs % width, return_counts=True)
    return set((codes[covers == counts[codes // width]] // width).tolist())
