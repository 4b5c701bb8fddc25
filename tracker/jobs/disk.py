"""How full the disk is and will be.

Owns where the sizes are read: the archive's journal, the folder, the file system. Never writes anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from tracker.collect.keeping.archive import Archive
from tracker.jobs.remembering import taken_so_far
from tracker.jobs.workspace import Workspace
from tracker.model import Health
from tracker.report.operations.disk import warning
from tracker.report.operations.growth import Forecast, forecast
from tracker.store import Store, open_store

#: In health and digests the disk stands beside the sources under this name, which no source can have.
DISK = "(disk)"


def disk(workspace: Workspace, *, clock: Callable[[], datetime] | None = None) -> Forecast:
    """The forecast for this data folder."""
    with open_store(workspace.db, read_only=True) as store:
        return _disk(store, workspace, (clock or workspace.now)())


def disk_health(store: Store, workspace: Workspace, now: datetime) -> Health:
    """The disk as one more thing that can be in trouble: red when it will be full within thirty days."""
    found = _disk(store, workspace, now)
    if not found.soon:
        return Health(source=DISK, status="green")
    return Health(source=DISK, status="red", reason=warning(found), next_step="tracker health --disk")


def _disk(store: Store, workspace: Workspace, now: datetime) -> Forecast:
    whole = sum(path.stat().st_size for path in _files(workspace.data))
    archive = sum(path.stat().st_size for path in _files(workspace.archive))
    free = shutil.disk_usage(workspace.data).free
    taken = taken_so_far(store, Archive(workspace.archive, earlier=store))
    return forecast(taken, beside=whole - archive, free=free, now=now)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
