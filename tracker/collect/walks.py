"""A backfill: the lists of a source walked back to a day, page by page, the items of each before the next page.

Owns where a walk begins, where it ends and what is remembered of it. Never reads a page itself: that is the visit's.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from statistics import median

from tracker.collect.outcomes import Reach, Walked
from tracker.collect.reading.parsed import Link, Parsed
from tracker.collect.visits import Visit
from tracker.errors import BadInput, Blocked, FetchFailed, NotAllowed, TrackerError
from tracker.model import Walk

#: Asks for one item; False when the host refuses us and the visit has to end.
Ask = Callable[[Link], Awaitable[bool]]
#: Days without an entry that are no hole, whatever the pace; fewer entries than these show no pace.
_HOLE, _PACE = 60, 4
#: Paging whose pages have an address that can be asked for by itself, later.
_RESUMABLE = ("trs", "query", "path", "next", "header", "cursor", "usual")


async def walk_back(visit: Visit, reach: Reach, ask: Ask) -> None:
    """Walks every list of the visit's source back to `reach.since`, and says with each page how far it came.

    A walk that was broken off goes on from its last whole page, and one that met a hole from the page before it. It
    ends where a page holds nothing from that day on, repeats an earlier page, is the last one, or is the last that the
    source's `paging.pages` allows.
    """
    if reach.since is None:
        raise ValueError("a walk needs the day to walk back to")
    begun = {walk.url: walk for walk in reach.walks if walk.source == visit.source.id}
    days: list[date | None] = []
    failures: list[TrackerError] = []
    for url in visit.source.urls:
        walk = replace(begun.get(url) or Walk(source=visit.source.id, url=url, since=reach.since), since=reach.since)
        steps = _Steps(visit=visit, ask=ask, walk=walk, holes=len(visit.tally.trouble))
        try:
            finished = await steps.go()
        except Blocked:
            raise
        except (FetchFailed, NotAllowed, BadInput) as error:
            failures.append(error)
            continue
        if steps.refused:
            return
        days.append(finished.reached if finished else None)
    if len(failures) == len(visit.source.urls):
        raise failures[0]
    visit.tally.trouble += map(str, failures)
    known = [day for day in days if day is not None]
    # the list that came least far back speaks for the source
    visit.reached = max(known) if len(known) == len(visit.source.urls) else None


@dataclass(slots=True, kw_only=True)
class _Steps:
    """One list being walked back; `holes` counts what was missing before it began."""

    visit: Visit
    ask: Ask
    walk: Walk
    holes: int = 0
    refused: bool = False
    oldest: date | None = None
    met: set[frozenset[str]] = field(default_factory=set)

    async def go(self) -> Walk | None:
        """The finished walk; None when it was not whole, whatever was read until then being remembered."""
        page = await self._first()
        while True:
            entries = _entries(page)
            if not page.items or (entries and entries in self.met):
                return await self._finish()
            self.met.add(entries)
            days = await self._items(page)
            if days is None:
                self.refused = True
                return None
            self.oldest = _back(days) or self.oldest
            if self._is_older(page, days) or not self._goes_on(page):
                return await self._finish()
            await self._remember(page)
            page = await self.visit.older_page(page, self.walk.pages + 1)

    async def _first(self) -> Parsed:
        """The page where the walk goes on; a remembered one that cannot be read any more makes it begin anew."""
        if self.walk.resume_url and self.visit.source.paging.style in _RESUMABLE:
            try:
                page = await self.visit.list_page(self.walk.resume_url)
            except BadInput:
                await self._note(replace(self.walk, resume_url="", pages=0))
                raise
            self.walk = replace(self.walk, pages=max(0, self.walk.pages - 1))
            return page
        self.walk = replace(self.walk, resume_url="", pages=0)
        return await self.visit.first_page(self.walk.url)

    async def _items(self, page: Parsed) -> list[date] | None:
        """Asks for what is not held yet; gives the entries' days in the list's order, None when the host refuses us."""
        before = set(self.visit.tally.renderings)
        for link in page.links:
            old = link.published is not None and link.published.day < self.walk.since
            if not old and not self.visit.holds(link.url) and not await self.ask(link):
                return None
        fresh = [one for key, one in self.visit.tally.renderings.items() if key not in before]
        said = {one.url: one.published for one in fresh}
        stated = [link.published or said.pop(link.url, None) for link in page.links]
        stated = [*said.values(), *stated, *(one.published for one in page.renderings)]
        return [when.day for when in stated if when is not None]

    def _is_older(self, page: Parsed, days: Sequence[date]) -> bool:
        """Whether a page lies before the day: most of its entries say when they are of, and none is of then or later.

        A single old one among many without a date says nothing of where in the list this is.
        """
        return 2 * len(days) >= max(1, len(_entries(page))) and max(days) < self.walk.since

    def _goes_on(self, page: Parsed) -> bool:
        return page.next_page is not None and self.walk.pages + 1 < self.visit.source.paging.pages

    async def _remember(self, page: Parsed) -> None:
        if len(self.visit.tally.trouble) > self.holes:
            return  # what lies behind a hole is collected, but the next walk has to come by here again
        await self._note(replace(self.walk, pages=self.walk.pages + 1, resume_url=page.url, reached=self.oldest))

    async def _finish(self) -> Walk | None:
        """A list that ends after the day holds nothing older: its oldest entry is as far as anybody can go."""
        if len(self.visit.tally.trouble) > self.holes:
            return None
        reached = max(self.walk.since, self.oldest) if self.oldest else None
        await self._note(replace(self.walk, pages=self.walk.pages + 1, resume_url="", reached=reached))
        return self.walk

    async def _note(self, walk: Walk) -> None:
        self.walk = walk
        await self.visit.emit(Walked(walk=walk))


def _back(days: Sequence[date]) -> date | None:
    """How far back a page goes, from its entries' days in their order, without those that stand apart from all others.

    Sites pin pages of many years ago to the top of their lists, or to the foot of each page.
    """
    if len(days) < _PACE:
        return days[-1] if days else None
    ordered = sorted(set(days), reverse=True)
    gaps = [(later - earlier).days for later, earlier in pairwise(ordered)]
    longest = max(_HOLE, 6 * median(gaps)) if gaps else _HOLE
    return next((day for day, gap in zip(ordered, gaps, strict=False) if gap > longest), ordered[-1])


def _entries(page: Parsed) -> frozenset[str]:
    return frozenset([*(link.url for link in page.links), *(one.id for one in page.renderings)])
