"""A user's own ladders: read from beside sources.yaml, told by the epoch, and refused with the file's name."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from tracker.errors import BadConfig
from tracker.jobs.ladders import ladders_of
from tracker.jobs.workspace import Workspace
from tracker.match.epochs import covering, flat
from tracker.match.passages import Reader
from tracker.terms import VerbClass

SHIPPED = files("tracker.language").joinpath("data/ladder_en.yaml").read_text(encoding="utf-8")


def _with(key: str, value: object) -> str:
    """The shipped ladder with something else under one key."""
    return yaml.safe_dump({**yaml.safe_load(SHIPPED), key: value})


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
        ("en.yaml", "language: en", "lacks classes, intensifiers, links"),
        ("en.yaml", "", "found nothing"),
        ("en.yaml", "[" * 20_000, "cannot be read"),
        ("en.yaml", "classes: [", "line 1, column 11"),
        ("en.yaml", _with("classes", ["condemn"]), "classes: expected one list each for none, note"),
        ("en.yaml", _with("classes", {"hate": []}), "'hate' is none of none, note"),
        ("en.yaml", _with("classes", {"condemn": "condemn"}), "classes, condemn: expected a list"),
        ("en.yaml", _with("intensifiers", {3: []}), "intensifiers: lacks 2"),
        ("en.yaml", _with("negators", [False]), "negators: expected text, found False"),
        ("en.yaml", _with("negators", ["(?:not)?"]), "would be met everywhere"),
        ("en.yaml", _with("negators", None), "negators: expected a list of patterns, found nothing"),
        ("en.yaml", SHIPPED.replace("condemn: [", 'condemn: ["(", '), "cannot be read"),
    ],
)
def test_a_wrong_file_is_named(workspace: Workspace, name: str, text: str, said: str):
    put(workspace, name, text)
    with pytest.raises(BadConfig, match=said) as told:
        ladders_of(workspace)
    assert name in str(told.value)


def test_one_language_has_one_ladder_and_hidden_files_are_none(workspace: Workspace):
    put(workspace, ".ladder_en.yaml.swp", "not a ladder")
    assert not ladders_of(workspace).rules
    put(workspace, "en.yaml", SHIPPED)
    assert list(ladders_of(workspace).rules) == ["en"]
    put(workspace, "ladder_en.yaml", SHIPPED)
    with pytest.raises(BadConfig, match="a second ladder of 'en'"):
        ladders_of(workspace)


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path):
    (tmp_path / "ladders").write_text(SHIPPED, encoding="utf-8")
    with pytest.raises(BadConfig, match="expected a folder"):
        ladders_of(Workspace(data=tmp_path / "data", sources=tmp_path / "sources.yaml"))


def test_without_negators_nothing_is_denied(workspace: Workspace):
    put(workspace, "en.yaml", _with("negators", []))
    read = Reader(ladders_of(workspace).rules).read("We condemn the raid.", "en")[1]
    assert (read.verb_class, read.negated) == (VerbClass.CONDEMN, False)
