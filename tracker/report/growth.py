"""How much room each source takes in the archive, and how much it will take.

Owns the arithmetic of the forecast. Pure: sizes, the free space and the time are given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

_DAY = timedelta(days=1)
_YEAR = 365
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


def forecast(pieces: Iterable[Piece], *, beside: int, free: int, now: datetime) -> Forecast:
    """The growth of every source over its recorded life, carried on.

    The first day of a source is left out of its pace: it brings what the lists held already, and an import brings all
    that it ever will. Store and pages are taken to grow in proportion to the archive.
    """
    by_source: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_source[piece.source].append(piece)
    sources = tuple(_growth(source, own, now) for source, own in sorted(by_source.items()))
    size = sum(one.size for one in sources)
    per_day = sum(one.per_day or 0.0 for one in sources) * (1 + beside / size if size else 1)
    days = free / per_day if per_day > 0 else None
    return Forecast(sources=sources, size=size, beside=beside, per_day=per_day, free=free, days=days)


def _growth(source: str, pieces: list[Piece], now: datetime) -> Growth:
    size = sum(piece.size for piece in pieces)
    settled = min(piece.at for piece in pieces) + _DAY
    life = (now - settled) / _DAY
    if life < 1:
        return Growth(source=source, size=size, per_day=None, year=None)
    per_day = sum(piece.size for piece in pieces if piece.at >= settled) / life
    return Growth(source=source, size=size, per_day=per_day, year=size + round(per_day * _YEAR))
