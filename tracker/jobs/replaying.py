"""From archived bytes to renderings: what a rebuild, a re-parse and the clean-up after a kill have in common.

Owns which parser reads which capture. Opens no socket.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.collect.archive import Archive
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
    """What reading archived captures gave; `orphans` counts those whose source is in sources.yaml no more."""

    captures: int = 0
    changes: Changes = field(default_factory=Changes)
    skipped: tuple[tuple[str, str], ...] = ()
    orphans: int = 0


def put_registry(store: Store, registry: Registry) -> None:
    """Bring what the store knows of sources, issuers and states up to sources.yaml."""
    with store.transaction():
        store.put_channels(source.channel for source in registry.sources)
        store.put_issuers(registry.issuers)
        store.put_states(registry.states)


def replay(
    store: Store, archive: Archive, registry: Registry, captures: Iterable[Capture], *, progress: Progress = silent
) -> Replayed:
    """Parse captures from the archive, oldest first, and store what they hold.

    Raises ArchiveDamaged for a record that is not as it was written. A capture that no parser reads any more is named
    among the skipped, and its record stays.
    """
    sources = {source.id: source for source in registry.sources}
    total = Replayed()
    for capture in sorted(captures, key=lambda c: (c.retrieved_at, c.id)):
        total = _added(total, _replay_one(store, archive, sources, capture))
        if total.captures % EVERY == 0:
            progress(f"{total.captures} captures read")
    return total


def _replay_one(store: Store, archive: Archive, sources: Mapping[str, Source], capture: Capture) -> Replayed:
    body = archive.body(capture.id) or b""
    if capture.role == "import":
        changes, skipped = store_import(store, capture, body)
        return Replayed(captures=1, changes=changes, skipped=skipped)
    source = sources.get(capture.source)
    renderings: tuple[Rendering, ...] = ()
    skipped = ()
    if source and capture.verdict is Verdict.GOOD:
        try:
            parsed = parse(source, capture, body)
            renderings, skipped = parsed.renderings, parsed.skipped
        except BadInput as error:
            skipped = ((capture.url, str(error)),)
    changes = store_capture(store, capture, renderings)
    return Replayed(captures=1, changes=changes, skipped=skipped, orphans=int(source is None))


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
