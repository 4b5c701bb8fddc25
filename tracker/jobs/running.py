"""The job that a scheduler calls: what is due is collected, then all is matched and the site brought up to date.

Owns the lock over the whole of it. Never does a stage's work itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.jobs.collecting import Collected, Outside, collect_store
from tracker.jobs.matching import Matched, match_store
from tracker.jobs.reporting import site
from tracker.jobs.workspace import Progress, Workspace, silent
from tracker.report.site import SiteReport
from tracker.sources import load_registry
from tracker.store import open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one run of the whole job did."""

    collected: Collected
    matched: Matched
    site: SiteReport


def run(workspace: Workspace, *, outside: Outside | None = None, progress: Progress = silent) -> Ran:
    """Collect the sources that are due, match if anything changed, and bring the site up to date."""
    outside = outside or Outside()
    registry = load_registry(workspace.sources)
    with workspace.lock():
        with open_store(workspace.db) as store:
            collected = collect_store(store, workspace, registry, due_only=True, outside=outside, progress=progress)
            matched = match_store(store, workspace, progress=progress)
        return Ran(collected=collected, matched=matched, site=site(workspace, clock=outside.clock))
