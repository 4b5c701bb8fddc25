"""The job that writes for readers: the site.

Owns where it goes. Never writes the store.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime

from tracker.jobs.acknowledging import known_healths
from tracker.jobs.workspace import Workspace
from tracker.report.site.building import SiteReport, build
from tracker.sources import Registry, load_registry
from tracker.store import open_store


def site(
    workspace: Workspace, *, clock: Callable[[], datetime] | None = None, base: str = "", fresh: bool = False
) -> SiteReport:
    """Bring the pages up to date; only those whose content changed are written. `base` is the site's address.

    What cannot have changed is not even composed, unless it is asked for `fresh`.
    """
    workspace.expect_collection()
    # A collection of imports alone needs no sources.yaml.
    registry = load_registry(workspace.sources) if workspace.sources.exists() else Registry()
    now = (clock or workspace.now)()
    with open_store(workspace.db, read_only=True) as store:
        store.hold()
        known = known_healths(store, registry, now)
        workers = os.cpu_count() or 1
        return build(store, workspace.site, now=now, health=known, base=base, fresh=fresh, workers=workers)
