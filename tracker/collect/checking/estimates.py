"""How long a backfill would take, told from one list page.

Owns the arithmetic. Pure: never asks for anything, and says "at most" where the page does not tell.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from tracker.collect.asking.politeness import INTERVAL
from tracker.collect.reading.parsed import Parsed
from tracker.sources import Source

_HOUR = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a walk back to `since` would ask for; `certain` is false where the list shows no dates to reckon with."""

    source: str
    since: date
    pages: int
    items: int
    seconds: float
    certain: bool

    @property
    def hours(self) -> float:
        """The time it takes at the source's pace."""
        return self.seconds / _HOUR


def estimate(source: Source, page: Parsed, since: date) -> Estimate:
    """The cost of a backfill, from the newest page of the list.

    The list is taken to go on as densely as it begins; `paging.pages` is the most that will be read. Every item needs a
    request of its own, unless the list holds whole texts.
    """
    stated = [*(link.published for link in page.links), *(one.published for one in page.renderings)]
    days = [when.day for when in stated if when is not None]
    pages = source.paging.pages if page.next_page else 1
    certain = page.next_page is None
    if days and page.next_page:
        # the last entry, not the oldest: what is pinned to the top may be many years old
        span = max(1, (days[0] - days[-1]).days)
        needed = math.ceil(max(0, (days[0] - since).days) / span)
        pages, certain = max(1, min(pages, needed)), True
    items = pages * len(page.links)
    seconds = (pages + items) * max(source.min_interval, INTERVAL)
    return Estimate(source=source.id, since=since, pages=pages, items=items, seconds=seconds, certain=certain)
