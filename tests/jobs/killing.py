"""Runs commands of the tracker in children that end, or fail, at a named point. Started by test_kill.py, no test.

`killing.py serve` answers for both visits to the sample world; `killing.py drive PORT PORT` reads one order a line and
answers with the child's wait status. The children are forked, so that nothing is loaded twice; the product knows
nothing of all this: its functions and those of the system are wrapped here, by name.
"""

from __future__ import annotations

import asyncio
import errno
import importlib
import json
import os
import signal
import sqlite3
import sys
import tempfile
import traceback
from datetime import timedelta
from pathlib import Path
from typing import Any

from tracker.cli import main
from tracker.demo import visits
from tracker.demo.server import Serve
from tracker.jobs import importing, running
from tracker.jobs.collecting import Outside
from tracker.jobs.workspace import Workspace

_connect, _write = sqlite3.connect, os.write


class Point:
    """Where a child ends: at the `nth` call of `call` whose subject holds `about`, before it, after it or half-way.

    With `error` the call fails so instead, this time and ever after: a disk does not heal by itself.
    """

    def __init__(self, order: dict[str, Any]) -> None:
        self.call: str = order["call"]
        self.about: str = order.get("about", "")
        self.left: int = order.get("nth", 1)
        self.moment: str = order.get("moment", "before")
        self.error: str = order.get("error", "")

    def reached(self, subject: str) -> bool:
        if self.about not in subject:
            return False
        self.left -= 1
        return self.left == 0 or (self.left < 0 and bool(self.error))

    def stop(self) -> None:
        if self.error:
            number = getattr(errno, self.error)
            raise OSError(number, os.strerror(number))
        os.kill(os.getpid(), signal.SIGKILL)


def subject_of(values: tuple[Any, ...]) -> str:
    """What a call is about: the path behind a handle, or the text of its first arguments."""
    first = values[0] if values else ""
    if isinstance(first, int):
        return str(Path(f"/proc/self/fd/{first}").readlink())
    return " ".join(str(value) for value in values[:2])


def wrap(point: Point) -> None:
    """Put the point in the place of the function that it names."""
    module, _, path = point.call.partition(":")
    owner: Any = importlib.import_module(module)
    *owners, name = path.split(".")
    for each in owners:
        owner = getattr(owner, each)
    whole = getattr(owner, name)

    def watched(*values: Any, **more: Any) -> Any:
        if not point.reached(subject_of(values)):
            return whole(*values, **more)
        if point.moment == "half":
            halve(whole, values)
        if point.moment == "after":
            whole(*values, **more)
        return point.stop()

    setattr(owner, name, watched)


def halve(whole: Any, values: tuple[Any, ...]) -> None:
    """Leave half of what would have been there: of the bytes written, or of what a sync would have made last."""
    if whole is _write:
        _write(values[0], bytes(values[1])[: len(values[1]) // 2])
    else:
        os.ftruncate(values[0], os.fstat(values[0]).st_size - 20)


def wrap_database(point: Point, *, pages: int) -> None:
    """The same for statements of SQL; with `pages` the database is full at that size, by SQLite's own word."""

    class Watched(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            return self._watched(super().execute, sql, *values)

        def executemany(self, sql: str, *values: Any) -> sqlite3.Cursor:
            return self._watched(super().executemany, sql, *values)

        def _watched(self, whole: Any, sql: str, *values: Any) -> sqlite3.Cursor:
            if not point.reached(sql):
                return whole(sql, *values)
            if point.moment == "after":
                whole(sql, *values)
            if point.error:
                raise sqlite3.OperationalError(point.error)
            point.stop()
            raise AssertionError

    def connect(*values: Any, **more: Any) -> sqlite3.Connection:
        made = _connect(*values, **more, factory=Watched)
        if pages:
            made.execute(f"PRAGMA max_page_count = {pages}")
        return made

    sqlite3.connect = connect  # type: ignore[assignment]


async def no_time(_: float) -> None:
    await asyncio.sleep(0)


def outside(visit: int, port: int) -> Outside:
    """The sample world on a visit whose clock stands still; less than a week lies between, so that some answer 304."""
    resolver = visits.Loopback(port=port)
    moment = visits.visit_times()[visit - 1] - timedelta(hours=visit)
    return Outside(clock=lambda: moment, network={"sleep": no_time, "resolver": resolver, "jitter": visits.jitter})


def work(order: dict[str, Any], ports: list[int]) -> None:
    """One command as a person would give it, its talk going into a file; the exit code is the command's."""
    world = outside(order["visit"], ports[order["visit"] - 1])
    running.Outside = lambda: world  # type: ignore[assignment,misc]
    importing.import_files.__kwdefaults__["clock"] = world.clock
    os.chdir(order["folder"])
    talk = os.open("talk", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(talk, 1)
    os.dup2(talk, 2)
    sys.stdout = sys.stderr = open(talk, "w", buffering=1, closefd=False)  # noqa: SIM115  for good
    given = order.get("point")
    if given and (given["call"] == "sql" or given.get("pages")):
        wrap_database(Point(given), pages=given.get("pages", 0))
    elif given:
        wrap(Point(given))
    main(order["verb"])


def warm(ports: list[int], sources: Path) -> None:
    """One run in this process: what it loads and composes is then there in every child."""
    with tempfile.TemporaryDirectory() as folder:
        running.run(Workspace(data=Path(folder), sources=sources), outside=outside(1, ports[0]))


def forked(order: dict[str, Any], ports: list[int]) -> int:
    """The wait status of one child."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:
        work(order, ports)
        os._exit(0)
    except SystemExit as left:
        os._exit(left.code if isinstance(left.code, int) else 1)
    except BaseException:  # noqa: BLE001  what the command let through is what a test wants to see
        traceback.print_exc()
        os._exit(70)


def say(line: str) -> None:
    """One answer to whoever started this."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def serve() -> None:
    """Both visits at once, until nobody listens."""
    with Serve() as first, Serve() as second:
        second.visit = 2
        say(f"{first.port} {second.port}")
        sys.stdin.read()


def drive(ports: list[int], sources: Path) -> None:
    """Obey until there are no more orders."""
    warm(ports, sources)
    say("ready")
    for line in sys.stdin:
        say(str(forked(json.loads(line), ports)))


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve()
    else:
        drive([int(port) for port in sys.argv[2:4]], Path(sys.argv[4]))
