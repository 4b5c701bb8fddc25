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
from tracker.jobs.collecting import Collected, Outside
from tracker.jobs.running import run
from tracker.jobs.workspace import Progress, Workspace, silent

#: Its presence says that a folder was made by the demo and may be emptied by the next one.
MARK = ".sample-world"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """Where the result lies, and how each visit ended."""

    workspace: Workspace
    page: Path
    visits: tuple[Collected, ...]


def demonstrate(data: Path, *, progress: Progress = silent) -> Demonstration:
    """Collect, match and build the site twice, into a folder that is emptied first if an earlier demo made it."""
    _make_room(data)
    workspace = Workspace(data=data, sources=_bring_sources(data))
    first, second = visits.visit_times()
    clock = visits.Clock(first)
    made = []
    with Serve() as server:
        network = {"sleep": clock.sleep, "resolver": visits.resolver(server), "jitter": visits.jitter}
        outside = Outside(clock=clock, network=network)
        for number, moment in enumerate((first, second), start=1):
            server.visit = number
            clock.move_to(moment)
            progress(f"visit {number} of 2, {moment:%Y-%m-%d}")
            made.append(run(workspace, outside=outside, progress=progress).collected)
    return Demonstration(workspace=workspace, page=workspace.site / "index.html", visits=tuple(made))


def _bring_sources(data: Path) -> Path:
    """Put the sample world's files of sources into its folder, where later commands find them without being told."""
    shipped, brought = visits.sources_path(), data / "sources.yaml"
    for path in (shipped, shipped.with_name("agreed.yaml")):
        shutil.copyfile(path, brought.with_name(path.name))
    return brought


def _make_room(data: Path) -> None:
    if data.exists() and any(data.iterdir()):
        if not (data / MARK).exists():
            raise BadConfig(f"{data}: holds something that is not of the demo; name an empty folder with --data")
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)
    (data / MARK).touch()
