"""A run over several sources, side by side, yielding outcomes as they happen.

Owns the event loop, the number of sources at once, and the one border of collecting that catches everything: whatever
breaks inside one item or one source is recorded there, and the others go on. Never sees the store.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from tracker.collect.asking.addresses import Resolver, system_resolver
from tracker.collect.asking.fetching import Fetcher, Transport
from tracker.collect.asking.politeness import Clock, Jitter, Politeness, Sleep, utc_now
from tracker.collect.asking.rules import RobotRules
from tracker.collect.keeping.archive import Archive
from tracker.collect.outcomes import Captured, Done, Known, Outcome, Reach, Read
from tracker.collect.reading.parsed import Link
from tracker.collect.visits import Tools, Visit
from tracker.collect.walks import walk_back
from tracker.errors import ArchiveDamaged, Blocked, StoreTrouble, TrackerError
from tracker.sources import Source

__all__ = ["Captured", "Done", "Known", "Outcome", "Reach", "Read", "collect"]

_log = logging.getLogger(__name__)

#: Sources visited at once; politeness is per host whatever this is.
SIDE_BY_SIDE = 16


def collect(
    sources: Sequence[Source],
    known: Known,
    *,
    archive: Archive,
    clock: Clock = utc_now,
    sleep: Sleep = asyncio.sleep,
    jitter: Jitter = random.random,
    transport: Transport | None = None,
    resolver: Resolver = system_resolver,
    contact: str = "",
    reach: Reach | None = None,
    tokens: Mapping[str, str] | None = None,
) -> Iterator[Outcome]:
    """Visits each source and yields what happens: Captured and Read for each page, Done once for each source.

    Bytes are in the archive before their outcome is yielded. Between two outcomes nothing runs, so an iterator that is
    left alone asks for nothing; closing it ends the run. Raises StoreTrouble and ArchiveDamaged, after which nothing
    could be kept; everything else ends in a Done. `tokens` are the keys that sources need, by the names that they give.
    """
    fetcher = Fetcher(
        politeness=Politeness(clock=clock, sleep=sleep),
        resolver=resolver,
        clock=clock,
        sleep=sleep,
        jitter=jitter,
        transport=transport,
        contact=contact,
    )
    tour = _Tour()
    tools = Tools(
        fetcher=fetcher,
        rules=RobotRules(fetcher, clock),
        archive=archive,
        clock=clock,
        emit=tour.emit,
        known=known,
        reach=reach or Reach(),
        tokens=tokens or {},
    )
    with asyncio.Runner() as runner:
        runner.run(tour.begin(_visit_all(sources, tools)))
        while (outcome := runner.run(tour.step())) is not None:
            yield outcome


class _Tour:
    """Hands outcomes from the visits, which run in the loop, to the caller, who stands outside it."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Outcome] = asyncio.Queue(maxsize=1)
        self._work: asyncio.Task[None] | None = None

    async def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Starts the visits; they move on only while `step` is waited for."""
        self._work = asyncio.create_task(work)

    async def emit(self, outcome: Outcome) -> None:
        """Takes one outcome, when the one before has been handed on."""
        await self._queue.put(outcome)

    async def step(self) -> Outcome | None:
        """The next outcome; None when all visits have ended. Raises what ended them early."""
        if self._work is None:
            return None
        coming = asyncio.create_task(self._queue.get())
        await asyncio.wait({coming, self._work}, return_when=asyncio.FIRST_COMPLETED)
        coming.cancel()  # no effect on one that is done; one that is not leaves its outcome in the queue
        await asyncio.wait({coming})
        if not coming.cancelled():
            return coming.result()
        if not self._queue.empty():
            return self._queue.get_nowait()
        await self._work
        return None


async def _visit_all(sources: Sequence[Source], tools: Tools) -> None:
    at_once = asyncio.Semaphore(SIDE_BY_SIDE)
    async with tools.fetcher:
        visits = [asyncio.create_task(_visit(source, tools, at_once)) for source in sources]
        try:
            await asyncio.gather(*visits)
        finally:
            for visit in visits:
                visit.cancel()
            await asyncio.gather(*visits, return_exceptions=True)


async def _visit(source: Source, tools: Tools, at_once: asyncio.Semaphore) -> None:
    async with at_once:
        visit = Visit(source, tools)
        failures: list[TrackerError] = []
        with _border(failures.append):
            await _visit_items(visit, tools.reach)
        done = visit.done(failures[0] if failures else None, now=tools.clock())
        tools.archive.journal_run(done.run)
        await tools.emit(done)


async def _visit_items(visit: Visit, reach: Reach) -> None:
    """The lists, then every item by itself; a host that refuses us ends the visit where it is."""
    if reach.since is not None:
        await walk_back(visit, reach, partial(_ask, visit))
        return
    for link in await visit.lists():
        if not await _ask(visit, link):
            return


async def _ask(visit: Visit, link: Link) -> bool:
    """Asks for one item; what is wrong with it costs that item alone. False when the host refuses us."""
    failures: list[TrackerError] = []
    with _border(failures.append):
        await visit.item(link)
    for failure in failures:
        visit.tally.skipped.append((link.url, str(failure)))
        if isinstance(failure, Blocked):
            visit.tally.trouble.append(f"broken off: {failure}")
            return False
    return True


@contextmanager
def _border(note: Callable[[TrackerError], None]) -> Iterator[None]:
    """Where trouble stops spreading. Only an archive that cannot be trusted or written ends the whole run."""
    try:
        yield
    except (StoreTrouble, ArchiveDamaged):
        raise
    except TrackerError as error:
        note(error)
    except Exception as error:  # noqa: BLE001 - the one border: an unforeseen page must not cost the other sources
        _log.debug("unexpected", exc_info=True)
        note(TrackerError(f"unexpected {type(error).__name__}: {error}; the page is in the archive, please report it"))
