"""The job that collects: what is due is fetched, archived, parsed and stored, one source beside the other.

Owns what is due and what a killed run left to do. Never makes a request itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tracker.collect.archive import Archive
from tracker.collect.outcomes import Captured, Done, Known, Read, known_from
from tracker.collect.passes import collect as passes
from tracker.jobs.replaying import put_registry, replay, store_capture
from tracker.jobs.workspace import Progress, Workspace, now_utc, silent
from tracker.model import RunStatus, SourceRun
from tracker.sources import Registry, Source, load_registry
from tracker.store import Changes, Store, open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What a run gets from outside: the time, and in tests and the demo a world of its own.

    `network` holds further arguments of collect.passes.collect: sleep, transport, resolver, jitter.
    """

    clock: Callable[[], datetime] = now_utc
    network: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """How every source's pass ended, and what came of all of them."""

    runs: tuple[SourceRun, ...] = ()
    changes: Changes = field(default_factory=Changes)
    recovered: int = 0

    @property
    def trouble(self) -> bool:
        """Whether a source that was asked did not answer in full."""
        fine = (RunStatus.COMPLETE, RunStatus.UNCHANGED, RunStatus.NOT_DUE, RunStatus.DISABLED)
        return any(run.status not in fine for run in self.runs)


def collect(
    workspace: Workspace,
    only: Sequence[str] = (),
    *,
    due_only: bool = False,
    outside: Outside | None = None,
    progress: Progress = silent,
) -> Collected:
    """Pass over the sources named, or over all enabled ones; with `due_only`, those whose time has come."""
    outside = outside or Outside()
    registry = load_registry(workspace.sources)
    with workspace.lock(), open_store(workspace.db) as store:
        return collect_store(store, workspace, registry, only, due_only=due_only, outside=outside, progress=progress)


def collect_store(
    store: Store,
    workspace: Workspace,
    registry: Registry,
    only: Sequence[str] = (),
    *,
    due_only: bool = False,
    outside: Outside,
    progress: Progress = silent,
) -> Collected:
    """The same for a store that the caller holds open, under the caller's lock."""
    archive = Archive(workspace.archive)
    put_registry(store, registry)
    recovered = _recover(store, archive, registry)
    chosen, idle = _choose(store, registry, only, due_only=due_only, now=outside.clock())
    runs, changes = list(idle), Changes()
    for outcome in passes(
        chosen, _known(store), archive=archive, clock=outside.clock, contact=registry.contact, **outside.network
    ):
        if isinstance(outcome, Captured):
            with store.transaction():
                store.add_capture(outcome.capture)
            progress(f"{outcome.capture.source}: {outcome.capture.url}")
        elif isinstance(outcome, Read):
            changes += store_capture(store, outcome.capture, outcome.renderings)
            progress(f"{outcome.capture.source}: {len(outcome.renderings)} read")
        elif isinstance(outcome, Done):
            with store.transaction():
                store.add_run(outcome.run)
            runs.append(outcome.run)
            progress(f"{outcome.run.source}: {outcome.run.status}{_because(outcome.run)}")
    return Collected(runs=tuple(sorted(runs, key=lambda run: run.source)), changes=changes, recovered=recovered)


def _recover(store: Store, archive: Archive, registry: Registry) -> int:
    """Parse what a killed run had archived and not stored."""
    done = {capture.id for capture in store.captures()} - store.unparsed()
    left = list(archive.captures(besides=done))
    affected = {capture.source for capture in left}
    lists = [one for one in store.captures() if one.role == "list" and one.source in affected]
    return replay(store, archive, registry, left, lists=lists).captures


def _known(store: Store) -> Known:
    last = {run.source: run for run in store.runs() if run.status not in (RunStatus.NOT_DUE, RunStatus.DISABLED)}
    unsettled = frozenset(source for source, run in last.items() if not run.status.moves_mark)
    return known_from(store.captures(), texts=store.texts(), unsettled=unsettled)


def _choose(
    store: Store, registry: Registry, only: Sequence[str], *, due_only: bool, now: datetime
) -> tuple[list[Source], list[SourceRun]]:
    """The sources to ask now, and a line for each one that is left alone, with the reason."""
    wanted = [registry.source(one) for one in only] or list(registry.sources)
    last = {run.source: run.started_at for run in store.runs()}
    chosen, idle = list[Source](), list[SourceRun]()
    for source in wanted:
        status, reason = RunStatus.NOT_DUE, f"asked every {source.every}"
        if not source.enabled:
            status, reason = RunStatus.DISABLED, source.disabled_reason
        elif not due_only or source.id not in last or now - last[source.id] >= source.every:
            chosen.append(source)
            continue
        idle.append(SourceRun(source=source.id, started_at=now, ended_at=now, status=status, reason=reason))
    return chosen, idle


def _because(run: SourceRun) -> str:
    return f" ({run.reason})" if run.reason else ""
