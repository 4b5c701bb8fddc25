"""The job behind `tracker demo`: the whole run on the sample world, two visits a week apart.

Owns the order. The clock and the way to the servers are the sample world's; everything else is what a real run does.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tracker.demo import visits
from tracker.demo.server import Serve
from tracker.errors import BadConfig
from tracker.jobs.collecting import Outside
from tracker.jobs.running import run
from tracker.jobs.workspace import Progress, Workspace, silent


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """Where the result lies."""

    workspace: Workspace
    page: Path


def demonstrate(data: Path, *, progress: Progress = silent, detail: Progress | None = None) -> Demonstration:
    """Collect, match and build the site twice, into a folder that is emptied first if an earlier demo made it.

    `detail` is told of pages, sources and steps, `progress` where there is none.
    """
    workspace = Workspace(data=data, sources=data / "sources.yaml")
    _make_room(workspace)
    _bring_sources(workspace.sources)
    first, second = visits.visit_times()
    clock = visits.Clock(first)
    with Serve() as server:
        network = {"sleep": clock.sleep, "resolver": visits.resolver(server), "jitter": visits.jitter}
        outside = Outside(clock=clock, network=network)
        for number, moment in enumerate((first, second), start=1):
            server.visit = number
            clock.move_to(moment)
            progress(f"visit {number} of 2 to the invented world, on {moment:%Y-%m-%d}")
            changes = run(workspace, outside=outside, progress=progress, detail=detail).collected.changes
            progress(f"  {changes.new} new texts, {changes.edited} edited")
            workspace.sample.write_text(clock().isoformat(), "utf-8")
    return Demonstration(workspace=workspace, page=workspace.site / "index.html")


def _bring_sources(brought: Path) -> None:
    """Put the sample world's files of sources into its folder, where later commands find them without being told."""
    shipped = visits.sources_path()
    for path in (shipped, shipped.with_name("agreed.yaml")):
        shutil.copyfile(path, brought.with_name(path.name))


def _make_room(workspace: Workspace) -> None:
    data = workspace.data
    if data.exists() and any(data.iterdir()):
        if not workspace.sample.exists():
            raise BadConfig(f"{data}: holds something that is not of the demo; name an empty folder with --data")
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    workspace.sample.touch()
