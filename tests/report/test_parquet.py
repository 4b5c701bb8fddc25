"""Parquet: every exported table typed, the same rows as the JSON lines, and said what is missing without the extra."""

import importlib.util
import io
import json
from datetime import datetime
from pathlib import Path

import pytest
from report_fake import Fake

from tracker.errors import MissingExtra
from tracker.report.tables.export import TABLES, export
from tracker.report.tables.parquet import parquet
from tracker.report.tables.schema import schema

pq = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")


def test_the_same_rows_as_the_json_lines(world: Fake, tmp_path: Path):
    export(world, tmp_path, format="parquet")
    export(world, tmp_path, format="jsonl")
    for name in TABLES:
        table = pq.read_table(tmp_path / f"{name}.parquet")
        lines = [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text("utf-8").splitlines()]
        assert tuple(table.column_names) == schema()[name].names
        assert [_plain(row) for row in table.to_pylist()] == lines


def _plain(row: dict[str, object]) -> dict[str, object]:
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in row.items()}


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_has_the_types_of_a_full_one(world: Fake, tmp_path: Path, name: str):
    export(world, tmp_path, format="parquet")
    full = pq.read_schema(tmp_path / f"{name}.parquet")
    empty = pq.read_schema(io.BytesIO(parquet(schema()[name], [])))
    assert empty.equals(full)


def test_numbers_flags_and_lists_are_no_texts(world: Fake, tmp_path: Path):
    export(world, tmp_path, format="parquet")
    types = {name: str(pq.read_schema(tmp_path / f"{name}.parquet")) for name in TABLES}
    assert "similarity: double" in types["uses"]
    assert "negated: bool" in types["statements"]
    assert "retrieved_at: timestamp[us, tz=UTC]" in types["renderings"]
    assert "incidents: int64" in types["formulas"]


def test_unpaired_surrogates_are_replaced_as_elsewhere(world: Fake, tmp_path: Path):
    world.say("xaa-mfa", "2031-03-15", "We condemn \ud800 this.", name="odd")
    export(world, tmp_path, format="parquet")
    rows = pq.read_table(tmp_path / "statements.parquet").to_pylist()
    assert next(row["text"] for row in rows if row["id"] == "odd") == "We condemn ? this."


def test_the_missing_extra_is_named_and_nothing_is_written(
    world: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(MissingExtra, match=r"statement-tracker\[parquet\]"):
        export(world, tmp_path / "out", format="parquet")
    assert not (tmp_path / "out").exists()
