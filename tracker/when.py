"""Time as a source states it: an interval with a precision and a zone.

Owns what "earlier" means. Never reads a clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from tracker.errors import BadDate


class Precision(StrEnum):
    """How exactly a moment is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"


_ISO = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d{2})(?:-(?P<d>\d{2})(?:T(?P<clock>\d{2}:\d{2})(?P<zone>Z|[+-]\d{2}:\d{2}))?)?)?"
)


#: Outside of these years a date is a program's word for "none" (0001-01-01, 9999-12-31), and days around it cannot be
#: counted.
_YEARS = range(1000, 9001)


@dataclass(frozen=True, slots=True)
class When:
    """A time as precisely as its source states it.

    `iso` is YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM±HH:MM; `zone` is an IANA name for the coarser forms
    (None reads them as UTC). Raises BadDate for anything else.
    """

    iso: str
    zone: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is not one of the four forms or not a real date."""
        if not _ISO.fullmatch(self.iso):
            raise BadDate(f"date {self.iso!r}: expected YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM+HH:MM")
        if int(self.iso[:4]) not in _YEARS:
            raise BadDate(f"date {self.iso!r}: a placeholder, expected a year from {_YEARS[0]} to {_YEARS[-1]}")
        try:
            _ = self.end
        except (ValueError, OverflowError, KeyError) as error:
            raise BadDate(f"date {self.iso!r} in zone {self.zone!r}: {error}") from error

    @property
    def precision(self) -> Precision:
        """Year, month, day or minute."""
        return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(self.iso), Precision.MINUTE)

    @property
    def start(self) -> datetime:
        """The first instant that the date can mean, in UTC."""
        return _span(self.iso, self.zone)[0]

    @property
    def end(self) -> datetime:
        """The instant after the last one that the date can mean, in UTC."""
        return _span(self.iso, self.zone)[1]

    def earlier_than(self, other: When) -> bool:
        """True only if this ends before the other starts; overlapping times are the same time."""
        return self.end <= other.start

    def days_until(self, other: When) -> int:
        """Whole days between the two stated days (negative if the other is first), each in its own zone."""
        return (other.day - self.day).days

    @property
    def day(self) -> date:
        """The stated calendar day (the first one, for a month or a year)."""
        return date.fromisoformat((self.iso + "-01-01")[:10])

    def __str__(self) -> str:
        return self.iso


#: A year has 365 days and a collection some zones: what is sorted and compared again and again is counted once.
@lru_cache(maxsize=1 << 15)
def _span(iso: str, zone: str | None) -> tuple[datetime, datetime]:
    """The first instant of a time, and the one after its last, in UTC."""
    if len(iso) > len("YYYY-MM-DD"):
        start = datetime.fromisoformat(iso).astimezone(UTC)
        return start, start + timedelta(minutes=1)
    day = date.fromisoformat((iso + "-01-01")[:10])
    if len(iso) == len("YYYY-MM-DD"):
        after = day + timedelta(days=1)
    else:
        month = day.month - 1 + (12 if len(iso) == len("YYYY") else 1)
        after = date(day.year + month // 12, month % 12 + 1, 1)
    return _midnight(day, zone), _midnight(after, zone)


def _midnight(day: date, zone: str | None) -> datetime:
    at = ZoneInfo(zone) if zone else UTC
    return datetime(day.year, day.month, day.day, tzinfo=at).astimezone(UTC)
