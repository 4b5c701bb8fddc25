"""Filters that name what is not there: said, and never an empty table alone."""

import json
from pathlib import Path

import pytest
from forking import tracker

RECORD = {"id": "1", "source": "Ministry of Foreign Affairs of Japan", "country": "Japan", "date": "2030-01-02"}
TEXT = {"title": "On the attack", "text": "We strongly condemn the attack.", "lang": "en"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("asked")
    (made / "ministry.jsonl").write_text(json.dumps(RECORD | TEXT) + "\n", "utf-8")
    assert tracker(made, "import", "ministry.jsonl").returncode == 0
    assert tracker(made, "match").returncode == 0
    return made


def test_an_unknown_source_is_wrong_use(folder: Path) -> None:
    done = tracker(folder, "statements", "--source", "import:minstry")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == ('tracker: --source: there is no source "import:minstry"; did you mean "import:ministry"?\n')
    assert tracker(folder, "statements", "--source", "import:ministry").stderr == ""


@pytest.mark.parametrize("verb", ["statements", "formulas"])
def test_a_language_that_nothing_is_in_is_said(folder: Path, verb: str) -> None:
    done = tracker(folder, verb, "--language", "xx", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == []
    assert done.stderr == '--language: no statement here is in "xx"; the collection holds en\n'
    assert tracker(folder, verb, "--language", "en-GB").stderr == ""
