"""Two at one folder, and a folder that may only be read: nobody is hurt, everybody is told."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from forking import tracker

from tracker.demo.visits import sources_path

RECORD = {
    "id": "1",
    "source": "Ministry of Foreign Affairs of Nepal",
    "country": "Nepal",
    "date": "2030-03-01",
    "language": "en",
    "text": "We strongly condemn the attack on the ferry at Port Lune.",
}
NOBODY = 65534
# Runs a verb, and stops inside the named function until a line comes in, as a long run would be found by another one.
PAUSED = """
import importlib, sys
from tracker.cli import main
module, owner, name = sys.argv[1].split(":")
target = getattr(importlib.import_module(module), owner)
whole = getattr(target, name)
def paused(*values, **more):
    sys.stdout.write("inside\\n")
    sys.stdout.flush()
    sys.stdin.readline()
    return whole(*values, **more)
setattr(target, name, paused)
main(sys.argv[2:])
"""
# Runs a verb as a user who owns nothing; what it needs is loaded before, since that user may not read all of Python.
HUMBLED = f"""
import os, sys
from pathlib import Path
from tracker.cli import main
for verb in (["import", "a.jsonl"], ["match"], ["statements"], ["verify"], ["rebuild"], ["reparse"], ["site"]):
    try:
        main([*verb, "--data", "warm"])
    except SystemExit:
        pass
if os.getuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
sys.stdout.write("now\\n")
sys.stdout.flush()
sys.stderr.write("now\\n")
main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One report, imported and matched."""
    made = tmp_path_factory.mktemp("folder")
    (made / "a.jsonl").write_text(json.dumps(RECORD) + "\n", "utf-8")
    for verb in (["import", "a.jsonl"], ["match"]):
        done = tracker(made, *verb)
        assert done.returncode == 0, done.stderr
    return made


@pytest.mark.parametrize("place", ["store.derived:DerivedWrites:replace_derived", "store.database:Store:transaction"])
def test_while_one_writes_another_may_read_and_not_write(folder: Path, place: str) -> None:
    command = [sys.executable, "-c", PAUSED, f"tracker.{place}", "match"]
    with subprocess.Popen(
        command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "inside\n"
        read = tracker(folder, "statements", "--json")
        assert read.returncode == 0, read.stderr
        assert "Port Lune" in read.stdout
        run = ["run", "--sources", str(sources_path())]
        for verb in (run, ["match"], ["import", "a.jsonl"], ["rebuild"], ["reparse", "--dry-run"]):
            second = tracker(folder, *verb)
            assert second.returncode == 3
            assert second.stderr.splitlines()[-1].startswith("tracker: data: another tracker is at work here")
        _, said = first.communicate("go on\n" * 99)
        assert first.returncode == 0, said


@pytest.fixture
def read_only(folder: Path) -> Iterator[Path]:
    """The folder as an administrator hands it to readers; those above it may be passed."""
    paths = [folder, *folder.rglob("*")]
    closed = [path for path in folder.parents if not path.stat().st_mode & 0o001]
    modes = {path: path.stat().st_mode for path in (*paths, *closed)}
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in closed:
        path.chmod(0o755)
    yield folder
    for path, mode in modes.items():
        path.chmod(mode)


def humbled(folder: Path, tmp_path: Path, *verb: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "a.jsonl").write_text(json.dumps(RECORD) + "\n", "utf-8")
    arguments = [sys.executable, "-c", HUMBLED, *verb, "--data", str(folder / "data")]
    return subprocess.run(arguments, cwd=tmp_path, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="no users here")
@pytest.mark.parametrize("verb", [["statements", "--json"], ["verify"]])
def test_a_folder_that_may_only_be_read_is_read(read_only: Path, tmp_path: Path, verb: list[str]) -> None:
    done = humbled(read_only, tmp_path, *verb)
    assert done.returncode == 0, done.stderr
    assert "Port Lune" in done.stdout.rpartition("now\n")[2] or "all well" in done.stderr.rpartition("now\n")[2]


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "setuid"), reason="no users here")
@pytest.mark.parametrize("verb", [["import", "a.jsonl"], ["match"], ["rebuild"], ["reparse"], ["reparse", "--dry-run"]])
def test_a_folder_that_may_only_be_read_is_not_written(read_only: Path, tmp_path: Path, verb: list[str]) -> None:
    before = {path: path.read_bytes() for path in read_only.rglob("*") if path.is_file()}
    done = humbled(read_only, tmp_path, *verb)
    said = done.stderr.rpartition("now\n")[2].splitlines()
    assert done.returncode == 3, done.stderr
    assert len(said) == 1
    assert said[0].startswith("tracker: ")
    assert "Permission denied" in said[0] or "Read-only" in said[0]
    assert {path: path.read_bytes() for path in read_only.rglob("*") if path.is_file()} == before
