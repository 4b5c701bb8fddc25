"""From archived bytes to renderings: what a rebuild, a re-parse and the clean-up after a kill have in common.

Owns which parser reads which capture. Opens no socket.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial

from tracker.collect.checking.presences import Watch, entries
from tracker.collect.checking.verdicts import judge
from tracker.collect.keeping.archive import Archive, Kept
from tracker.collect.knowing import known_from
from tracker.collect.reading.parsed import Link
from tracker.collect.reading.parsing import parse
from tracker.errors import ArchiveDamaged, BadInput
from tracker.jobs.remembering import remember
from tracker.jobs.storing import LeftOut, put_capture, put_import
from tracker.jobs.workspace import Progress, Workspace, silent
from tracker.model import Presence, Rendering, SourceRun, Verdict
from tracker.sources import Registry, Source, load_registry
from tracker.store import Changes, Store

#: Captures between two lines of progress.
EVERY = 200
_OK, _NOT_MODIFIED = 200, 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What reading archived captures gave; `orphans` counts those whose source is in sources.yaml no more.

    `unknown` are these sources.
    `damaged` names the places of the archive that are not as they were written: what was made from the rest may differ.
    """

    captures: int = 0
    changes: Changes = field(default_factory=Changes)
    skipped: tuple[tuple[str, str], ...] = ()
    orphans: int = 0
    unknown: frozenset[str] = frozenset()
    damaged: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: Replayed) -> Replayed:
        return Replayed(
            captures=self.captures + other.captures,
            changes=self.changes + other.changes,
            skipped=self.skipped + other.skipped,
            orphans=self.orphans + other.orphans,
            unknown=self.unknown | other.unknown,
            damaged=self.damaged + other.damaged,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What one capture holds: its texts, what of it was left out, and what it says of addresses."""

    renderings: tuple[Rendering, ...] = ()
    left_out: LeftOut = ()
    presences: tuple[Presence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What earlier captures told of the addresses of one source; `lists` names the newest good one of each list."""

    source: str
    lists: tuple[str, ...] = ()
    items: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()


def registry_if_any(workspace: Workspace) -> Registry | None:
    """What sources.yaml says; None where there is none, as beside imports alone. BadConfig for one with mistakes."""
    return load_registry(workspace.sources) if workspace.sources.exists() else None


def put_registry(store: Store, registry: Registry) -> None:
    """Bring what the store knows of sources, issuers and states up to sources.yaml."""
    with store.transaction():
        store.put_channels(source.channel for source in registry.sources)
        store.put_issuers(registry.issuers)
        store.put_states(registry.states)


def recover(store: Store, archive: Archive, registry: Registry) -> Replayed:
    """Store what a killed run had archived and not stored: captures with what they hold, and how passes ended.

    Then all that is archived is stored, and the next run need not look at it again.
    """
    archive.settle()
    recent = archive.recent()
    left = store.left(recent.captures)
    affected = {kept.capture.source for kept in map(partial(_intact, archive), left) if kept is not None}
    unread = set(left)
    earlier = (_seen(store, source, unread) for source in registry.sources if source.id in affected)
    replayed = replay(store, archive, registry, left, earlier=earlier, note=True)
    _put_runs(store, recent.runs)
    if not replayed.damaged:  # what could not be read may be there again for the next run
        remember(store, archive)
    return replayed


def recover_imports(store: Store, archive: Archive) -> Replayed:
    """The same for files alone, which need no sources.yaml."""
    archive.settle()
    recent = archive.recent()
    left = store.left(recent.captures)
    files = [one for one in left if (kept := _intact(archive, one)) and kept.capture.role == "import"]
    replayed = replay(store, archive, Registry(), files)
    if len(files) == len(left) and not replayed.damaged:
        _put_runs(store, recent.runs)
        remember(store, archive)
    return replayed


def put_runs(store: Store, archive: Archive) -> None:
    """Remember every pass that the journal knows and the store does not."""
    _put_runs(store, archive.runs())


def _put_runs(store: Store, runs: Iterable[SourceRun]) -> None:
    lost = [run for run in runs if not store.holds_run(run.source, run.started_at)]
    if lost:
        with store.transaction():
            for run in lost:
                store.add_run(run)


def _seen(store: Store, source: Source, left: Container[str]) -> Seen:
    """What the store knows of the addresses of a source, from captures that are not among those left to be read."""
    history = store.history(source.id, runs=0, sample=0)
    read = [one for one in history.captures if one.id not in left]
    known = known_from(read, presences=store.presences(source.id))
    lists = {one.url: one.id for one in read if one.role == "list" and one.verdict is Verdict.GOOD}
    return Seen(
        source=source.id,
        lists=tuple(lists.values()),
        items=known.items.get(source.id, frozenset()),
        gone=known.gone.get(source.id, frozenset()),
        absent=known.absent.get(source.id, frozenset()),
    )


def replay(
    store: Store,
    archive: Archive,
    registry: Registry,
    captures: Sequence[str],
    *,
    earlier: Iterable[Seen] = (),
    anew: bool = False,
    note: bool = False,
    progress: Progress = silent,
) -> Replayed:
    """Parse captures from the archive, named by their ids and oldest first, and store what they hold.

    What a list says of an item (a date, a title) is carried to the item's page, as it was when both were collected;
    `earlier` are captures in the store that are looked at for that, and for what has become of addresses since. A
    capture whose verdict the journal lost is judged again, with `anew` every one is, and with `note` the journal learns
    it. A capture that no parser reads any more is named among the skipped, one whose bytes are not as they were written
    among the damaged; the others are read.
    """
    reader = _Reader(archive, {source.id: source for source in registry.sources}, anew=anew, note=note)
    for seen in earlier:
        reader.recall(seen)
    total = Replayed()
    for start in range(0, len(captures), EVERY):
        with store.transaction():  # a commit for each would take longer than the reading
            total = sum((_replay_one(store, reader, one) for one in captures[start : start + EVERY]), total)
        progress(f"{min(start + EVERY, len(captures))} of {len(captures)} captures read")
    return total


class _Reader:
    """Parses archived captures one after the other, remembering what lists said of items and where addresses stood."""

    def __init__(self, archive: Archive, sources: Mapping[str, Source], *, anew: bool, note: bool) -> None:
        self.archive = archive
        self.sources = sources
        self._anew = anew
        self._note = note
        self._links: dict[tuple[str, str], Link] = {}
        self._watches = {one.id: Watch(source=one.id, tops=set(one.urls)) for one in sources.values()}

    def judged(self, kept: Kept) -> Kept:
        """The capture with its verdict; one that a kill or a lost journal took is found again."""
        source = self.sources.get(kept.capture.source)
        if source is None or kept.capture.role == "import" or (kept.judged and not self._anew):
            return kept
        # A 304 stands for the page that is held: that is what is judged.
        whole = replace(kept.capture, status=_OK) if kept.capture.status == _NOT_MODIFIED else kept.capture
        verdict, reason = judge(source, whole, kept.body)
        found = replace(kept.capture, verdict=verdict, reason=reason)
        if self._note:
            self.archive.judge(found)
        return replace(kept, capture=found, judged=True)

    def recall(self, seen: Seen) -> None:
        """Takes from what was seen earlier what later captures are read by."""
        source, watch = self.sources[seen.source], self._watches[seen.source]
        watch.items |= seen.items
        watch.gone |= seen.gone
        watch.absent |= seen.absent
        for kept in filter(None, map(partial(_intact, self.archive), seen.lists)):
            url = kept.capture.url
            with suppress(BadInput):  # read once, and by today's rules no more
                parsed = parse(source, kept.capture, kept.body)
                self._links |= {(source.id, one.url): one for one in parsed.links}
                watch.lists[url] = entries(parsed)
                watch.tops |= set(parsed.leads) if url in watch.tops else set()

    def read(self, kept: Kept) -> Held:
        """What one capture holds."""
        capture = kept.capture
        source = self.sources.get(capture.source)
        if source is None:
            return Held()
        presences = self._watches[source.id].answered(capture) if capture.role == "item" else ()
        if capture.verdict is not Verdict.GOOD:
            return Held(presences=presences)
        link = self._links.get((capture.source, capture.url))
        try:
            parsed = parse(source, capture, kept.body, link)
        except BadInput as error:
            return Held(left_out=((capture.url, str(error)),), presences=presences)
        self._links |= {(capture.source, one.url): one for one in parsed.links}
        if capture.role == "list":
            presences = self._watches[source.id].listed(capture, parsed)
        return Held(renderings=parsed.renderings, left_out=parsed.skipped, presences=presences)


def holds_files_alone(archive: Archive) -> bool:
    """Whether nothing of what is archived came from a source."""
    return all(kept.capture.role == "import" for kept in map(partial(_intact, archive), archive.ids()) if kept)


def _intact(archive: Archive, capture: str) -> Kept | None:
    try:
        return archive.kept(capture)
    except ArchiveDamaged:
        return None


def _replay_one(store: Store, reader: _Reader, capture: str) -> Replayed:
    try:
        kept = reader.judged(reader.archive.kept(capture))
    except ArchiveDamaged as error:
        place, _, reason = str(error).removeprefix("record ").partition(": ")
        return Replayed(damaged=((place, reason),))
    if kept.capture.role == "import":
        return _replay_import(store, kept)
    held = reader.read(kept)
    changes = put_capture(store, kept.capture, held.renderings, held.presences)
    unknown = {kept.capture.source} - reader.sources.keys()
    return Replayed(
        captures=1, changes=changes, skipped=held.left_out, orphans=len(unknown), unknown=frozenset(unknown)
    )


def _replay_import(store: Store, kept: Kept) -> Replayed:
    try:
        changes, skipped = put_import(store, kept.capture, kept.body)
    except BadInput as error:  # read once, and by today's rules no more: as with a page, its record stays
        put_capture(store, kept.capture, ())
        return Replayed(captures=1, skipped=((kept.capture.url, str(error)),))
    return Replayed(captures=1, changes=changes, skipped=skipped)
