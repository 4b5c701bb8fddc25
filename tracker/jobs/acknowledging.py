"""Somebody says that they know of a source's trouble, and until when they need not be told again.

Owns what may be acknowledged, and when an acknowledgement ends. Never hides anything: what is known stays shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tracker.collect.asking.outage import NEXT_STEP, REASON, out_of_reach
from tracker.collect.checking.health import AMBER, health
from tracker.errors import BadConfig
from tracker.jobs.workspace import Workspace
from tracker.model import Acknowledgement, Health, SourceRun
from tracker.sources import Registry, Source, load_registry
from tracker.store import Store, open_store

#: Longer is not "known": it is "switched off", which sources.yaml says with a reason.
_LONGEST = timedelta(days=365)
#: Passes that say how a source is, and passes with news that say how often it has some.
_RUNS = 100


def acknowledge(
    workspace: Workspace, source: str, until: str, *, clock: Callable[[], datetime] | None = None
) -> Acknowledgement:
    """Remember that the trouble of a source is known. BadConfig for an unknown or healthy source, or a wrong day."""
    registry, now = load_registry(workspace.sources), (clock or workspace.now)()
    entry, day = registry.source(source), _day(until, now)
    with open_store(workspace.db, read_only=True) as store:
        found = health(entry, store.runs(source), now, [url for one, url in store.flapping() if one == source])
    if not _trouble(found):
        raise BadConfig(f"{source}: is {found.status}, there is no trouble to acknowledge")
    known = Acknowledgement(source=source, until=day, at=now)
    with open_store(workspace.db) as store, store.transaction():
        store.put_acknowledgement(known)
    return known


def known_healths(store: Store, registry: Registry, now: datetime) -> tuple[Health, ...]:
    """The health of every source of sources.yaml, with what somebody said to know of."""
    known = {one.source: one for one in store.acknowledgements()}
    flapping: dict[str, list[str]] = {}
    for source_id, url in store.flapping():
        flapping.setdefault(source_id, []).append(url)
    runs = {one.id: _runs(store, one.id, known.get(one.id)) for one in registry.sources}
    lost = out_of_reach({one.id: runs[one.id] for one in registry.sources if one.enabled})
    found = (_known(one, runs[one.id], flapping.get(one.id, ()), known.get(one.id), now) for one in registry.sources)
    return tuple(replace(one, reason=REASON, next_step=NEXT_STEP) if one.source in lost else one for one in found)


def _runs(store: Store, source: str, known: Acknowledgement | None) -> list[SourceRun]:
    """The last runs of a source, and all since its trouble was acknowledged."""
    found = store.last_runs(source, _RUNS)
    if known is None:
        return found
    held = {run.started_at: run for run in (*found, *store.runs_since(source, known.at))}
    return [held[at] for at in sorted(held)]


def _known(
    source: Source, runs: Sequence[SourceRun], flapping: Sequence[str], known: Acknowledgement | None, now: datetime
) -> Health:
    found = health(source, runs, now, flapping)
    if known is None or not in_force(source, runs, known, now, flapping):
        return found
    return replace(found, acknowledged_until=known.until)


def in_force(
    source: Source,
    runs: Sequence[SourceRun],
    known: Acknowledgement,
    now: datetime,
    flapping: Sequence[str] = (),
) -> bool:
    """Whether an acknowledgement still holds: its day is not over, and the trouble is the one that was known.

    It is another one when it is worse, or when a pass since then found the source in less trouble: what comes after
    that nobody knows of yet.
    """
    if now.astimezone(UTC).date() > known.until:
        return False
    before = [run for run in runs if run.ended_at <= known.at]
    since = [run for run in runs if known.at < run.ended_at <= now]
    then = _trouble(health(source, before, known.at, flapping))
    if _trouble(health(source, runs, now, flapping)) > then:
        return False
    return not any(
        run.status.moves_mark
        and _trouble(health(source, [*before, *since[: number + 1]], run.ended_at, flapping)) < then
        for number, run in enumerate(since)
    )


def _trouble(found: Health) -> int:
    """How bad it is: well, worth a look, broken."""
    return 2 if found.broken else int(found.status == AMBER)


def _day(text: str, now: datetime) -> date:
    today = now.astimezone(UTC).date()
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadConfig(f"--until {text}: expected a day as YYYY-MM-DD, such as {today + timedelta(days=7)}") from error
    if day < today:
        raise BadConfig(f"--until {text}: is over, today is {today} (UTC); name a day to come")
    if day > today + _LONGEST:
        raise BadConfig(
            f"--until {text}: more than a year from today, {today}; name a nearer day, or switch the source off with "
            "`enabled: false` and a reason in sources.yaml"
        )
    return day
