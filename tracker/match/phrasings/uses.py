"""Uses of formulas as stretches of text: which one stands for a stretch, which formula is only part of another.

Owns nesting. Never compares words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from tracker.model import How, Use

Table = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: Statements in whose own words a wording stands that needs no report to recur.
TWICE = 2
#: What a use can be to its group: in own words; of a group that recurs only by report.
OWN, PARTLY = 1, 2

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

    One that recurs only by report is part of one that recurs in own words if its own words are: reporters tell one
    sentence in pieces. Of groups with the very same stretches the first stays.
    """
    spans: dict[tuple[str, int], list[tuple[int, int, int]]] = {}
    for i, uses in enumerate(groups):
        for use in uses:
            spans.setdefault((use.rendering, use.version), []).append((use.start, use.end, i))
    return frozenset(i for i in range(len(groups)) if _is_shadowed(i, groups, spans))


def resting_on(uses: Iterable[Use]) -> list[Use]:
    """The uses that make a wording recur: those in own words of two statements, else the reported ones as well."""
    listed = list(uses)
    own = _own(listed)
    return own if len({use.statement for use in own}) >= TWICE else listed


def _own(uses: Iterable[Use]) -> list[Use]:
    return [use for use in uses if use.how is not How.REPORTED]


def _is_shadowed(
    i: int, groups: Sequence[Sequence[Use]], spans: dict[tuple[str, int], list[tuple[int, int, int]]]
) -> bool:
    over = _over(i, resting_on(groups[i]), spans)
    if any(_outranks(other, i, groups) for other in over):
        return True
    partly = len(resting_on(groups[i])) > len(_own(groups[i]))
    return partly and any(_in_own_words(groups[other]) for other in _over(i, _own(groups[i]), spans))


def _in_own_words(uses: Iterable[Use]) -> bool:
    return len({use.statement for use in _own(uses)}) >= TWICE


def _over(i: int, uses: Sequence[Use], spans: dict[tuple[str, int], list[tuple[int, int, int]]]) -> set[int]:
    """The other groups of which a use holds each of these."""
    over: set[int] | None = None
    for use in uses:
        covering = {
            other
            for start, end, other in spans[use.rendering, use.version]
            if other != i and start <= use.start and use.end <= end
        }
        over = covering if over is None else over & covering
        if not over:
            return set()
    return over or set()


def _outranks(other: int, i: int, groups: Sequence[Sequence[Use]]) -> bool:
    theirs, ours = (sorted((u.rendering, u.version, u.start, u.end) for u in resting_on(groups[g])) for g in (other, i))
    return other < i if theirs == ours else theirs != ours


def weight_of(use: Use, statements: int) -> int:
    """What a use is to its group, of which `statements` have own words, as `hidden_among` reads it."""
    return (OWN if use.how is not How.REPORTED else 0) + (PARTLY if statements < TWICE else 0)


def hidden_among(asked: set[int], used: Table, whole: Table) -> set[int]:
    """Of the groups `asked` for, those that `shadowed` would name, where no two have the very same stretches.

    `used` holds every use in each version in which one of them has a use: group, version, start, end, `weight_of`;
    `whole` every use of each of them.
    """
    partly = set(used[used[:, 4] >= PARTLY, 0].tolist())
    rested = _covers(asked, used, whole, whole[:, 4] > 0, used[:, 4] > 0)
    by_own = _covers(asked & partly, used, whole, whole[:, 4] & OWN > 0, used[:, 4] & OWN > 0)
    return {one for one, _ in rested} | {one for one, other in by_own if other not in partly}


def _covers(asked: set[int], used: Table, whole: Table, all_of: Bools, inside: Bools) -> set[tuple[int, int]]:
    """Each of the groups with each other one of which a use holds every one of its uses that are marked."""
    counts = np.bincount(whole[all_of, 0], minlength=int(used[:, 0].max(initial=0)) + 1)
    own = used[inside]
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
    kept = codes[covers == counts[codes // width]]
    return set(zip((kept // width).tolist(), (kept % width).tolist(), strict=True))
