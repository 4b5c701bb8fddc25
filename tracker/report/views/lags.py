"""How soon after an incident something was said, as surely as both times are known.

Owns the arithmetic of intervals: hours only between minute-precise times, else days, from the fewest to the most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.model import Incident, Precision, When
from tracker.report.labels import count, say
from tracker.report.moments import lag


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """`hours` between two minutes; else `days`, the fewest and the most that can lie between; both None: unknown.

    Fewer than none means that the incident was still going on, or had not begun.
    """

    hours: float | None = None
    days: tuple[int, int] | None = None
    text: str

    @property
    def shape(self) -> dict[str, Any]:
        """The same for programs."""
        return {"hours": self.hours, "days": list(self.days) if self.days else None, "text": self.text}


def lag_after(incident: Incident, date: When | None) -> Lag:
    """From an incident to a time; unknown where either is. An incident of two days gives a stretch of days."""
    first, last = incident.start, incident.end or incident.start
    if first is None or last is None or date is None:
        return Lag(text=say("time.lag_unknown"))
    if first.day == last.day and first.precision is date.precision is Precision.MINUTE:
        hours = (date.start - first.start).total_seconds() / 3600
        return Lag(hours=round(hours, 2), text=lag(first, date))
    least, most = (_first(date) - _last(last)), (_last(date) - _first(first))
    if least == most:
        return Lag(days=(least, most), text=lag(first, date))
    return Lag(days=(least, most), text=say("time.between", least=_signed(least), most=count("noun.day", most)))


def _first(when: When) -> int:
    return when.day.toordinal()


def _last(when: When) -> int:
    """The last calendar day that a time can mean, in its own zone."""
    if when.precision in (Precision.DAY, Precision.MINUTE):
        return when.day.toordinal()
    return when.day.toordinal() + (when.end - when.start).days - 1


def _signed(days: int) -> str:
    return f"−{-days}" if days < 0 else f"+{days}"
