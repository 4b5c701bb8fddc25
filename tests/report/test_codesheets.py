"""Code sheets go through a spreadsheet and come back; what is wrong with one is said with its line."""

import csv
import io

import pytest

from tracker.errors import BadInput
from tracker.report.coding.codesheets import MOVES, PAIRS, moves_in, read_coded, read_key, sheet

A = {"item": "p-1", "language": "en", "a": "=We condemn it", "b": 'They "condemn", it\nall', "label": "S", "force": "="}
B = {"item": "p-2", "language": "en", "a": "- a list", "b": "@osk", "label": "N"}


def coded(*rows: dict[str, str], columns: tuple[str, ...] = PAIRS.columns) -> bytes:
    return sheet(columns, rows)


def test_texts_that_a_spreadsheet_would_run_come_back_as_they_were():
    body = coded(A, B)
    cells = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert [cells[0]["a"], cells[1]["a"], cells[1]["b"]] == ["'=We condemn it", "'- a list", "'@osk"]
    found = read_coded("one.csv", body)
    assert found.items == ("p-1", "p-2")
    assert found.shown == (("=We condemn it", 'They "condemn", it all'), ("- a list", "@osk"))
    assert dict(found.values) == {"label": ("S", "N"), "force": ("=", "-")}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_dialects_of_spreadsheets(delimiter: str, mark: bytes):
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow([name.upper() for name in PAIRS.columns])
    writer.writerow(["p-1", "en", "one, two; three", "four", *[""] * 6, " s ", ">", "so"])
    writer.writerow([""] * len(PAIRS.columns))
    found = read_coded("x.csv", mark + buffer.getvalue().encode())
    assert (found.values["label"], found.values["force"]) == (("S",), (">",))


def test_several_moves_in_one_cell_in_any_order():
    row = {"item": "s-1", "language": "en", "text": "t", "verb_class": "Condemn", "moves": "principle; CONDEMN"}
    found = read_coded("m.csv", coded(row, columns=MOVES.columns))
    assert dict(found.values) == {
        "verb_class": ("condemn",),
        "intensity": (None,),
        "negated": ("false",),
        "moves": ("condemn;principle",),
    }
    assert list(moves_in(["condemn;principle", None], "principle")) == ["yes", None]


def without(column: str) -> bytes:
    return coded(A, columns=tuple(name for name in PAIRS.columns if name != column))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (coded(), "has no rows"),
        (b"PK\x03\x04rest", "a workbook"),
        (coded(A).replace(b"They", b"Th\xe9y"), "line 2: not in UTF-8"),
        (b'item,label\n"open', "save it again"),
        (b"name,age\nx,3\n", 'expected a column "label" or "verb_class", found name, age'),
        (without("item"), "has no column item"),
        (without("force"), "has no column force"),
        (coded(A, {**A, "a": "else"}), "item p-1 stands in line 3 already"),
        (coded(A, {**B, "item": ""}), "line 4: the column item is empty"),
        (coded({**A, "label": "maybe"}), 'line 3, label: "maybe" is none of S, P, N'),
        (coded({**A, "force": "stronger"}), 'force: "stronger" is none of =, >, <, !, -'),
        (coded({**A, "label": ""}, {**B, "label": ""}), "nothing is coded"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(body: bytes, words: str):
    with pytest.raises(BadInput) as caught:
        read_coded("anna.csv", body)
    assert words in str(caught.value)
    assert "anna.csv" in str(caught.value)


def test_a_key_is_known_by_its_strata():
    head = b"item,stratum,population,label,force\n"
    assert read_key("k.csv", head + b"p-1,x,9,S,=\n")["p-1"]["label"] == "S"
    with pytest.raises(BadInput, match="it has no stratum and population"):
        read_key("k.csv", coded(A))
    with pytest.raises(BadInput, match='line 2, force: "w" is none of'):
        read_key("k.csv", head + b"p-1,x,9,S,w\n")


def test_a_key_of_moves_is_told_by_its_columns():
    head = b"item,stratum,population,verb_class,intensity,negated,moves\n"
    assert read_key("k.csv", head + b"s-1,x,9,condemn,2,false,condemn\n")["s-1"]["verb_class"] == "condemn"
    with pytest.raises(BadInput, match='line 2, intensity: "9" is none of'):
        read_key("k.csv", head + b"s-1,x,9,condemn,9,false,condemn\n")
