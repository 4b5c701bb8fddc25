"""From passes over a source to how far its collection can be trusted.

Owns the rule: between two passes that saw everything, nothing was missed. Pure; reads no clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from tracker.match.observations import Coverage
from tracker.model import Rendering, RunStatus, SourceRun


def coverages(runs: Sequence[SourceRun], renderings: Sequence[Rendering]) -> dict[str, Coverage]:
    """For every source that was passed over: from when, over which days, and why not further.

    The first whole pass reaches back to the oldest item that it found; each later one to the whole pass before.
    """
    by_source: dict[str, list[SourceRun]] = defaultdict(list)
    for run in sorted(runs, key=lambda r: (r.started_at, r.source)):
        if run.status not in (RunStatus.NOT_DUE, RunStatus.DISABLED):
            by_source[run.source].append(run)
    items = _first_items(renderings)
    return {source: _coverage(passes, items.get(source, {})) for source, passes in by_source.items()}


def _first_items(renderings: Sequence[Rendering]) -> Mapping[str, dict[date, date]]:
    """For every source: the day of a retrieval to the oldest day of publication among what it brought."""
    found: dict[str, dict[date, date]] = defaultdict(dict)
    for rendering in renderings:
        if rendering.published and rendering.retrieved_at:
            seen, stated = rendering.retrieved_at.date(), rendering.published.day
            found[rendering.source][seen] = min(stated, found[rendering.source].get(seen, stated))
    return found


def _coverage(passes: Sequence[SourceRun], items: Mapping[date, date]) -> Coverage:
    good = [run for run in passes if run.status.moves_mark]
    last = passes[-1]
    reason = "" if last.status.moves_mark else f"{last.status}: {last.reason}" if last.reason else str(last.status)
    if not good:
        return Coverage(checked=last.ended_at.date(), reason=reason)
    first = good[0].ended_at.date()
    begins = min([oldest for seen, oldest in items.items() if seen <= first], default=first)
    return Coverage(
        begins=begins, complete=((begins, good[-1].ended_at.date()),), checked=last.ended_at.date(), reason=reason
    )
