"""What a backfill would cost, before anybody starts it.

Owns which list page it is reckoned from. Never walks: that is the collecting job's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tracker.collect.checking.estimates import Estimate, estimate
from tracker.jobs.collecting import Outside
from tracker.jobs.probing import probe_source, refuse_silent
from tracker.jobs.workspace import Workspace
from tracker.sources import load_registry


def forecast(
    workspace: Workspace, only: Sequence[str], since: date, *, outside: Outside | None = None
) -> Iterator[Estimate]:
    """For each source: the pages, items and hours of a walk back to `since`, reckoned from its newest list page.

    One request a list (and its robots.txt); nothing is stored. BadConfig for a source that shows no list.
    """
    registry = load_registry(workspace.sources)
    for source in [registry.source(one) for one in only]:
        found = probe_source(source, registry, items=0, outside=outside)
        refuse_silent(found)
        yield estimate(source, found.page, since)
