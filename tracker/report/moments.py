"""Times as readers see them: with their precision and their zone.

Owns wording of dates and lags. Never reads a clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tracker.model import Precision, When
from tracker.report.labels import count, say

#: The day or month at the end of an incident's name, as the program gives names. A stretch of days stays: it says more
#: than its first day.
_NAMED_DAY = re.compile(
    r", (?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" \d{4}$"
)
_FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """A stated time: for machines (`iso`), for the eye (`text`), and the zone it is stated in."""

    iso: str
    text: str
    zone: str


def moment(when: When | None) -> Moment:
    """The time as its source states it; an unknown date says so."""
    if when is None:
        return Moment("", say("time.unknown"), "")
    if when.precision is not Precision.MINUTE:
        return Moment(when.iso, when.iso, when.zone or say("time.no_zone"))
    offset = when.iso[16:]
    zone = "UTC" if offset in ("Z", "+00:00") else f"UTC{offset}"
    named = f"{when.zone}, {zone}" if when.zone and when.zone not in (zone, "Etc/UTC") else zone
    return Moment(when.iso, f"{when.iso[:10]} {when.iso[11:16]}", named)


def without_day(name: str) -> str:
    """An incident's name without the day at its end, for places where its day stands beside it."""
    return _NAMED_DAY.sub("", name)


def stamp(at: datetime | None) -> str:
    """An instant in UTC, to the minute."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if at else say("time.unknown")


def order(when: When | None) -> tuple[datetime, datetime]:
    """A sorting key: by start, then end; unknown dates last."""
    return (when.start, when.end) if when else (_FAR, _FAR)


def lag(first: When | None, later: When | None) -> str:
    """How long after: hours only between minute-precise times, else days; overlapping is the same time."""
    if first is None or later is None:
        return say("time.unknown")
    exact = first.precision is later.precision is Precision.MINUTE
    if exact and abs(later.start - first.start) < timedelta(days=3):
        minutes = round((later.start - first.start).total_seconds() / 60)
        hours, rest = divmod(abs(minutes), 60)
        sign = "−" if minutes < 0 else "+"
        return f"{sign}{hours} h {rest:02d}" if minutes else say("time.same")
    if not first.earlier_than(later) and not later.earlier_than(first):
        return say("time.same")
    days = first.days_until(later)
    return ("+" if days >= 0 else "−") + count("noun.day", abs(days))
