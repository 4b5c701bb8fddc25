"""What earlier runs have taught: captures, runs and events to the snapshot that a collection starts from.

Owns which captures are trusted, because the run that made them was whole, and which items are doubtful, because it
failed. Pure: never opens the store or the archive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median_low

from tracker.collect.outcomes import Held, Known, held_after
from tracker.model import Capture, Presence, SourceRun
from tracker.terms import RunStatus, Verdict

#: Whole runs whose first pages say what is usual, and how many of them it takes to say it.
USUAL_OF, _USUAL_FROM = 10, 3
#: Items by which it is known where their parts stand.
SAMPLE = 3
_PASSED_OVER = (RunStatus.NOT_DUE, RunStatus.DISABLED)
GONE = (404, 410)
VANISHED, RETURNED = "vanished", "returned"


def known_from(
    captures: Iterable[Capture],
    *,
    texts: Mapping[str, str] | None = None,
    runs: Iterable[SourceRun] = (),
    presences: Iterable[Presence] = (),
    flapping: Iterable[tuple[str, str]] = (),
) -> Known:
    """The snapshot that captures, given in the order of their making, add up to.

    `flapping` pairs sources with the addresses whose text changes at every look.
    """
    tried = _by_source(run for run in runs if run.status not in _PASSED_OVER)
    last = {source: own[-1].status for source, own in tried.items()}
    sorter = _Sorter(windows={source: _Windows(own) for source, own in tried.items()})
    for capture in captures:
        sorter.take(capture)
    return Known(
        bodies=sorter.bodies,
        items=_frozen(sorter.items),
        texts=dict(texts or {}),
        unsettled=frozenset(source for source, status in last.items() if not status.moves_mark).union(sorter.cut_short),
        cut_short=sorter.cut_short,
        failed=frozenset(source for source, status in last.items() if status is RunStatus.FAILED),
        usual={source: usual for source, own in tried.items() if (usual := usual_count(own))},
        trusted_lists=sorter.trusted_lists,
        trusted_items={source: tuple(own) for source, own in sorter.trusted_items.items()},
        doubtful=_frozen(sorter.doubtful),
        gone=_frozen(sorter.gone),
        odd=sorter.odd(),
        absent=_absent(presences),
        flapping=_paired(flapping),
    )


def usual_count(runs: Sequence[SourceRun]) -> int:
    """How many entries the first page of a source has when all is well; 0 while that is not known."""
    counts = [run.first_page for run in runs if run.status.moves_mark and run.first_page][-USUAL_OF:]
    return median_low(counts) if len(counts) >= _USUAL_FROM else 0


@dataclass(slots=True, kw_only=True)
class _Sorter:
    """Takes captures one after the other, oldest first, and keeps what the newest of each address teaches."""

    windows: Mapping[str, _Windows]
    bodies: dict[str, Held] = field(default_factory=dict)
    items: dict[str, set[str]] = field(default_factory=dict)
    gone: dict[str, set[str]] = field(default_factory=dict)
    doubtful: dict[str, set[str]] = field(default_factory=dict)
    trusted_lists: dict[tuple[str, str], Capture] = field(default_factory=dict)
    trusted_items: dict[str, deque[Capture]] = field(default_factory=dict)
    newest: dict[str, datetime] = field(default_factory=dict)
    failures: dict[tuple[str, str], tuple[datetime, datetime]] = field(default_factory=dict)
    cut_short: dict[str, int] = field(default_factory=dict)

    def take(self, capture: Capture) -> None:
        """Learns from one capture; what is neither a list nor an item teaches nothing."""
        if capture.role not in ("list", "item"):
            return
        if capture.verdict is not Verdict.GOOD:
            if capture.role == "item":
                self._take_failure(capture)
            return
        if capture.source not in self.windows or self.windows[capture.source].all_before(capture):
            self.cut_short[capture.source] = self.cut_short.get(capture.source, 0) + (capture.role == "item")
        self.bodies[capture.url] = held_after(capture, self.bodies.get(capture.url))
        ended = self.windows[capture.source].status_of(capture) if capture.source in self.windows else None
        if capture.role == "item":
            self._take_item(capture, ended)
        elif ended is not None and ended.moves_mark:
            self.trusted_lists[capture.source, capture.url] = capture

    def _take_failure(self, capture: Capture) -> None:
        source, url = capture.source, capture.url
        if capture.status in GONE:
            self.gone.setdefault(source, set()).add(url)
        if url not in self.items.get(source, ()):
            first, _ = self.failures.get((source, url), (capture.retrieved_at, None))
            self.failures[source, url] = first, capture.retrieved_at

    def odd(self) -> Mapping[str, Mapping[str, datetime]]:
        """Items that were never read, though others that came after their first failure were: when each failed last."""
        found: dict[str, dict[str, datetime]] = {}
        for (source, url), (first, last) in self.failures.items():
            if source in self.newest and first < self.newest[source]:
                found.setdefault(source, {})[url] = last
        return found

    def _take_item(self, capture: Capture, ended: RunStatus | None) -> None:
        source, url = capture.source, capture.url
        if url not in self.items.setdefault(source, set()):
            self.items[source].add(url)
            self.newest[source] = capture.retrieved_at
            self.failures.pop((source, url), None)
        self.gone.get(source, set()).discard(url)
        if ended is RunStatus.FAILED:
            self.doubtful.setdefault(source, set()).add(url)
        elif ended is not None:
            self.doubtful.get(source, set()).discard(url)
        if ended is not None and ended.moves_mark:
            self.trusted_items.setdefault(source, deque(maxlen=SAMPLE)).append(capture)


class _Windows:
    """The spans of time of a source's runs, oldest first: which run made a capture."""

    def __init__(self, runs: Sequence[SourceRun]) -> None:
        self._runs = runs
        self._ends: list[datetime] = [run.ended_at for run in runs]

    def all_before(self, capture: Capture) -> bool:
        """Whether every run had ended when a capture was made: then the run that made it left no record."""
        return capture.retrieved_at > self._ends[-1]

    def status_of(self, capture: Capture) -> RunStatus | None:
        """How the run ended in which a capture was made; None for one that was cut short and left no record."""
        place = bisect_left(self._ends, capture.retrieved_at)
        if place == len(self._runs) or self._runs[place].started_at > capture.retrieved_at:
            return None
        return self._runs[place].status


def _by_source(runs: Iterable[SourceRun]) -> dict[str, list[SourceRun]]:
    found: dict[str, list[SourceRun]] = {}
    for run in runs:
        found.setdefault(run.source, []).append(run)
    return {source: sorted(own, key=_started) for source, own in found.items()}


def _started(run: SourceRun) -> datetime:
    return run.started_at


def _absent(presences: Iterable[Presence]) -> Mapping[str, frozenset[str]]:
    last = {(one.source, one.url): one.what for one in presences}
    return _paired(pair for pair, what in last.items() if what == VANISHED)


def _paired(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for source, url in pairs:
        found.setdefault(source, set()).add(url)
    return _frozen(found)


def _frozen(sets: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {source: frozenset(urls) for source, urls in sets.items() if urls}
