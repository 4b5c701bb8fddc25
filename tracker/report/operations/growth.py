"""How much room each source takes in the archive, and how much it will take.

Owns the arithmetic of the forecast. Pure: sizes, the free space and the time are given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tracker.model import Taken

_DAY = timedelta(days=1)
_YEAR = 365
#: Bytes of records whose capture the store does not know.
OTHER = "(other)"
#: Whoever reads that the disk is full in fewer days than this must act now.
SOON = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One record of the archive: whose it is, when it was written, how many bytes it takes on the disk."""

    source: str
    at: datetime
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """One source's bytes now, a day and in a year from now; None while it is too young to say."""

    source: str
    size: int
    per_day: float | None
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """All sources, what lies beside the archive (store and pages), and for how many days the free space is enough.

    `days` is None when nothing grows.
    """

    sources: tuple[Growth, ...]
    size: int
    beside: int
    per_day: float
    free: int
    days: float | None

    @property
    def year(self) -> int:
        """What everything will take in a year from now."""
        return self.size + self.beside + round(self.per_day * _YEAR)

    @property
    def soon(self) -> bool:
        """Whether the disk will be full within thirty days."""
        return self.days is not None and self.days < SOON


def taken_with(taken: Iterable[Taken], pieces: Iterable[Piece]) -> tuple[Taken, ...]:
    """What each source takes with these records added, which are newer."""
    found = {one.source: one for one in taken}
    for piece in pieces:
        before = found.get(piece.source) or Taken(source=piece.source, first=piece.at)
        later = piece.size if piece.at >= before.first + _DAY else 0
        found[piece.source] = replace(before, size=before.size + piece.size, later=before.later + later)
    return tuple(found[source] for source in sorted(found))


def forecast(taken: Iterable[Taken], *, beside: int, free: int, now: datetime) -> Forecast:
    """The growth of every source over its recorded life, carried on.

    The first day of a source is left out of its pace: it brings what the lists held already, and an import brings all
    that it ever will. Store and pages are taken to grow in proportion to the archive.
    """
    sources = tuple(_growth(one, now) for one in sorted(taken, key=lambda one: one.source))
    size = sum(one.size for one in sources)
    per_day = sum(one.per_day or 0.0 for one in sources) * (1 + beside / size if size else 1)
    days = free / per_day if per_day > 0 else None
    return Forecast(sources=sources, size=size, beside=beside, per_day=per_day, free=free, days=days)


def _growth(taken: Taken, now: datetime) -> Growth:
    life = (now - taken.first - _DAY) / _DAY
    if life < 1:
        return Growth(source=taken.source, size=taken.size, per_day=None, year=None)
    per_day = taken.later / life
    year = taken.size + round(per_day * _YEAR)
    return Growth(source=taken.source, size=taken.size, per_day=per_day, year=year)
