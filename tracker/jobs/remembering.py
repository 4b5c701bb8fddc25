"""How far the archive is stored, and how much room each source takes in it: noted, so that no run reads it all again.

Owns when a bookmark is moved: when everything before it is in the store. Never stores what the archive holds.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.collect.keeping.archive import JOURNAL, Archive
from tracker.collect.keeping.journal import Stored
from tracker.model import Taken
from tracker.report.operations.growth import OTHER, Piece, taken_with
from tracker.store import Store


def remember(store: Store, archive: Archive) -> None:
    """Move the bookmark to the end of the archive, all of which is stored."""
    recent = archive.recent()
    before = () if recent.whole else store.taken()
    taken = taken_with(before, pieces(store, recent.stored))
    with store.transaction():
        store.put_taken(taken)
        store.put_bookmark(archive.bookmark(), JOURNAL)


def pieces(store: Store, stored: Iterable[Stored]) -> Iterable[Piece]:
    """Whose each record is and how much room it takes."""
    for one in stored:
        if one.capture:
            yield Piece(source=store.source_of(one.capture) or OTHER, at=one.retrieved_at, size=one.length)


def taken_so_far(store: Store, archive: Archive) -> tuple[Taken, ...]:
    """The room that each source takes: what was noted, and what has come since."""
    recent = archive.recent()
    return taken_with(() if recent.whole else store.taken(), pieces(store, recent.stored))
