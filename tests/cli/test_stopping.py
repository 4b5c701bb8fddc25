"""Told to stop in the middle: one line, the shell's exit code, the store as it was."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.store import dump, open_store

# Sends itself the signal on reaching the named function, as a person or a scheduler would at an unlucky moment.
CHILD = """
import importlib, os, sys
module, owner, name, number = sys.argv[1].split(":") + [int(sys.argv[2])]
target = getattr(importlib.import_module(module), owner)
whole = getattr(target, name)
def stopped(*arguments, **more):
    os.kill(os.getpid(), number)
    return whole(*arguments, **more)
setattr(target, name, stopped)
from tracker.cli import main
main(sys.argv[3:])
"""
PLACES = [
    ("import", "tracker.store.writes:Writes:put_renderings"),
    ("match", "tracker.store.derived:DerivedWrites:_many"),
    ("demo", "tracker.collect.keeping.archive:Archive:append"),
]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(("verb", "place"), PLACES)
def test_a_command_that_is_stopped_says_so_and_keeps_the_store(
    tmp_path: Path, verb: str, place: str, number: signal.Signals
) -> None:
    (tmp_path / "a.txt").write_text("The minister said: “We strongly condemn the attack.”", "utf-8")
    (tmp_path / "data" / "archive").mkdir(parents=True)  # what makes the folder a collection
    arguments = [verb, "a.txt"] if verb == "import" else [verb]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, place, str(int(number)), *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 128 + number, done.stderr
    assert "stopped; nothing is half-written" in done.stderr
    assert "Traceback" not in done.stderr
    with open_store(tmp_path / ("demo-data" if verb == "demo" else "data") / "tracker.db") as store:
        assert store.check() == []
        assert not any(line.startswith("statements ") for line in dump(store))
