"""The job that collects: what is due is fetched, archived, parsed and stored, one source beside the other.

Owns what is due and what a killed run left to do. Never makes a request itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tracker.collect.asking.outage import all_unreached, out_of_reach
from tracker.collect.keeping.archive import Archive
from tracker.collect.knowing import SAMPLE, known_from
from tracker.collect.outcomes import Captured, Done, Known, Outcome, Reach, Read, Walked
from tracker.collect.passes import collect as passes
from tracker.jobs.due import brief_passes, is_due
from tracker.jobs.keys import environment, keys_of
from tracker.jobs.replaying import put_registry, recover
from tracker.jobs.storing import store_capture
from tracker.jobs.strangers import refuse_strangers
from tracker.jobs.workspace import Progress, Workspace, now_utc, silent
from tracker.model import RunStatus, SourceRun, Walk
from tracker.sources import Registry, Source, load_registry
from tracker.store import Changes, Store, open_store

#: So many of the last runs say what is usual; collect.knowing looks at fewer.
_RUNS = 20
_ANONYMOUS = (
    "sources.yaml gives no `contact:`: who runs a site that we ask cannot reach you; fill it in before the next run"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What a run gets from outside: the time, and in tests and the demo a world of its own.

    `network` holds further arguments of collect.passes.collect: sleep, transport, resolver, jitter. `variables` are
    those of the environment, of which only the keys that sources name are looked at.
    """

    clock: Callable[[], datetime] = now_utc
    network: dict[str, Any] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=environment, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """How every source's pass ended, and what came of all of them; `offline` if this machine reached nobody."""

    runs: tuple[SourceRun, ...] = ()
    changes: Changes = field(default_factory=Changes)
    recovered: int = 0
    offline: bool = False

    @property
    def trouble(self) -> bool:
        """Whether a source that was asked did not answer in full."""
        return any(is_trouble(run) for run in self.runs)


def is_trouble(run: SourceRun) -> bool:
    """Whether a source that was asked did not answer in full."""
    return run.tried and not run.status.moves_mark


def collect(
    workspace: Workspace,
    only: Sequence[str] = (),
    *,
    due_only: bool = False,
    since: date | None = None,
    outside: Outside | None = None,
    progress: Progress = silent,
    detail: Progress | None = None,
) -> Collected:
    """Pass over the sources named, or over all enabled ones; with `due_only`, those whose time has come.

    With `since` each is walked back to that day: from where an earlier walk was broken off, if there was one. `detail`
    is told of each page, and `progress` too where there is no `detail`.
    """
    outside = outside or Outside()
    registry = load_registry(workspace.sources)
    with workspace.lock(), open_store(workspace.db) as store:
        reach = Reach(since=since, walks=tuple(store.walks()) if since else ())
        return collect_store(
            store,
            workspace,
            registry,
            only,
            due_only=due_only,
            reach=reach,
            outside=outside,
            progress=progress,
            detail=detail,
        )


def collect_store(
    store: Store,
    workspace: Workspace,
    registry: Registry,
    only: Sequence[str] = (),
    *,
    due_only: bool = False,
    reach: Reach | None = None,
    outside: Outside,
    progress: Progress = silent,
    detail: Progress | None = None,
) -> Collected:
    """The same for a store that the caller holds open, under the caller's lock."""
    archive = Archive(workspace.archive, earlier=store)
    refuse_strangers(store, registry, workspace.sources)
    put_registry(store, registry)
    recovered = recover(store, archive, registry).captures
    chosen, idle = _choose(store, registry, only, due_only=due_only, now=outside.clock())
    runs, changes = list(idle), Changes()
    if chosen and not registry.contact:
        progress(_ANONYMOUS)
    for outcome in passes(
        chosen,
        _known(store, chosen),
        archive=archive,
        clock=outside.clock,
        contact=registry.contact,
        reach=reach,
        tokens=keys_of(chosen, outside.variables),
        **outside.network,
    ):
        changes += _keep(store, outcome)
        if isinstance(outcome, Done):
            runs.append(outcome.run)
        # whoever called for all that is due is told in the end how it went; a page is for those who look on
        brief = isinstance(outcome, Done | Walked) and not due_only and not _unreached(outcome)
        (progress if brief or detail is None else detail)(_line(outcome))
    offline = all_unreached(runs) and bool(_out_of_reach(store, registry))
    found = tuple(sorted(runs, key=lambda run: run.source))
    return Collected(runs=found, changes=changes, recovered=recovered, offline=offline)


def _keep(store: Store, outcome: Outcome) -> Changes:
    """Store what happened."""
    if isinstance(outcome, Read):
        return store_capture(store, outcome.capture, outcome.renderings, outcome.presences)
    with store.transaction():
        if isinstance(outcome, Captured):
            store.add_capture(outcome.capture)
            store.add_presences(outcome.presences)
        elif isinstance(outcome, Walked):
            store.put_walk(outcome.walk)
        else:
            store.add_run(outcome.run)
    return Changes()


def _line(outcome: Outcome) -> str:
    """What happened, for whoever looks on."""
    if isinstance(outcome, Captured):
        return f"{outcome.capture.source}: {outcome.capture.url}"
    if isinstance(outcome, Read):
        return f"{outcome.capture.source}: {len(outcome.renderings)} read"
    if isinstance(outcome, Walked):
        return f"{outcome.walk.source}: {_how_far(outcome.walk)}"
    return f"{outcome.run.source}: {outcome.run.status}{_because(outcome.run)}"


def _unreached(outcome: Outcome) -> bool:
    return isinstance(outcome, Done) and outcome.run.unreached


def _out_of_reach(store: Store, registry: Registry) -> frozenset[str]:
    return out_of_reach({one.id: store.last_runs(one.id, _RUNS) for one in registry.sources if one.enabled})


def _known(store: Store, chosen: Sequence[Source]) -> Known:
    """What earlier runs learnt of these sources."""
    found = [store.history(source.id, runs=_RUNS, sample=SAMPLE) for source in chosen]
    return known_from(
        sorted((one for each in found for one in each.captures), key=lambda one: (one.retrieved_at, one.id)),
        texts=store.texts(),
        runs=[run for each in found for run in each.runs],
        presences=[one for source in chosen for one in store.presences(source.id)],
        flapping=store.flapping(),
    )


def _choose(
    store: Store, registry: Registry, only: Sequence[str], *, due_only: bool, now: datetime
) -> tuple[list[Source], list[SourceRun]]:
    """The sources to ask now, and a line for each one that is left alone, with the reason."""
    wanted = [registry.source(one) for one in only] or list(registry.sources)
    chosen, idle = list[Source](), list[SourceRun]()
    for source in wanted:
        status, reason = RunStatus.NOT_DUE, f"asked every {source.every}"
        if not source.enabled:
            status, reason = RunStatus.DISABLED, source.disabled_reason
        elif not due_only or _is_due(store, source, now):
            chosen.append(source)
            continue
        idle.append(SourceRun(source=source.id, started_at=now, ended_at=now, status=status, reason=reason))
    return chosen, idle


def _is_due(store: Store, source: Source, now: datetime) -> bool:
    near = store.passes_near(source.id, now, source.every)
    brief = brief_passes(source.every, near)
    return is_due(source.every, [run.started_at for run in near], now, brief=brief)


def _how_far(walk: Walk) -> str:
    """A line for whoever watches a walk."""
    back = f", back to {walk.reached}" if walk.reached else ""
    return f"{walk.pages} list pages walked{back}{'' if walk.resume_url else '; the walk is finished'}"


def _because(run: SourceRun) -> str:
    return f" ({run.reason})" if run.reason else ""
