"""When a source is to be asked again.

Owns the rule, also for a clock that was wrong. Pure: the passes and the time are given.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

#: No scheduler is exact: a source asked every hour by an hourly timer would often be a minute short of its time, and
#: wait for the next turn. So a tenth of its time may be missing, but never more than this.
_EARLY = timedelta(minutes=15)


def is_due(every: timedelta, passes: Iterable[datetime], now: datetime) -> bool:
    """Whether no pass lies within `every` of now, on either side.

    A pass that bears a later time than now was stamped by a clock that has since been set back. One within `every` is
    taken at its word, so that nobody is asked twice; one further off says nothing of when that was, and must not make
    the source wait for years.
    """
    wait = every - min(every / 10, _EARLY)
    return not any(abs(now - at) < wait for at in passes)
