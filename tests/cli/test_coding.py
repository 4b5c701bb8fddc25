"""sample and agree, from the draw over two coders to the tracker against them."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.cli.main import main
from tracker.model import Display
from tracker.report.collection import Collection

Tracker = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tracker(demo_data: Path, capsys: pytest.CaptureFixture[str]) -> Tracker:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = 0
        try:
            main(["--data", str(demo_data), *map(str, arguments)])
        except SystemExit as left:
            code = int(left.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def fill(drawn: Path, path: Path, codes: Callable[[dict[str, str], int], dict[str, str]]) -> Path:
    """A copy of the sheet, filled in as a coder would."""
    held = rows(drawn)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(held[0]))
        writer.writeheader()
        writer.writerows({**row, **codes(row, number)} for number, row in enumerate(held))
    return path


def test_a_drawn_sheet_is_blind_whole_and_the_same_again(tracker: Tracker, tmp_path: Path):
    sheet, key = tmp_path / "sheet.csv", tmp_path / "key.csv"
    assert tracker("sample", "--n", "30", "--out", sheet, "--key", key)[0] == 0
    held, keys = rows(sheet), rows(key)
    assert len(held) == 30
    assert all(row["a"] and row["b"] and row["a_issuer"] and row["b_date"] for row in held)
    assert {row["label"] + row["force"] + row["note"] for row in held} == {""}
    assert not {"stratum", "similarity", "flags"} & set(held[0])
    assert [row["item"] for row in held] == [row["item"] for row in keys]
    assert len({row["stratum"] for row in keys}) == 6
    code, out, err = tracker("sample", "--n", "30")
    assert (code, list(csv.DictReader(io.StringIO(out)))) == (0, held)
    assert "give every coder a copy" in err
    assert tracker("sample", "--n", "30", "--seed", "2")[1] != out


def test_two_coders_and_the_tracker_over_pairs(tracker: Tracker, tmp_path: Path):
    sheet, key = tmp_path / "sheet.csv", tmp_path / "key.csv"
    tracker("sample", "--n", "30", "--out", sheet, "--key", key)
    said = {row["item"]: row for row in rows(key)}

    def as_the_tracker(row: dict[str, str], _: int) -> dict[str, str]:
        return {"label": said[row["item"]]["label"], "force": said[row["item"]]["force"]}

    def nearly(row: dict[str, str], number: int) -> dict[str, str]:
        return {"label": "P", "force": "="} if number == 0 else as_the_tracker(row, number)

    anna, ben = fill(sheet, tmp_path / "anna.csv", as_the_tracker), fill(sheet, tmp_path / "ben.csv", nearly)
    code, out, err = tracker("agree", anna, ben, "--key", key)
    assert code == 0
    assert "30 items, 2 coders: anna.csv, ben.csv" in err
    assert "96.7 %" in out
    assert "(precision)" in out
    made = json.loads(tracker("agree", anna, ben, "--key", key, "--json")[1])
    by_name = {one["column"]: one for one in made["columns"]}
    assert by_name["label"]["percent"] == pytest.approx(29 / 30)
    assert 0.5 < by_name["label"]["alpha"] < 1
    against = {one["column"]: one for one in made["tracker"]}
    assert (against["same"]["balanced"], against["same"]["undecided"]) in {(1.0, 0), (1.0, 1)}
    assert made["collection"]["precision"]["share"] == 1.0
    assert made["collection"]["recall"]["share"] == 1.0
    now = json.loads(tracker("agree", anna, ben, "--judge", "--json")[1])
    assert now["tracker"] == made["tracker"]


def test_moves_are_compared_one_by_one(tracker: Tracker, tmp_path: Path):
    sheet = tmp_path / "sheet.csv"
    tracker("sample", "--n", "20", "--what", "moves", "--out", sheet)
    same = fill(sheet, tmp_path / "a.csv", lambda _, n: _coded("condemn" if n % 2 else "none", 2 * (n % 2)))
    less = fill(sheet, tmp_path / "b.csv", lambda _, n: _coded("condemn" if n % 2 else "none", n % 2))
    made = json.loads(tracker("agree", same, less, "--judge", "--json")[1])
    by_name = {one["column"]: one for one in made["columns"]}
    assert by_name["verb_class"]["alpha"] == 1.0
    assert by_name["intensity"]["level"] == "ordinal"
    assert by_name["intensity"]["percent"] == 0.5
    assert by_name["move condemn"]["alpha"] == 1.0
    assert "move condole" not in by_name
    assert {"verb_class", "intensity", "move condemn"} <= {one["column"] for one in made["tracker"]}


def test_force_is_compared_only_where_somebody_asks_for_it(tracker: Tracker, tmp_path: Path):
    sheet = tmp_path / "sheet.csv"
    tracker("sample", "--n", "12", "--out", sheet)
    unlike = fill(sheet, tmp_path / "a.csv", lambda _, n: {"label": "N"} if n else {"label": "S", "force": "="})
    again = fill(sheet, tmp_path / "b.csv", lambda _, n: {"label": "N"} if n else {"label": "S", "force": "="})
    made = json.loads(tracker("agree", unlike, again, "--judge", "--json")[1])
    assert [one["items"] for one in made["tracker"] if one["column"] == "force"] == [1]


def test_a_sheet_that_may_be_coded_is_not_overwritten(tracker: Tracker, tmp_path: Path):
    sheet, key = tmp_path / "sheet.csv", tmp_path / "key.csv"
    code, _, err = tracker("sample", "--n", "5", "--out", sheet, "--key", tmp_path / "." / "sheet.csv")
    assert (code, "named twice" in err, sheet.exists()) == (2, True, False)
    sheet.write_text("days of work", encoding="utf-8")
    code, _, err = tracker("sample", "--n", "5", "--out", sheet, "--key", key)
    assert (code, "is there already" in err, key.exists()) == (2, True, False)
    assert sheet.read_text(encoding="utf-8") == "days of work"


def _coded(verb_class: str, intensity: int) -> dict[str, str]:
    return {"verb_class": verb_class, "intensity": str(intensity), "moves": "condemn" if intensity else "inform"}


def test_sheets_of_two_draws_are_told_apart(tracker: Tracker, tmp_path: Path):
    one, two, moves = tmp_path / "1.csv", tmp_path / "2.csv", tmp_path / "m.csv"
    tracker("sample", "--n", "10", "--out", one)
    tracker("sample", "--n", "10", "--seed", "2", "--out", two)
    tracker("sample", "--n", "10", "--what", "moves", "--out", moves)
    first = fill(one, tmp_path / "a.csv", lambda *_: {"label": "S", "force": "="})
    second = fill(two, tmp_path / "b.csv", lambda *_: {"label": "S", "force": "="})
    third = fill(moves, tmp_path / "c.csv", lambda *_: {"verb_class": "none"})
    changed = fill(one, tmp_path / "d.csv", lambda _, n: {"label": "S", "a": "Another text." if n == 3 else _["a"]})
    for other, words in ((second, "not the rows of a.csv"), (third, "codes moves"), (changed, "has another text")):
        code, _, err = tracker("agree", first, other)
        assert (code, words in err) == (3, True), err
    assert tracker("agree", first)[0] == 2
    code, _, err = tracker("agree", first, first)
    assert (code, "named twice" in err) == (2, True)
    code, _, err = tracker("agree", first, second, "--judge", "--key", one)
    assert (code, "give one of them" in err) == (2, True)
    assert tracker("agree", first, tmp_path / "none.csv")[0] == 2
    again = fill(one, tmp_path / "e.csv", lambda *_: {"label": "S", "force": "="})
    assert "this very draw" in tracker("agree", first, again, "--key", _key(tracker, tmp_path))[2]


def _key(tracker: Tracker, folder: Path) -> Path:
    tracker("sample", "--n", "5", "--seed", "9", "--out", folder / "x.csv", "--key", folder / "k.csv")
    return folder / "k.csv"


def test_one_language_alone(tracker: Tracker, tmp_path: Path):
    assert tracker("sample", "--language", "zh", "--out", tmp_path / "zh.csv")[0] == 0
    assert {row["language"].split("-")[0] for row in rows(tmp_path / "zh.csv")} == {"zh"}


def test_what_may_not_be_shown_is_not_handed_to_coders(tracker: Tracker, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Collection, "display", lambda *_: Display.LINK)
    for what in ("pairs", "moves"):
        code, _, err = tracker("sample", "--what", what)
        assert (code, "nothing to draw from" in err) == (2, True)


def test_an_empty_collection_has_nothing_to_draw(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    from tracker.store import open_store  # noqa: PLC0415  the other tests here need no store of their own

    with open_store(tmp_path / "data" / "tracker.db"):
        pass
    with pytest.raises(SystemExit) as left:
        main(["--data", str(tmp_path / "data"), "sample"])
    assert left.value.code == 2
    assert "nothing to draw from" in capsys.readouterr().err
