"""From archived bytes to renderings: what a rebuild, a re-parse and the clean-up after a kill have in common.

Owns which parser reads which capture. Opens no socket.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tracker.collect.archive import Archive
from tracker.collect.parsed import Link
from tracker.collect.parsing import parse
from tracker.errors import BadInput
from tracker.jobs.importing import store_import
from tracker.jobs.workspace import Progress, silent
from tracker.model import Capture, Rendering, Verdict
from tracker.sources import Registry, Source
from tracker.store import Changes, Store

#: Captures between two lines of progress.
EVERY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What reading archived captures gave; `orphans` counts those whose source is in sources.yaml no more.

    `damaged` names the places of the archive that are not as they were written: what was made from the rest may differ.
    """

    captures: int = 0
    changes: Changes = field(default_factory=Changes)
    skipped: tuple[tuple[str, str], ...] = ()
    orphans: int = 0
    damaged: tuple[tuple[str, str], ...] = ()


def put_registry(store: Store, registry: Registry) -> None:
    """Bring what the store knows of sources, issuers and states up to sources.yaml."""
    with store.transaction():
        store.put_channels(source.channel for source in registry.sources)
        store.put_issuers(registry.issuers)
        store.put_states(registry.states)


def replay(
    store: Store,
    archive: Archive,
    registry: Registry,
    captures: Iterable[Capture],
    *,
    lists: Iterable[Capture] = (),
    progress: Progress = silent,
) -> Replayed:
    """Parse captures from the archive, oldest first, and store what they hold.

    What a list says of an item (a date, a title) is carried to the item's page, as it was when both were collected;
    `lists` are earlier list pages that are read for that alone. Raises ArchiveDamaged for a record that is not as it
    was written. A capture that no parser reads any more is named among the skipped, and its record stays.
    """
    reader = _Reader(archive, {source.id: source for source in registry.sources})
    for capture in sorted(lists, key=_order):
        reader.read(capture)
    total = Replayed()
    for capture in sorted(captures, key=_order):
        total = _added(total, _replay_one(store, reader, capture))
        if total.captures % EVERY == 0:
            progress(f"{total.captures} captures read")
    return total


def _order(capture: Capture) -> tuple[datetime, str]:
    return capture.retrieved_at, capture.id


class _Reader:
    """Parses archived captures one after the other, remembering what lists said of items."""

    def __init__(self, archive: Archive, sources: Mapping[str, Source]) -> None:
        self.archive = archive
        self.sources = sources
        self._links: dict[tuple[str, str], Link] = {}

    def read(self, capture: Capture) -> tuple[tuple[Rendering, ...], tuple[tuple[str, str], ...]]:
        """The renderings of one capture, and what had to be left out."""
        source = self.sources.get(capture.source)
        if source is None or capture.verdict is not Verdict.GOOD or capture.role == "import":
            return (), ()
        link = self._links.get((capture.source, capture.url))
        try:
            parsed = parse(source, capture, self.archive.body(capture.id) or b"", link)
        except BadInput as error:
            return (), ((capture.url, str(error)),)
        self._links |= {(capture.source, one.url): one for one in parsed.links}
        return parsed.renderings, parsed.skipped


def _replay_one(store: Store, reader: _Reader, capture: Capture) -> Replayed:
    if capture.role == "import":
        changes, skipped = store_import(store, capture, reader.archive.body(capture.id) or b"")
        return Replayed(captures=1, changes=changes, skipped=skipped)
    renderings, skipped = reader.read(capture)
    changes = store_capture(store, capture, renderings)
    orphans = int(capture.source not in reader.sources)
    return Replayed(captures=1, changes=changes, skipped=skipped, orphans=orphans)


def store_capture(store: Store, capture: Capture, renderings: Sequence[Rendering]) -> Changes:
    """Store a capture with what it holds, all of it or nothing."""
    with store.transaction():
        store.add_capture(capture)
        changes = store.put_renderings(renderings, capture.retrieved_at)
        store.mark_parsed(capture.id)
    return changes


def _added(total: Replayed, one: Replayed) -> Replayed:
    return Replayed(
        captures=total.captures + one.captures,
        changes=total.changes + one.changes,
        skipped=total.skipped + one.skipped,
        orphans=total.orphans + one.orphans,
    )
