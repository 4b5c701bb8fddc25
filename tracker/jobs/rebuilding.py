"""The jobs that start at the archive: rebuild, reparse and verify. None of them opens a socket.

Owns the order in which a new store takes the place of the old one. Never changes the archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from tracker.collect.archive import Archive, Damage
from tracker.jobs.matching import Matched, match_store
from tracker.jobs.replaying import Replayed, put_registry, replay
from tracker.jobs.workspace import Progress, Workspace, silent
from tracker.model import Rendering
from tracker.sources import Registry, load_registry
from tracker.store import Store, open_store

#: A rendering's version and place of first sight follow from the others; they are no difference of their own.
_FOLLOWS = ("version", "capture", "retrieved_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of one rendering that parsing today reads otherwise than the store has it."""

    rendering: str
    field: str
    before: str
    after: str


def rebuild(workspace: Workspace, *, progress: Progress = silent) -> tuple[Replayed, Matched]:
    """Make the store anew from the archive, the journal, the ledger and the configuration.

    The new store is built beside the old one and takes its place only when it is whole.
    """
    with workspace.lock():
        fresh = _empty(workspace)
        with open_store(fresh) as store:
            replayed = _refill(store, workspace, progress)
            matched = match_store(store, workspace, progress=progress)
        _take_place(fresh, workspace.db)
    return replayed, matched


def reparse(
    workspace: Workspace, *, dry_run: bool = False, progress: Progress = silent
) -> tuple[Replayed, tuple[Difference, ...]]:
    """Parse every archived capture with today's parsers and say what differs, field by field.

    Unless `dry_run`, the result takes the store's place and everything derived is made anew.
    """
    with workspace.lock():
        fresh = _empty(workspace)
        with open_store(fresh) as store:
            replayed = _refill(store, workspace, progress)
            with open_store(workspace.db) as old:
                found = tuple(differences(old, store))
            if not dry_run:
                match_store(store, workspace, progress=progress)
        if dry_run:
            _remove(fresh)
        else:
            _take_place(fresh, workspace.db)
    return replayed, found


def verify(workspace: Workspace) -> Iterator[Damage]:
    """Every record and line of the archive that is not as it was written; then what SQLite finds in the store."""
    yield from Archive(workspace.archive).verify()
    if workspace.db.is_file():
        with open_store(workspace.db) as store:
            yield from (Damage(record=workspace.db.name, reason=line) for line in store.check())


def differences(old: Store, new: Store) -> Iterator[Difference]:
    """Every field in which a rendering differs between two stores; one that stands in only one of them is one."""
    before = {r.id: r for r in old.renderings() if r.parent is None}
    after = {r.id: r for r in new.renderings() if r.parent is None}
    for each in sorted(before.keys() | after.keys()):
        if each not in after:
            yield Difference(rendering=each, field="", before=before[each].title, after="(read no more)")
        elif each not in before:
            yield Difference(rendering=each, field="", before="(not read before)", after=after[each].title)
        else:
            yield from _fields(before[each], after[each])


def _fields(before: Rendering, after: Rendering) -> Iterator[Difference]:
    for field in fields(Rendering):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if was != now and field.name not in _FOLLOWS:
            yield Difference(rendering=before.id, field=field.name, before=str(was), after=str(now))


def _refill(store: Store, workspace: Workspace, progress: Progress) -> Replayed:
    archive = Archive(workspace.archive)
    # A collection of imports alone needs no sources.yaml; for any other, going on without it would lose texts.
    bare = not workspace.sources.exists() and all(one.role == "import" for one in archive.captures())
    registry = Registry() if bare else load_registry(workspace.sources)
    put_registry(store, registry)
    replayed = replay(store, archive, registry, archive.captures(), progress=progress)
    with store.transaction():
        for run in archive.runs():
            store.add_run(run)
    damaged = tuple((one.record, one.reason) for one in archive.verify())
    return replace(replayed, damaged=damaged)


def _empty(workspace: Workspace) -> Path:
    fresh = workspace.db.with_suffix(".rebuilding")
    _remove(fresh)
    return fresh


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _take_place(fresh: Path, db: Path) -> None:
    # The old write-ahead log belongs to the old file: it must be gone before the new file carries its name.
    for suffix in ("-wal", "-shm"):
        db.with_name(db.name + suffix).unlink(missing_ok=True)
    fresh.replace(db)
