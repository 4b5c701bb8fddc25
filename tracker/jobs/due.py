"""When a source is to be asked again.

Owns the rule, also for a clock that was wrong. Pure: the passes and the time are given.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from tracker.model import SourceRun
from tracker.terms import RunStatus

#: No scheduler is exact: a source asked every hour by an hourly timer would often be a minute short of its time, and
#: wait for the next turn. So a tenth of its time may be missing, but never more than this.
_EARLY = timedelta(minutes=15)


#: A pass that failed may be repeated after this, where the source is not asked as often anyhow.
_AGAIN = timedelta(hours=1)


def is_due(every: timedelta, passes: Iterable[datetime], now: datetime, *, brief: Container[datetime] = ()) -> bool:
    """Whether no pass lies within `every` of now, on either side; behind those that are `brief` an hour is enough.

    A pass that bears a later time than now was stamped by a clock that has since been set back. One within `every` is
    taken at its word, so that nobody is asked twice; one further off says nothing of when that was, and must not make
    the source wait for years.
    """
    return not any(abs(now - at) < _wait(min(every, _AGAIN) if at in brief else every) for at in passes)


def brief_passes(every: timedelta, runs: Iterable[SourceRun]) -> frozenset[datetime]:
    """When those passes began after which a source need not wait its whole time.

    One that made no connection asked nothing of anybody. One that failed otherwise is repeated once: where that fails
    too, the site has most likely changed, and asking each hour helps nobody. A host that refuses us is left alone.
    """
    own = sorted(runs, key=lambda run: run.started_at)
    failed = [run.started_at for run in own if run.status is RunStatus.FAILED and not run.unreached]
    repeats = {later for earlier, later in pairwise(failed) if later - earlier <= every}
    return frozenset(run.started_at for run in own if run.unreached) | frozenset(failed) - repeats


def _wait(span: timedelta) -> timedelta:
    return span - min(span / 10, _EARLY)
