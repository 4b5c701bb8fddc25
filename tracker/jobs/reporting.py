"""The jobs that write for readers: the site and the exports.

Owns where they go. Never writes the store.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from tracker.collect.health import health
from tracker.jobs.workspace import Workspace, now_utc
from tracker.model import Health
from tracker.sources import load_registry
from tracker.store import open_store


def healths(workspace: Workspace, *, clock: Callable[[], datetime] = now_utc) -> tuple[Health, ...]:
    """Whether each source of sources.yaml can be trusted today, and what to do if not."""
    registry = load_registry(workspace.sources)
    with open_store(workspace.db, read_only=True) as store:
        return tuple(health(source, store.runs(source.id), clock()) for source in registry.sources)
