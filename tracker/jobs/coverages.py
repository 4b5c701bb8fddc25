"""From passes over a source to how far its collection can be trusted.

Owns the rule: between two passes that saw everything, nothing was missed. Pure; reads no clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import median

from tracker.match.observations import Coverage
from tracker.model import Rendering, RunStatus, SourceRun

#: Days without an item that are no hole, whatever the pace.
_HOLE = 60
#: Fewer gaps than this show no pace.
_PACE = 3


def coverages(runs: Sequence[SourceRun], renderings: Sequence[Rendering]) -> dict[str, Coverage]:
    """For every source that was passed over: from when, over which days, and why not further.

    The first whole pass reaches back to the oldest item that it found, what is pinned to a list for ever left out; each
    later one to the whole pass before, and a backfill to the day that it came to.
    """
    by_source: dict[str, list[SourceRun]] = defaultdict(list)
    for run in sorted(runs, key=lambda r: (r.started_at, r.source)):
        if run.status not in (RunStatus.NOT_DUE, RunStatus.DISABLED):
            by_source[run.source].append(run)
    items = _items(renderings)
    return {source: _coverage(passes, items.get(source, [])) for source, passes in by_source.items()}


def _items(renderings: Sequence[Rendering]) -> Mapping[str, list[tuple[date, date]]]:
    """For every source: the day of retrieval and that of publication of each of its items."""
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for rendering in renderings:
        if rendering.published and rendering.retrieved_at:
            found[rendering.source].append((rendering.retrieved_at.date(), rendering.published.day))
    return found


def _unbroken(days: Sequence[date], newest: date) -> date:
    """The oldest day before which there is a hole that the source's own pace does not explain.

    Sites pin pages of many years ago to the top of their lists: one of 2012 does not mean that 2012 was collected.
    """
    ordered = sorted({day for day in days if day <= newest}, reverse=True)
    gaps = [(later - earlier).days for later, earlier in pairwise(ordered)]
    if len(gaps) < _PACE:
        return ordered[-1] if ordered else newest
    longest = max(_HOLE, 6 * median(gaps))
    return next((day for day, gap in zip(ordered, gaps, strict=False) if gap > longest), ordered[-1])


def _coverage(passes: Sequence[SourceRun], items: Sequence[tuple[date, date]]) -> Coverage:
    good = [run for run in passes if run.status.moves_mark]
    last = passes[-1]
    reason = "" if last.status.moves_mark else f"{last.status}: {last.reason}" if last.reason else str(last.status)
    if not good:
        return Coverage(checked=last.ended_at.date(), reason=reason)
    first = good[0].ended_at.date()
    begins = _unbroken([stated for seen, stated in items if seen <= first], first)
    begins = min([begins, *(run.reached for run in passes if run.reached)])
    return Coverage(
        begins=begins, complete=((begins, good[-1].ended_at.date()),), checked=last.ended_at.date(), reason=reason
    )
