"""The notebooks: run anew they give what is kept in them, and what is kept is small, harmless and of this code."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kept_notebooks", Path(__file__).with_name("notebooks.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


kept = _load()
NAMES = [path.stem for path in kept.NOTEBOOKS]
each = pytest.mark.parametrize("path", kept.NOTEBOOKS, ids=lambda path: path.stem)
#: What each notebook must have found in the sample world.
FOUND = {
    "01-formulas": ("83 recurring phrasings", "condemns in the strongest possible terms", "对遇难者表示沉痛哀悼"),
    "02-issuer": ("Ministry of Foreign Affairs of Yunlan", "after 12 incidents", "最强烈的谴责", "none-found"),
    "03-compare": ("云方", "same phrasing: ", "version 2", " in both"),
}


def outputs(notebook: Any, *kinds: str) -> list[str]:
    """What the cells gave, of the given kinds, in their order; `stream` is what was printed."""
    found = []
    for cell in notebook.cells:
        for one in cell.get("outputs", ()):
            if one.output_type == "stream" and "stream" in kinds:
                found.append(str(one.text))
            found += [str(one.data[kind]) for kind in kinds if kind in one.get("data", {})]
    return found


def test_there_are_three() -> None:
    assert sorted(FOUND) == NAMES


@each
def test_what_is_kept_is_valid_and_of_this_code(path: Path) -> None:
    notebook = kept.read(path)
    nbformat.validate(notebook)
    assert notebook.metadata["tracker"]["code"] == kept.mark(notebook), f"{path.name}: run `make notebooks`"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert not [one for cell in code for one in cell.outputs if one.output_type == "error"]


@each
def test_what_is_kept_is_small_and_tells_nothing_of_the_machine(path: Path) -> None:
    assert path.stat().st_size < 300_000
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/(tmp|home|root|Users|work|var)/", text)
    given = json.dumps([cell.get("outputs", []) for cell in json.loads(text)["cells"]])
    assert "<script" not in given
    assert "Balochistan" not in given


@each
def test_each_has_pictures_that_need_no_network_and_pages_in_their_own_style(path: Path) -> None:
    notebook = kept.read(path)
    pictures = outputs(notebook, "image/svg+xml")
    assert pictures
    assert all(one.startswith("<svg") and "http://www.w3.org" in one for one in pictures)
    assert not [one for one in pictures if re.search(r"(href|src)=.http", one)]
    assert [one for one in outputs(notebook, "text/html") if "tracker-piece" in one]


@each
def test_what_is_kept_names_what_the_text_speaks_of(path: Path) -> None:
    given = "\n".join(outputs(kept.read(path), "stream", "text/html", "text/plain"))
    assert [words for words in FOUND[path.stem] if words not in given] == []


def test_the_cells_are_clean_code() -> None:
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--line-length",
        "140",
        "--select",
        "E,F,B,UP,PD,SIM",
    ]
    run = subprocess.run([*command, str(kept.ROOT / "notebooks")], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.long
@each
def test_a_run_gives_what_is_kept(path: Path, demo_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DATA", str(demo_data))
    monkeypatch.delenv("TRACKER_REFERENCE", raising=False)
    fresh, old = kept.executed(path), kept.read(path)
    for kind in ("stream", "text/plain"):
        assert outputs(fresh, kind) == outputs(old, kind), f"{path.name}: run `make notebooks`"
    # How a page or a picture looks may change without a notebook being wrong; that it is there may not.
    assert [one for one in outputs(fresh, "text/html") if "tracker-piece" not in one] == [
        one for one in outputs(old, "text/html") if "tracker-piece" not in one
    ]
    for kind in ("text/html", "image/svg+xml"):
        assert len(outputs(fresh, kind)) == len(outputs(old, kind))


@pytest.mark.long
def test_the_case_is_read_where_its_reports_are(
    reference: Path, demo_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DATA", str(demo_data))
    monkeypatch.setenv("TRACKER_REFERENCE", str(reference))
    path = next(one for one in kept.NOTEBOOKS if one.stem == "02-issuer")
    given = "\n".join(outputs(kept.executed(path), "stream", "text/html"))
    assert "2 incidents" in given
    assert "Jaffar Express" in given
    assert "is left out" not in given
