"""The job that a scheduler calls: what is due is collected, all is matched, the site brought up to date, people told.

Owns the lock over the whole of it. Never does a stage's work itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.jobs.acknowledging import known_healths
from tracker.jobs.alerting import Sending, alert_if_any
from tracker.jobs.collecting import Collected, Outside, collect_store, is_trouble
from tracker.jobs.digesting import Telling, tell
from tracker.jobs.disk import disk_health
from tracker.jobs.matching import Matched, match_store
from tracker.jobs.reporting import site
from tracker.jobs.workspace import Progress, Workspace, silent
from tracker.report.site.building import SiteReport
from tracker.sources import load_registry
from tracker.store import open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one run of the whole job did.

    `trouble` is whether a source failed of which nobody says to know, or an alert could not be sent.
    """

    collected: Collected
    matched: Matched
    site: SiteReport
    trouble: bool = False


def run(
    workspace: Workspace,
    *,
    outside: Outside | None = None,
    telling: Telling | None = None,
    sending: Sending | None = None,
    progress: Progress = silent,
    detail: Progress | None = None,
) -> Ran:
    """Collect the sources that are due, match if anything changed, bring the site up to date, tell what changed.

    Without `telling` there is no digest, without `sending` there are no alerts. `detail` is told of pages, sources and
    steps, `progress` where there is none.
    """
    outside = outside or Outside()
    registry = load_registry(workspace.sources)
    with workspace.lock():
        with open_store(workspace.db) as store:
            collected = collect_store(
                store, workspace, registry, due_only=True, outside=outside, progress=progress, detail=detail
            )
            matched = match_store(store, workspace, unless_same=True, progress=detail or progress)
        made = site(workspace, clock=outside.clock, base=sending.base if sending else "")
        with open_store(workspace.db) as store:
            now = outside.clock()
            known = {one.source for one in known_healths(store, registry, now) if one.acknowledged_until}
            if telling is not None:
                disk = disk_health(store, workspace, now)
                tell(store, workspace, registry, now, telling=telling, also=(disk,), progress=progress)
            alerted = alert_if_any(store, sending, now, progress=progress) if sending is not None else None
    trouble = bool(alerted and alerted.troubles)
    trouble = trouble or any(is_trouble(one) and one.source not in known for one in collected.runs)
    return Ran(collected=collected, matched=matched, site=made, trouble=trouble)
