"""The job that writes files for a scheduler.

Owns which paths stand in them, and where they are written. Never installs anything.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from tracker.errors import BadConfig, StoreTrouble
from tracker.jobs.workspace import Workspace
from tracker.report.operations.schedule import File, Plan, crontab, systemd, workflow


class Scheduler(StrEnum):
    """Who calls `tracker run`."""

    SYSTEMD = "systemd"
    CRON = "cron"
    GITHUB = "github"


_WRITERS: dict[Scheduler, Callable[[Plan], tuple[File, ...]]] = {
    Scheduler.SYSTEMD: systemd,
    Scheduler.CRON: crontab,
    Scheduler.GITHUB: workflow,
}


def schedule(workspace: Workspace, kind: Scheduler, *, user: str = "", ping: str = "") -> tuple[File, ...]:
    """The files for one scheduler. Paths are made absolute, but for a workflow, which starts in its repository."""
    local = kind is not Scheduler.GITHUB
    data, sources = (_absolute(path) if local else path.as_posix() for path in (workspace.data, workspace.sources))
    plan = Plan(program=program(), data=data, sources=sources, user=user, ping=ping)
    return _WRITERS[kind](plan)


def write(files: tuple[File, ...], folder: Path) -> tuple[Path, ...]:
    """Write the files into a folder. BadConfig, and nothing written, where another file of that name would be lost."""
    paths = tuple(folder / file.name for file in files)
    for path, file in zip(paths, files, strict=True):
        if path.exists() and path.read_bytes() != file.text.encode():
            raise BadConfig(f"{path}: is there already and is another one; move it away or name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, file in zip(paths, files, strict=True):
            path.write_text(file.text, encoding="utf-8")
    except OSError as error:
        raise StoreTrouble(f"{folder}: cannot be written ({error.strerror or error})") from error
    return paths


def program() -> tuple[str, ...]:
    """How to call this very tracker from anywhere: the command that was installed beside this Python."""
    installed = Path(sys.executable).with_name("tracker")
    if installed.is_file():
        return (str(installed),)
    return (sys.executable, "-c", "from tracker.cli import main; main()")


def _absolute(path: Path) -> str:
    # Links stay: a folder may be reached through one on purpose, so that it can be moved.
    return os.path.abspath(path)  # noqa: PTH100  Path.absolute keeps ".."
