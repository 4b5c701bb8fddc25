"""The job behind `tracker serve`: the store, opened for a server that only reads it.

Owns when the store counts as changed, and what of a collection the server gets. Never writes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from tracker.jobs.acknowledging import known_healths
from tracker.jobs.epoch_file import epoch_of
from tracker.jobs.names import names_of
from tracker.jobs.workspace import Workspace, now_utc
from tracker.report.server.held import Keeper, Opened
from tracker.sources import Registry, load_registry
from tracker.store import Store, named, open_store

if TYPE_CHECKING:
    from pathlib import Path

#: Connections for searches: SQLite lets go of Python's lock while it searches, and two cores search at once.
SEARCHES = 2


def keeper(workspace: Workspace, *, clock: Callable[[], datetime] | None = None) -> Keeper:
    """The newest state of the collection that lies there, read anew after each run, and each hour for the clock's sake.

    Raises nothing: a store that cannot be read is told of when it is asked for.
    """
    return Keeper(
        opening=partial(opened, workspace, clock=clock),
        stamp=partial(stamp, workspace.db, clock=clock or workspace.now),
    )


def stamp(db: Path, *, clock: Callable[[], datetime] = now_utc) -> tuple[object, ...]:
    """What changes with every write (file and log), and each hour: sources fall overdue by the clock."""
    found: list[object] = [clock().strftime("%Y%m%d%H")]
    for path in (db, db.with_name(f"{db.name}-wal")):
        try:
            held = path.stat()
        except OSError:
            found.append(None)
            continue
        # An empty log says no more than none.
        found.append((held.st_ino, held.st_mtime_ns, held.st_size) if path == db or held.st_size else None)
    return tuple(found)


def opened(workspace: Workspace, *, clock: Callable[[], datetime] | None = None) -> Opened:
    """The store as it stands now."""
    registry = load_registry(workspace.sources) if workspace.sources.exists() else Registry()
    now = (clock or workspace.now)()
    stores: list[Store] = []
    try:
        with named(workspace.db):
            for _ in range(1 + SEARCHES):
                stores.append(open_store(workspace.db, read_only=True, threads=True))
                stores[-1].hold()
            store = stores[0]
            return Opened(
                store=store,
                searches=tuple(stores[1:]),
                healths=known_healths(store, registry, now),
                now=now,
                epoch=epoch_of(workspace),
                gazetteer=names_of(store),
                named=partial(named, workspace.db),
            )
    except BaseException:
        for one in stores:
            one.close()
        raise
