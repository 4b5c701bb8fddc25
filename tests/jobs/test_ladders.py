"""A user's own ladders: read from beside sources.yaml, told by the epoch, and refused with the file's name."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from tracker.errors import BadConfig
from tracker.jobs.ladders import ladders_of
from tracker.jobs.workspace import Workspace
from tracker.match.epochs import covering, flat
from tracker.match.passages import Reader
from tracker.terms import VerbClass

SHIPPED = files("tracker.language").joinpath("data/ladder_en.yaml").read_text(encoding="utf-8")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "ladders").mkdir()
    return Workspace(data=tmp_path / "data", sources=tmp_path / "sources.yaml")


def put(workspace: Workspace, name: str, text: str) -> None:
    (workspace.ladders / name).write_text(text, encoding="utf-8")


def test_no_folder_is_no_ladder(tmp_path: Path):
    assert ladders_of(Workspace(data=tmp_path, sources=tmp_path / "sources.yaml")).version == ""


def test_an_own_ladder_reads_in_place_of_the_shipped_one(workspace: Workspace):
    put(workspace, "ladder_en.yaml", SHIPPED.replace("deplore: [", 'deplore: ["frown(?:s|ed)? upon", '))
    own = ladders_of(workspace)
    text = "We frown upon the raid."
    assert Reader(own.rules).read(text, "en-GB")[1].verb_class is VerbClass.DEPLORE
    assert Reader().read(text, "en-GB")[1].verb_class is VerbClass.NONE


def test_the_epoch_covers_what_the_ladders_say(workspace: Workspace):
    put(workspace, "en.yaml", SHIPPED)
    one = ladders_of(workspace).version
    put(workspace, "en.yaml", SHIPPED + "\n# changed\n")
    two = ladders_of(workspace).version
    epoch = flat()
    assert len({epoch.version, covering(epoch, one).version, covering(epoch, two).version}) == 3
    assert covering(epoch, "") is epoch


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("english.yaml", SHIPPED, "expected a name such as"),
        ("fr.yaml", SHIPPED, "says language 'en', expected 'fr'"),
        ("en.yaml", "language: en", "missing or misplaced"),
        ("en.yaml", SHIPPED.replace("condemn: [", 'condemn: ["(", '), "cannot be read"),
    ],
)
def test_a_wrong_file_is_named(workspace: Workspace, name: str, text: str, said: str):
    put(workspace, name, text)
    with pytest.raises(BadConfig, match=said) as told:
        ladders_of(workspace)
    assert name in str(told.value)
