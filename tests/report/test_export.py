"""Exports: defused, within rights, the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from report_fake import Fake

from tracker.errors import BadConfig
from tracker.model import Display, When
from tracker.report.collection import Collection
from tracker.report.tables.export import TABLES, defused, export
from tracker.report.tables.schema import schema
from tracker.report.tables.texts import statements

STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%", "＝")


@given(st.text(max_size=40))
def test_no_cell_begins_like_a_formula_and_the_text_stays_readable(text: str):
    cell = defused(text)
    assert cell.replace("\x00", "\ufffd").endswith(text.replace("\x00", "\ufffd"))
    begins = cell.lstrip(" \n\x0b\x0c\u200b\ufeff")
    if begins.startswith(STARTS):
        float(cell)


@given(st.sampled_from(STARTS), st.text(max_size=20), st.sampled_from(["", " ", "\n", "\u200b"]))
def test_a_formula_gets_an_apostrophe_also_behind_blanks(start: str, rest: str, blank: str):
    cell = defused(blank + start + rest + "x")
    assert cell.startswith("'")


@pytest.mark.parametrize("value", ["-1", "+3.5", "0", "1999"])
def test_numbers_stay_numbers(value: str):
    assert defused(value) == value


def tables(folder: Path):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_the_same_data_give_the_same_bytes_in_any_order(world: Fake, tmp_path: Path, form: str):
    export(world, tmp_path / "a", format=form)
    for held in (world.held_statements, world.held_renderings, world.held_formulas, world.held_incidents):
        held.reverse()
    export(world, tmp_path / "b", format=form)
    assert tables(tmp_path / "a") == tables(tmp_path / "b")
    assert set(tables(tmp_path / "a")) == {f"{name}.{form}" for name in TABLES}


def rows(folder: Path, name: str):
    text = (folder / f"{name}.csv").read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_and_jsonl_hold_the_same_rows(world: Fake, tmp_path: Path):
    export(world, tmp_path)
    export(world, tmp_path, format="jsonl")
    for name in TABLES:
        lines = [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text("utf-8").splitlines()]
        found = rows(tmp_path, name)
        key = schema()[name].names[0]
        assert all(tuple(line) == schema()[name].names for line in lines), name
        assert [row[key] for row in found] == [line[key] for line in lines]


def test_cells_with_quotes_breaks_and_scripts_come_back_whole(world: Fake, tmp_path: Path):
    text = 'Arvenia condemns "this",\r\nand that; 谴责 إدانة'
    world.say("xaa-mfa", "2031-03-15", text, name="odd")
    export(world, tmp_path)
    assert next(row for row in rows(tmp_path, "statements") if row["id"] == "odd")["text"] == text


def test_an_articles_body_never_leaves(world: Fake, tmp_path: Path):
    for form in ("csv", "jsonl", "passim"):
        export(world, tmp_path, format=form)
    assert all(b"lay quiet at dusk" not in body for body in tables(tmp_path).values())
    article = next(row for row in rows(tmp_path, "renderings") if row["id"] == "wire.article")
    assert (article["text"], article["evidence"]) == ("", "")


def test_rights_hold_in_every_table(world: Fake, tmp_path: Path):
    world.held_channels = [
        replace(one, display=Display.LINK) if one.id == "xaa-mfa-site" else one for one in world.held_channels
    ]
    export(world, tmp_path)
    for name in ("statements", "renderings", "uses"):
        for row in rows(tmp_path, name):
            assert "and wish a speedy recovery" not in row["text"]


def test_an_unknown_format_says_what_is_known(world: Fake, tmp_path: Path):
    with pytest.raises(BadConfig, match="csv or jsonl"):
        export(world, tmp_path, format="xlsx")
    assert not list(tmp_path.iterdir())


def test_a_statement_has_the_zone_and_precision_of_its_date(world: Fake):
    dated = next(one for one in world.held_statements if one.date)
    told = replace(dated, date=When("2031-03-12T09:30+05:00", "Asia/Karachi"))
    world.held_statements[world.held_statements.index(dated)] = told
    (row,) = (row for row in statements(Collection.read(world)) if row["id"] == dated.id)
    assert (row["zone"], row["precision"]) == ("Asia/Karachi", "minute")
