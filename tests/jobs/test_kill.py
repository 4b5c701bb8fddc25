"""Killed anywhere, or on a disk that fails: after the next run everything is as if nothing had happened."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest
import yaml

from tracker.demo.visits import sources_path
from tracker.jobs.rebuilding import verify
from tracker.jobs.workspace import Workspace
from tracker.report.tables.export import export
from tracker.store import dump, open_store

SCRIPT = Path(__file__).with_name("killing.py")
#: A page with a decoy, empty pages, a feed that answers 304, one with an edit, and news reports.
SOURCES = ("yunlan_embassy_kestria", "depeche_cap", "littoral_union", "maravelle_embassy_pallonia", "veldoria_mfa")
REPORT = "A spokesman of Quarrel Island said on Monday: “We strongly condemn the attack on the ferry at Port Lune.”\n"
RUN = ["run"]
WARC, JOURNAL, LEDGER = ".warc.gz", "/journal.jsonl", "ledger.jsonl"
ARCHIVE, STORE = "tracker.collect.keeping.archive:Archive", "tracker.store.writes:Writes"
INDEX = "tracker.store.segments:Segments"


@dataclass(frozen=True)
class Kill:
    """A named point: in which command, at which call about what, for the n-th time, and when.

    With `torn` an earlier run was killed in the middle of writing to a file of that name.
    """

    name: str
    call: str
    about: str = ""
    nth: int = 1
    moment: str = "before"
    visit: int = 1
    verb: tuple[str, ...] = ("run",)
    torn: str = ""
    quick: bool = False

    def order(self) -> dict[str, Any]:
        return {"call": self.call, "about": self.about, "nth": self.nth, "moment": self.moment}


KILLS = [
    Kill("before the archive file is made", "os:open", WARC),
    Kill("in the middle of the record that opens the file", "os:write", WARC, moment="half"),
    Kill("before a record is written", "os:write", WARC, 9),
    Kill("in the middle of a record", "os:write", WARC, 12, "half", quick=True),
    Kill("after a record is written, before its sync", "os:write", WARC, 12, "after"),
    Kill("before the sync, and the tail is lost with the power", "os:fsync", WARC, 7, "half"),
    Kill("after the sync of a record, before its journal line", "os:fsync", WARC, 20, "after", quick=True),
    Kill("in the middle of the journal line of a record", "os:write", JOURNAL, 9, "half"),
    Kill("in the middle of the journal line of a verdict", "os:write", JOURNAL, 12, "half"),
    Kill("after a journal line", "os:write", JOURNAL, 15, "after"),
    Kill("before the verdict of a page that stands for another", f"{ARCHIVE}.judge", "DECOY", quick=True),
    Kill("after the verdict of a page that stands for another", f"{ARCHIVE}.judge", "DECOY", moment="after"),
    Kill("before the verdict of an empty page", f"{ARCHIVE}.judge", "EMPTY"),
    Kill("before a capture is stored", f"{STORE}.add_capture", nth=8),
    Kill("in the transaction of a capture", f"{STORE}.add_capture", nth=15, moment="after"),
    Kill("before the commit of sources.yaml", "sql", "COMMIT"),
    Kill("before a commit", "sql", "COMMIT", 11),
    Kill("after a commit", "sql", "COMMIT", 11, "after"),
    Kill("before a commit of texts", "sql", "COMMIT", 32),
    Kill("after a commit of texts", "sql", "COMMIT", 32, "after"),
    Kill("before texts are stored", f"{STORE}.put_renderings", nth=3),
    Kill("between two texts of one page", "sql", "INSERT INTO versions", 5, quick=True),
    Kill("between a text and its last sighting", "sql", "INSERT INTO versions", 9, "after"),
    Kill("between a text that is taken out and its new row", "sql", "DELETE FROM renderings", 4, "after"),
    Kill("before a page is marked as read", f"{STORE}.mark_parsed", nth=6),
    Kill("before the end of a pass is noted", f"{ARCHIVE}.journal_run"),
    Kill("in the middle of the line of a pass", "os:write", JOURNAL, 30, "half"),
    Kill("after the end of a pass is noted, before it is stored", f"{ARCHIVE}.journal_run", moment="after", quick=True),
    Kill("after the last pass is noted", f"{ARCHIVE}.journal_run", nth=5, moment="after"),
    Kill("before the pass is stored", f"{STORE}.add_run", nth=2),
    Kill("before the ledger is written", "tracker.jobs.matching:append_ledger"),
    Kill("in the middle of a line of the ledger", "os:fsync", LEDGER, moment="half", quick=True),
    Kill("between the ledger and the store", "tracker.jobs.matching:append_ledger", moment="after", quick=True),
    Kill("before what was derived is replaced", "tracker.store.derived:DerivedWrites.replace_derived"),
    Kill("with the derived tables emptied", "sql", "DELETE FROM search", 1, "after"),
    Kill("with half of what was derived written", "sql", "INSERT INTO passages"),
    Kill("before what was derived is committed", "tracker.store.derived:DerivedWrites.replace_derived", moment="after"),
    Kill("before the index is written", f"{INDEX}.put_segments", nth=2),
    Kill("after the index is written, before the commit", f"{INDEX}.put_segments", nth=2, moment="after"),
    Kill("before the first page is put in place", "pathlib:Path.replace", ".html"),
    Kill("in the middle of the pages", "pathlib:Path.replace", ".html", 20, "after"),
    Kill("before the list of pages is written", "pathlib:Path.replace", ".pages.json"),
    Kill("between the two visits", "tracker.jobs.running:collect_store", visit=2),
    Kill("second visit: in the middle of a record", "os:write", WARC, 4, "half", visit=2),
    Kill("second visit: after the record of a 304", f"{ARCHIVE}.append", "status=304", moment="after", visit=2),
    Kill("second visit: before the verdict of a 304", f"{ARCHIVE}.judge", "status=304", visit=2, quick=True),
    Kill("second visit: before an edit is stored", "sql", "INSERT INTO versions", visit=2),
    Kill("second visit: after an edit is stored", "sql", "INSERT INTO versions", moment="after", visit=2),
    Kill("second visit: in the middle of the ledger", "os:fsync", LEDGER, moment="half", visit=2),
    Kill("second visit: between the ledger and the store", "tracker.jobs.matching:append_ledger", moment="after",
         visit=2, quick=True),
    Kill("second visit: after the index is written", f"{INDEX}.put_segments", nth=2, moment="after", visit=2,
         quick=True),
    Kill("second visit: while pages are put in place", "pathlib:Path.replace", ".html", 3, visit=2),
    Kill("while the torn end of a file is copied", "os:write", ".torn", moment="half", torn=WARC),
    Kill("before the torn end of a file is cut off", "os:truncate", WARC, torn=WARC, quick=True),
    Kill("after the torn end of a file is cut off", "os:truncate", WARC, moment="after", torn=WARC),
    Kill("before a torn journal line is cut off", "os:truncate", JOURNAL, torn=JOURNAL),
    Kill("while what the last kill left is read", f"{STORE}.put_renderings", torn=JOURNAL),
    Kill("rebuild: in the middle of reading", f"{STORE}.put_renderings", nth=20, visit=2, verb=("rebuild",)),
    Kill("rebuild: before the old log goes", "tracker.jobs.rebuilding:_take_place", visit=2, verb=("rebuild",)),
    Kill("rebuild: before the new store takes its place", "pathlib:Path.replace", "rebuilding", visit=2,
         verb=("rebuild",), quick=True),
    Kill("rebuild: after the new store took its place", "pathlib:Path.replace", "rebuilding", 1, "after", visit=2,
         verb=("rebuild",)),
    Kill("reparse: before the new store takes its place", "pathlib:Path.replace", "rebuilding", visit=2,
         verb=("reparse",)),
    Kill("reparse of one source: in the middle of reading", f"{STORE}.put_renderings", nth=2, visit=2,
         verb=("reparse", "--source", "littoral_union")),
    Kill("match: with half of what was derived written", "sql", "INSERT INTO uses", visit=2, verb=("match",)),
]  # fmt: skip


class Driver:
    """The two programs that stand beside the tests: the sample world, and the one that runs commands."""

    def __init__(self, sources: Path) -> None:
        self._world = self._start("serve")
        ports = self._answer(self._world).split()
        self._driver = self._start("drive", *ports, str(sources))
        assert self._answer(self._driver) == "ready\n"

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(SCRIPT), *arguments]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def _answer(self, process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        return process.stdout.readline()

    def tracker(self, folder: Path, *verb: str, visit: int = 1, point: dict[str, Any] | None = None) -> int:
        """The exit code of a command in that folder; negative when a signal ended it."""
        order = {"folder": str(folder), "verb": list(verb), "visit": visit, "point": point}
        assert self._driver.stdin is not None
        self._driver.stdin.write(json.dumps(order) + "\n")
        self._driver.stdin.flush()
        return os.waitstatus_to_exitcode(int(self._answer(self._driver)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self._driver, self._world):
            process.communicate()


@dataclass(frozen=True)
class Undisturbed:
    """Folders after the first and after the second visit, and what they hold."""

    driver: Driver
    begun: Path
    folders: tuple[Path, Path]
    contents: tuple[dict[str, object], dict[str, object]]

    def start(self, tmp_path: Path, visit: int, verb: tuple[str, ...] = ("run",)) -> Path:
        """A folder as it stands before that command of that visit."""
        before = self.folders[1] if verb != ("run",) else (self.begun, *self.folders)[visit - 1]
        return Path(shutil.copytree(before, tmp_path / "copy"))


def talk(folder: Path) -> str:
    return (folder / "talk").read_text("utf-8")


def content(folder: Path) -> dict[str, object]:
    """The derived tables in order, what vanished when, every export, and the pages but those that tell of one run."""
    data = folder / "data"
    with open_store(Workspace(data=data).db) as store:
        files = {path.name: path.read_bytes() for path in export(store, folder / "out", format="jsonl")}
        assert store.check() == []
        lines, presences = list(dump(store)), store.presences()
    pages = {str(path.relative_to(data)): path.read_bytes() for path in (data / "site").glob("*/*.html")}
    return {"dump": lines, "presences": presences, **files, **pages}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    root = tmp_path_factory.mktemp("undisturbed")
    world = yaml.safe_load(sources_path().read_text("utf-8"))
    world["sources"] = {key: world["sources"][key] for key in SOURCES}
    begun = root / "begun"
    begun.mkdir()
    (begun / "sources.yaml").write_text(yaml.safe_dump(world, allow_unicode=True, sort_keys=False), "utf-8")
    with Driver(begun / "sources.yaml") as driver:
        yield visited(root, begun, driver)


def visited(root: Path, begun: Path, driver: "Driver") -> "Undisturbed":
    """Both visits, by nobody disturbed."""
    first = Path(shutil.copytree(begun, root / "first"))
    assert driver.tracker(first, "run", visit=1) == 0, talk(first)
    second = Path(shutil.copytree(first, root / "second"))
    assert driver.tracker(second, "run", visit=2) == 0, talk(second)
    return Undisturbed(driver, begun, (first, second), (content(first), content(second)))


def same(folder: Path, expected: dict[str, object]) -> None:
    found = content(folder)
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert found[name] == value, name
    workspace = Workspace(data=folder / "data", sources=folder / "sources.yaml")
    assert list(verify(workspace)) == []
    assert list(workspace.data.glob("tracker.rebuilding*")) == []


def test_the_undisturbed_runs_collect_edit_and_match(undisturbed: Undisturbed) -> None:
    for found, least in zip(undisturbed.contents, (30, 35), strict=True):
        lines = found["dump"]
        assert isinstance(lines, list)
        assert sum(line.startswith("statements ") for line in lines) > least
    assert "versions" in {line.split(" ", 1)[0] for line in lines if '"number": 2' in line}


def marked(point: "Kill | Failure") -> Any:
    return pytest.param(point, id=point.name, marks=() if point.quick else pytest.mark.long)


def tear(driver: Driver, folder: Path, name: str) -> None:
    """A first run is killed in the middle of writing to a file of that name."""
    earlier = Kill("earlier", "os:write", name, 20, "half")
    assert driver.tracker(folder, "run", point=earlier.order()) == -signal.SIGKILL, talk(folder)


@pytest.mark.parametrize("kill", [marked(kill) for kill in KILLS])
def test_killed(tmp_path: Path, undisturbed: Undisturbed, kill: Kill) -> None:
    folder = undisturbed.start(tmp_path, kill.visit, kill.verb)
    driver = undisturbed.driver
    if kill.torn:
        tear(driver, folder, kill.torn)
    assert driver.tracker(folder, *kill.verb, visit=kill.visit, point=kill.order()) == -signal.SIGKILL, talk(folder)
    assert driver.tracker(folder, "run", visit=kill.visit) in (0, 1), talk(folder)
    same(folder, undisturbed.contents[kill.visit - 1])


@dataclass(frozen=True)
class Failure:
    """A named point at which the disk refuses, from then on; `says` is what a person must be told of it."""

    name: str
    call: str
    about: str = ""
    nth: int = 1
    moment: str = "before"
    error: str = "ENOSPC"
    says: str = "No space left on device"
    verb: tuple[str, ...] = ("run",)
    pages: int = 0
    torn: str = ""
    quick: bool = False

    def order(self) -> dict[str, Any]:
        point = {"call": self.call, "about": self.about, "nth": self.nth, "moment": self.moment}
        return {**point, "error": self.error, "pages": self.pages}


EIO = "Input/output error"
FULL, BROKEN = "database or disk is full", "disk I/O error"
ADVICE = "the disk is full or failing"
FAILURES = [
    Failure("full before a record", "os:write", WARC, 9, quick=True),
    Failure("full in the middle of a record", "os:write", WARC, 9, "half"),
    Failure("full in the middle of a journal line", "os:write", JOURNAL, 14, "half"),
    Failure("full in the middle of the line of a pass", "os:write", JOURNAL, 30, "half"),
    Failure("failing at the sync of a record", "os:fsync", WARC, 12, error="EIO", says=EIO, quick=True),
    Failure("failing at the sync of a folder", "os:fsync", "/archive", error="EIO", says=EIO),
    Failure("full while a torn end is set aside", "os:write", ".torn", torn=WARC),
    Failure("failing while a torn end is cut off", "os:truncate", WARC, torn=WARC, error="EIO", says=EIO),
    Failure("failing while a torn line is cut off", "os:truncate", JOURNAL, torn=JOURNAL, error="EIO", says=EIO),
    Failure("full at the ledger", "os:fsync", LEDGER, moment="half"),
    Failure("failing at the ledger", "os:fsync", LEDGER, error="EIO", says=EIO),
    Failure("full at a page", "pathlib:Path.replace", ".html", 12),
    Failure("failing at the list of pages", "pathlib:Path.replace", ".pages.json", error="EIO", says=EIO),
    Failure("store full while captures come in", "sql", "nothing", pages=90, says=ADVICE, quick=True),
    Failure("store full while all is derived", "sql", "nothing", pages=115, says=ADVICE),
    Failure("store full at a commit", "sql", "COMMIT", 20, error=FULL, says=ADVICE),
    Failure("store failing at a commit", "sql", "COMMIT", 35, error=BROKEN, says=ADVICE),
    Failure("store failing at a text", "sql", "INSERT INTO versions", 4, error=BROKEN, says=ADVICE),
    Failure("store full in a rebuild", "sql", "INSERT INTO passages", error=FULL, says=ADVICE, verb=("rebuild",)),
    Failure("failing as the new store takes its place", "pathlib:Path.replace", "rebuilding", error="EIO", says=EIO,
            verb=("rebuild",)),
]  # fmt: skip


@pytest.mark.parametrize("failure", [marked(failure) for failure in FAILURES])
def test_a_disk_that_fails_costs_nothing_but_the_run(
    tmp_path: Path, undisturbed: Undisturbed, failure: Failure
) -> None:
    visit = 2 if failure.verb != ("run",) else 1
    folder, driver = undisturbed.start(tmp_path, visit, failure.verb), undisturbed.driver
    if failure.torn:
        tear(driver, folder, failure.torn)
    assert driver.tracker(folder, *failure.verb, visit=visit, point=failure.order()) == 3, talk(folder)
    last = talk(folder).splitlines()[-1]
    assert last.startswith("tracker: ")
    assert failure.says in last
    assert "Traceback" not in talk(folder)
    assert driver.tracker(folder, "run", visit=visit) in (0, 1), talk(folder)
    same(folder, undisturbed.contents[visit - 1])


def test_there_are_enough_points_and_each_has_its_name() -> None:
    assert len({kill.name for kill in KILLS}) == len(KILLS) >= 25
