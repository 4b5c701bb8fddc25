"""What is known of an archive's records without reading them: which capture lies where, which record holds which body.

Owns the answers to such questions, from the journal, and for what lies before a bookmark from whoever keeps them for
us. What is kept elsewhere is never believed: whoever reads a record checks that it is the one. Never opens a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from tracker.collect.keeping.journal import Judged, Stored
from tracker.model import Bookmark, Capture, SourceRun


class Earlier(Protocol):
    """What is kept of an archive up to a bookmark, so that it need not be read at each start; a store is one."""

    def bookmark(self) -> Bookmark | None:
        """Up to where that is."""
        ...

    def capture(self, capture: str) -> Capture | None:
        """One capture with its place."""
        ...

    def holder(self, sha256: str) -> Capture | None:
        """The newest capture whose own record holds that body."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """What the journal says behind the bookmark: ids of captures, oldest first, runs, and every record."""

    captures: tuple[str, ...]
    runs: tuple[SourceRun, ...]
    stored: tuple[Stored, ...]
    whole: bool


@dataclass(slots=True)
class Index:
    """What the journal and the files say together; rebuilt on opening, never stored."""

    earlier: Earlier | None = None
    bodies: dict[str, Stored] = field(default_factory=dict)
    captures: dict[str, Stored] = field(default_factory=dict)
    records: dict[str, Stored] = field(default_factory=dict)
    verdicts: dict[str, Judged] = field(default_factory=dict)
    runs: dict[SourceRun, None] = field(default_factory=dict)
    waiting: list[Stored] = field(default_factory=list)
    torn: dict[str, int] = field(default_factory=dict)

    def add(self, stored: Stored) -> None:
        """Learns of a record."""
        self.records[stored.record] = stored
        if stored.capture:
            self.captures[stored.capture] = stored
        if stored.capture and stored.holds_body:
            self.bodies[stored.sha256] = stored  # the newest: stored again only when its record was not intact

    def capture(self, capture: str) -> Stored | None:
        """Where a capture lies."""
        found = self.captures.get(capture)
        return found or (_kept(self.earlier.capture(capture)) if self.earlier else None)

    def holder(self, sha256: str) -> Stored | None:
        """The record that holds a body."""
        found = self.bodies.get(sha256)
        return found or (_kept(self.earlier.holder(sha256)) if self.earlier else None)

    def verdict(self, capture: str) -> Judged | None:
        """What a capture was found to be, if that is noted."""
        found = self.verdicts.get(capture)
        if found is not None or self.earlier is None or capture in self.captures:
            return found
        kept = self.earlier.capture(capture)
        return Judged(capture=kept.id, verdict=kept.verdict, reason=kept.reason) if kept else None

    def recent(self) -> Recent:
        """What it has read itself; everything, if it asks nobody."""
        return Recent(
            captures=tuple(self.in_order()),
            runs=tuple(self.runs),
            stored=tuple(self.records.values()),
            whole=self.earlier is None,
        )

    def in_order(self) -> Iterator[str]:
        """The ids of captures as they were stored: a list before its items, whatever the clock said meanwhile."""
        found = [(*place(one.record), one.capture) for one in self.captures.values()]
        return (one[-1] for one in sorted(found))


def _kept(capture: Capture | None) -> Stored | None:
    """The place of a capture that somebody keeps; its length and the hash of its bytes are not kept."""
    if capture is None or not capture.record:
        return None
    return Stored(
        record=capture.record,
        length=0,
        packed_sha256="",
        capture=capture.id,
        sha256=capture.sha256,
        url=capture.final_url or capture.url,
        retrieved_at=capture.retrieved_at,
        holds_body=capture.revisits is None,
    )


def place(record: str) -> tuple[str, int]:
    """The file and the offset that a record's name says."""
    name, _, offset = record.rpartition(":")
    return name, int(offset)


def offset_of(stored: Stored) -> int:
    """Where a record begins in its file."""
    return place(stored.record)[1]


def gaps(known: list[Stored], size: int, *, start: int = 0) -> list[tuple[int, int]]:
    """The stretches of a file, from `start` on, that no known record covers."""
    ends = [start] + [offset_of(stored) + stored.length for stored in known]
    starts = [offset_of(stored) for stored in known] + [size]
    return [(end, start) for end, start in zip(ends, starts, strict=True) if start > end]
