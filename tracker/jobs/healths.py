"""The job behind `tracker health`: whether each source can be trusted today.

Owns that it is asked of the store as it lies there, and loads nothing of the pages. Never writes the store.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tracker.jobs.acknowledging import known_healths
from tracker.jobs.workspace import Workspace
from tracker.model import Health
from tracker.sources import load_registry
from tracker.store import open_store


def healths(workspace: Workspace, *, clock: Callable[[], datetime] | None = None) -> tuple[Health, ...]:
    """Whether each source of sources.yaml can be trusted today, and what to do if not."""
    registry = load_registry(workspace.sources)
    with open_store(workspace.db, read_only=True) as store:
        return known_healths(store, registry, (clock or workspace.now)())
