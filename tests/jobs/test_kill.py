"""A run that is killed, and then run again, leaves what an undisturbed run leaves."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tracker.demo.visits import sources_path
from tracker.jobs.workspace import Workspace
from tracker.report.export import export
from tracker.store import dump, open_store

# The child runs the whole job on a part of the sample world with a clock that stands still, and ends itself with
# SIGKILL at the n-th line of progress, or on entering the named function for the m-th time.
CHILD = """
import asyncio, importlib, os, signal, sys
from pathlib import Path
from tracker.demo import visits
from tracker.demo.server import Serve
from tracker.jobs.collecting import Outside
from tracker.jobs.running import run
from tracker.jobs.workspace import Workspace

data, line, place, times = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
seen = 0

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def progress(_):
    global seen
    seen += 1
    if seen == line:
        die()

if place:
    module, owner, name = place.split(":")
    target = getattr(importlib.import_module(module), owner)
    whole, calls = getattr(target, name), 0
    def watched(*args, **more):
        global calls
        calls += 1
        if calls == times:
            die()
        return whole(*args, **more)
    setattr(target, name, watched)

async def no_time(_):
    await asyncio.sleep(0)

with Serve() as server:
    network = {"sleep": no_time, "resolver": visits.resolver(server), "jitter": visits.jitter}
    outside = Outside(clock=lambda: visits.visit_times()[0], network=network)
    run(Workspace(data=data, sources=data / "sources.yaml"), outside=outside, progress=progress)
print(seen)
"""

PLACES = [
    ("tracker.collect.archive:Archive:_write", 3),
    ("tracker.collect.journal:Journal:append", 6),
    ("tracker.store.writes:Writes:put_renderings", 2),
    ("tracker.store.writes:Writes:mark_parsed", 4),
    ("tracker.store.derived:DerivedWrites:_write_statements", 1),
    ("tracker.store.derived:DerivedWrites:_many", 5),
]


def child(data: Path, *, line: int = 0, place: str = "", times: int = 0) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-c", CHILD, str(data), str(line), place, str(times)]
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


def prepared(folder: Path) -> Path:
    """A data folder with three small sources of the sample world and the section of its states and issuers."""
    folder.mkdir()
    world = yaml.safe_load(sources_path().read_text("utf-8"))
    world["sources"] = {key: world["sources"][key] for key in ("yunlan_mfa_en", "yunlan_mfa_zh", "depeche_cap")}
    (folder / "sources.yaml").write_text(yaml.safe_dump(world, allow_unicode=True, sort_keys=False), "utf-8")
    return folder


def content(data: Path) -> dict[str, object]:
    with open_store(Workspace(data=data).db) as store:
        files = {path.name: path.read_bytes() for path in export(store, data / "out", format="jsonl")}
        return {"dump": list(dump(store)), **files}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], int]:
    data = prepared(tmp_path_factory.mktemp("undisturbed") / "data")
    done = child(data)
    assert done.returncode == 0, done.stderr
    return content(data), int(done.stdout)


def check_again(data: Path, killed: subprocess.CompletedProcess[str], expected: dict[str, object]) -> None:
    assert killed.returncode == -9, killed.stderr or "the run ended before the place was reached"
    again = child(data)
    assert again.returncode == 0, again.stderr
    found = content(data)
    assert found.keys() == expected.keys()
    for name, value in expected.items():
        assert found[name] == value, name


def test_the_undisturbed_run_collects_and_matches(undisturbed: tuple[dict[str, object], int]) -> None:
    lines = undisturbed[0]["dump"]
    assert isinstance(lines, list)
    assert sum(line.startswith("statements ") for line in lines) > 10


@pytest.mark.parametrize("share", [0.1, 0.6, 0.95])
def test_killed_between_steps(tmp_path: Path, undisturbed: tuple[dict[str, object], int], share: float) -> None:
    expected, lines = undisturbed
    data = prepared(tmp_path / "data")
    check_again(data, child(data, line=max(1, int(lines * share))), expected)


@pytest.mark.long
@pytest.mark.parametrize(("place", "times"), PLACES)
def test_killed_inside_a_step(
    tmp_path: Path, undisturbed: tuple[dict[str, object], int], place: str, times: int
) -> None:
    data = prepared(tmp_path / "data")
    check_again(data, child(data, place=place, times=times), undisturbed[0])
