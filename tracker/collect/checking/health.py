"""Whether a source can be trusted today.

Owns the rules that turn its runs into green, amber or red with a reason and a next step. Pure: runs and the time are
given. Never looks at a page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from tracker.model import NEVER_COLLECTED, Health, SourceRun
from tracker.sources import Source
from tracker.terms import RunStatus

GREEN, AMBER, RED, OFF = "green", "amber", "red", "disabled"
#: A scheduler may miss a turn or two; the third missed turn is an alarm.
_MISSED = 3
#: Fewer publishing gaps than this say nothing of a source's habits; `quiet_days` of its entry then holds alone.
_HABIT = 5
_PASSED_OVER = (RunStatus.NOT_DUE, RunStatus.DISABLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    status: str
    reason: str
    next_step: str


def health(source: Source, runs: Sequence[SourceRun], now: datetime, flapping: Sequence[str] = ()) -> Health:
    """The state of one source, from its runs in any order. The worst finding is the one shown.

    `flapping` are those of its addresses whose text has changed too often to be followed.
    """
    own = sorted((run for run in runs if _counts(run, source, now)), key=lambda run: run.started_at)
    tried = [run for run in own if run.status not in _PASSED_OVER]
    good = [run for run in tried if run.status.moves_mark]
    overdue = _overdue(source, tried, now)
    finding = _finding(source, tried, good, now, overdue=overdue)
    if not own and source.enabled and any(run.source == source.id for run in runs):
        finding = replace(finding, reason="all its passes bear a time to come: is this machine's clock right?")
    if finding.status == GREEN and flapping:
        finding = _flaps(source, flapping)
    return Health(
        source=source.id,
        status=finding.status,
        reason=finding.reason,
        last_good=good[-1].ended_at if good else None,
        items=good[-1].listed if good else 0,
        overdue=overdue and source.enabled,
        next_step=finding.next_step,
        skipped=len(tried[-1].skipped) if tried else 0,
    )


def _counts(run: SourceRun, source: Source, now: datetime) -> bool:
    """Whether a run says something of this source: one from the far future was stamped by a wrong clock."""
    return run.source == source.id and run.started_at <= now + source.every


def _overdue(source: Source, tried: Sequence[SourceRun], now: datetime) -> bool:
    return not tried or now - tried[-1].started_at > source.every * _MISSED


def _finding(
    source: Source, tried: Sequence[SourceRun], good: Sequence[SourceRun], now: datetime, *, overdue: bool
) -> _Finding:
    if not source.enabled:
        return _Finding(status=OFF, reason=source.disabled_reason or "switched off in sources.yaml", next_step="")
    if not tried:
        return _Finding(status=AMBER, reason=NEVER_COLLECTED, next_step=f"tracker collect {source.id}")
    broken = _broken(source, tried)
    if broken is not None and broken.status == RED:
        return broken
    if overdue:
        since = f"{tried[-1].started_at:%Y-%m-%d %H:%M} UTC"
        return _Finding(status=RED, reason=f"not collected since {since}", next_step="tracker schedule cron")
    return broken or _quiet(source, good, now) or _Finding(status=GREEN, reason="", next_step="")


def _broken(source: Source, tried: Sequence[SourceRun]) -> _Finding | None:
    """What the last run found wrong; a partial run is amber once, and red when it repeats or lost too much."""
    last = tried[-1]
    if last.status.moves_mark:
        return None
    if last.status is RunStatus.BLOCKED:
        return _Finding(status=RED, reason=last.reason or "blocked", next_step=f"tracker collect {source.id}")
    if last.status is RunStatus.FAILED:
        return _Finding(status=RED, reason=last.reason or "failed", next_step=f"tracker collect {source.id}")
    again = len(tried) > 1 and tried[-2].status is RunStatus.PARTIAL
    lost = len(last.skipped) > source.expect.max_skipped * max(last.listed, 1)
    status = RED if again or lost else AMBER
    return _Finding(status=status, reason=last.reason or "partial", next_step=f"tracker collect {source.id}")


def _flaps(source: Source, flapping: Sequence[str]) -> _Finding:
    """A page that is another one at every look: its edits are not followed any more."""
    more = f" (and {len(flapping) - 1} more)" if len(flapping) > 1 else ""
    reason = f"{flapping[0]}{more} changed 24 times: looks like a counter, adjust detail.drop"
    return _Finding(status=AMBER, reason=reason, next_step=f"tracker sources probe {source.id}")


def _quiet(source: Source, good: Sequence[SourceRun], now: datetime) -> _Finding | None:
    """Unusually long silence of a source that still answers: it may have moved."""
    fresh = [run.started_at for run in good if run.new]
    if not fresh:
        return None
    gaps = sorted(later - earlier for earlier, later in pairwise(fresh))
    usual = max(3 * _p95(gaps), 3 * source.every) if len(gaps) >= _HABIT else timedelta(0)
    limit = max(usual, timedelta(days=source.expect.quiet_days))
    silence = now - fresh[-1]
    if silence <= limit:
        return None
    reason = f"nothing new for {silence.days} days, where {limit.days} would be usual"
    return _Finding(status=AMBER, reason=reason, next_step=f"tracker collect {source.id}")


def _p95(gaps: Sequence[timedelta]) -> timedelta:
    """The nearest-rank 95th percentile of sorted gaps."""
    return gaps[math.ceil(0.95 * len(gaps)) - 1]
