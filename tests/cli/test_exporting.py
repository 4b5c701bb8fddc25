"""Handing on from the shell: what is printed, and the code for each mistake."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tracker.cli import main
from tracker.demo.visits import sources_path
from tracker.store import open_store


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code: object = 0
    try:
        main([str(one) for one in arguments])
    except SystemExit as left:
        code = left.code
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return int(str(code or 0)), out, err


@pytest.fixture
def data(demo_data: Path, tmp_path: Path) -> Path:
    shutil.copy(sources_path(), tmp_path / "sources.yaml")
    return Path(shutil.copytree(demo_data, tmp_path / "data"))


def test_a_citation_is_printed_as_text_and_as_bibtex(data: Path, capsys: pytest.CaptureFixture[str]):
    with open_store(data / "tracker.db", read_only=True) as store:
        one = next(s for s in store.statements() if len(s.renderings) > 1)
    code, out, _ = call(capsys, "--data", data, "cite", one.id)
    assert code == 0
    assert f"statement {one.id}, version 1" in out
    assert "\n@misc{" in out
    code, out, _ = call(capsys, "--data", data, "cite", one.renderings[1], "--json")
    assert (code, json.loads(out)["rendering"]) == (0, one.renderings[1])


def test_a_release_is_frozen_once_looked_at_and_its_damage_told(data: Path, capsys: pytest.CaptureFixture[str]):
    begin = ("--data", data, "--sources", data.with_name("sources.yaml"), "freeze")
    code, out, _ = call(capsys, *begin, "2030-12")
    folder = Path(out.strip())
    assert (code, folder) == (0, data / "releases" / "2030-12")
    code, _, err = call(capsys, *begin, "2030-12")
    assert code == 2
    assert "never overwritten" in err
    code, out, _ = call(capsys, *begin, "--check", folder, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["frozen"] == found["today"]
    assert (folder / "inputs" / "sources.yaml").is_file()
    with (folder / "tables" / "uses.csv").open("a", encoding="utf-8") as file:
        file.write("x")
    code, out, err = call(capsys, *begin, "--check", folder)
    assert (code, out) == (1, "")
    assert "uses.csv: is not as it was frozen" in err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("export",), 2, "name the folder"),
        (("export", "out", "--format", "xlsx"), 2, "xlsx"),
        (("cite", "nobody.0000"), 2, "nobody.0000"),
        (("freeze",), 2, "name the release"),
        (("freeze", "a", "--check", "b"), 2, "name the release"),
        (("freeze", "../a"), 2, "no name for a release"),
        (("freeze", "--check", "nowhere"), 3, "holds no datapackage.json"),
        (("compare", "a", "b", "--format", "pdf"), 2, "pdf"),
    ],
)
def test_mistakes_are_told_in_a_line(
    demo_data: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, said: str
):
    found, _, err = call(capsys, "--data", demo_data, *arguments)
    assert found == code
    assert said in err


def test_the_dictionary_needs_no_collection(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code, out, _ = call(capsys, "--data", tmp_path / "none", "export", "--dictionary")
    assert code == 0
    assert out.startswith("# Data dictionary\n")


def test_an_export_that_stops_half_way_says_where_and_that_the_tables_are_apart(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out = tmp_path / "out"
    (out / "uses.csv").mkdir(parents=True)
    code, _, err = call(capsys, "--data", data, "export", out)
    assert code == 3
    assert f"{out / 'uses.csv'}: Is a directory; the tables in {out} are of different moments now" in err
    assert not list(out.glob(".*"))
    assert (out / "statements.csv").is_file()


def test_an_export_follows_no_link_to_another_file(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    precious = tmp_path / "precious"
    precious.write_text("keep", "utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "statements.csv").symlink_to(precious)
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    assert call(capsys, "--data", data, "export", out)[0] == 0
    assert precious.read_text("utf-8") == "keep"
    assert not (out / "statements.csv").is_symlink()
    code, _, err = call(capsys, "--data", data, "export", tmp_path / "nowhere")
    assert code == 2
    assert "is no folder" in err
