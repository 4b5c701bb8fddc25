"""The jobs that start at the archive: rebuild, reparse and verify. None of them opens a socket.

Owns the order in which a new store takes the place of the old one. Never changes the archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace

from tracker.collect.keeping.archive import Archive, Damage
from tracker.errors import ArchiveDamaged, BadConfig, StoreTrouble, UnknownId
from tracker.jobs.epoch_file import epoch_of
from tracker.jobs.ledgers import append_ledger, read_ledger
from tracker.jobs.matching import Matched, match_store
from tracker.jobs.remembering import remember
from tracker.jobs.replaying import Replayed, holds_files_alone, put_registry, put_runs, replay
from tracker.jobs.workspace import Progress, Workspace, silent
from tracker.model import Rendering
from tracker.sources import Registry, load_registry
from tracker.store import Store, open_store

#: A rendering's version and place of first sight follow from the others; they are no difference of their own.
_FOLLOWS = ("version", "capture", "retrieved_at")

_JOURNAL_LOST = ("journal.jsonl", "was missing; verdicts were found again, how runs ended is lost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of one rendering that parsing today reads otherwise than the store has it."""

    rendering: str
    field: str
    before: str
    after: str


def rebuild(workspace: Workspace, *, progress: Progress = silent) -> tuple[Replayed, Matched]:
    """Make the store anew from the archive, the journal, the ledger and the configuration.

    The new store is built beside the old one and takes its place only when it is whole. What of the archive is not as
    it was written is named among the damaged; the old store is then kept, since it may hold what can be read no more,
    as it is where a source has no entry any more.
    """
    workspace.expect_collection()
    with workspace.lock():
        archive = Archive(workspace.archive)
        lacking = [_JOURNAL_LOST] if archive.journal_lost else []
        archive.settle()  # what a kill leaves is no damage
        lacking += [(one.record, one.reason) for one in archive.lacking()]
        with open_store(workspace.fresh) as store, _old(workspace) as old:
            lacking += _mend_ledger(workspace, archive, old)
            replayed = _refill(store, workspace, archive, progress=progress)
            if old is not None:
                _carry(old, store)
            matched = match_store(store, workspace, whole=True, progress=progress)
            replayed = replace(replayed, damaged=(*lacking, *replayed.damaged))
            if not replayed.damaged:
                remember(store, archive)
        _take_place(workspace, keep_old=bool(replayed.damaged or replayed.orphans))
    return replayed, matched


def reparse(
    workspace: Workspace, *, only: str | None = None, dry_run: bool = False, progress: Progress = silent
) -> tuple[Replayed, tuple[Difference, ...]]:
    """Judge and parse every archived capture by today's rules and say what differs, field by field.

    With `only`, the captures of that source alone, and nothing of the others is touched. Unless `dry_run`, the result
    takes the store's place and everything derived is made anew. Raises BadConfig where texts would go, since their
    source has no entry any more.
    """
    with workspace.lock():
        archive = Archive(workspace.archive)
        with open_store(workspace.db, read_only=True) as old:
            if not dry_run:
                _refuse_unknown(old, workspace, only)
            if only is not None:
                old.copy_to(workspace.fresh)
            with open_store(workspace.fresh) as store:
                if only is None:
                    replayed = _refill(store, workspace, archive, anew=True, note=not dry_run, progress=progress)
                else:
                    replayed = _reread(store, workspace, archive, only, note=not dry_run, progress=progress)
                found = tuple(differences(old, store))
                if not dry_run:
                    _carry(old, store)
                    match_store(store, workspace, whole=True, progress=progress)
        if dry_run:
            workspace.clear_fresh()
        else:
            _take_place(workspace, keep_old=bool(replayed.damaged or replayed.orphans))
    return replayed, found


def _refuse_unknown(store: Store, workspace: Workspace, only: str | None) -> None:
    collected = set(store.collected_sources())
    if not collected:
        return
    unknown = collected - {source.id for source in load_registry(workspace.sources).sources}
    if only is not None:
        unknown &= {only}
    if unknown:
        raise BadConfig(
            f"{workspace.sources}: has no entry for {', '.join(sorted(unknown))}, whose texts would go; is it the right"
            " file (--sources)? Put the entries back, with `enabled: false` if nobody is to be asked, or drop these"
            " texts with `tracker rebuild`"
        )


def verify(workspace: Workspace) -> Iterator[Damage]:
    """Every record and line that is not as it was written: of the archive, of the ledger, the epoch and the store."""
    workspace.expect_collection()
    yield from Archive(workspace.archive).verify()
    with _old(workspace) as store:
        yield from _verify_ledger(workspace, store)
    try:
        epoch_of(workspace)
    except ArchiveDamaged as error:
        yield Damage(record=workspace.epoch.name, reason=str(error))
    if workspace.db.is_file():
        with open_store(workspace.db, read_only=True) as store:
            yield from (Damage(record=workspace.db.name, reason=line) for line in store.check())


def _verify_ledger(workspace: Workspace, store: Store | None) -> Iterator[Damage]:
    """The ledger has no checksums; but the store has a copy of it as it was at the last match."""
    name, copy = workspace.ledger.name, store.ledger() if store else []
    try:
        lines = read_ledger(workspace.ledger)
    except ArchiveDamaged as error:
        yield Damage(record=name, reason=str(error))
        return
    for number, (line, copied) in enumerate(zip(lines, copy, strict=False), start=1):
        if line != copied:
            yield Damage(record=f"{name}:{number}", reason="the line differs from the store's copy of it")
    if len(lines) < len(copy):
        yield Damage(record=f"{name}:{len(lines) + 1}", reason=f"{len(copy) - len(lines)} lines are missing")


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


def _refill(
    store: Store,
    workspace: Workspace,
    archive: Archive,
    *,
    anew: bool = False,
    note: bool = True,
    progress: Progress,
) -> Replayed:
    """Fill an empty store with all that the archive holds; each record is read once."""
    # A collection of imports alone needs no sources.yaml; for any other, going on without it would lose texts.
    bare = not workspace.sources.exists() and holds_files_alone(archive)
    registry = Registry() if bare else load_registry(workspace.sources)
    put_registry(store, registry)
    replayed = replay(store, archive, registry, archive.ids(), anew=anew, note=note, progress=progress)
    put_runs(store, archive)
    return replayed


def _reread(
    store: Store, workspace: Workspace, archive: Archive, source: str, *, note: bool, progress: Progress
) -> Replayed:
    """Read the captures of one source anew in a copy of the store."""
    own = {capture.id for capture in store.captures(source)}
    held = [capture for capture in archive.ids() if capture in own]
    captures = [*held, *sorted(own.difference(held))]
    if not captures:
        raise UnknownId(f"{source}: nothing of a source of that id was collected; `tracker sources list` names them")
    registry = load_registry(workspace.sources)
    put_registry(store, registry)
    with store.transaction():
        store.forget(source)
    return replay(store, archive, registry, captures, anew=True, note=note, progress=progress)


@contextmanager
def _old(workspace: Workspace) -> Iterator[Store | None]:
    """The store that is there, for reading; None if there is none or it cannot be used."""
    found = None
    with suppress(StoreTrouble):
        found = open_store(workspace.db, read_only=True)
    try:
        yield found
    finally:
        if found is not None:
            found.close()


def _carry(old: Store, store: Store) -> None:
    """What only the store knows and the next run needs: how far backfills came, what people acknowledged, were told."""
    with store.transaction():
        for walk in old.walks():
            store.put_walk(walk)
        for known in old.acknowledgements():
            store.put_acknowledgement(known)
        store.put_notices(old.notices())
        store.put_alerts_seen(old.alerts_seen())
        store.put_alerts(old.alerts())


def _mend_ledger(workspace: Workspace, archive: Archive, old: Store | None) -> tuple[tuple[str, str], ...]:
    """Write a ledger that is gone again from the store's copy; what was wrong, if anything was."""
    if workspace.ledger.exists() or not archive.ids():
        return ()
    if old is None:
        lost = "is missing, and no store has a copy: phrasings and incidents get their ids anew, old links may break"
        return ((workspace.ledger.name, lost),)
    copy = old.ledger()
    append_ledger(workspace.ledger, copy)
    return ((workspace.ledger.name, "was missing; it was written again from the store's copy"),) if copy else ()


def _take_place(workspace: Workspace, *, keep_old: bool) -> None:
    """Put the new store in the place of the old one at once; a kill leaves the one or the other."""
    with suppress(StoreTrouble):  # fold its log into it; one that cannot be used needs no care
        open_store(workspace.db).close()
    if keep_old and workspace.db.is_file():
        workspace.replaced.unlink(missing_ok=True)
        workspace.replaced.hardlink_to(workspace.db)
    # A write-ahead log belongs to the old file: it must be gone before the new file carries its name.
    for suffix in ("-wal", "-shm"):
        workspace.db.with_name(workspace.db.name + suffix).unlink(missing_ok=True)
    workspace.fresh.replace(workspace.db)
