"""The schema of the exported tables: every column described, every value in its list, every reference met."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from report_fake import Fake

from tracker.model import Corrected
from tracker.report.collection import Collection
from tracker.report.tables.export import TABLES, rows
from tracker.report.tables.parquet import _RECORDS
from tracker.report.tables.schema import SIMPLE, schema
from tracker.when import When


@pytest.fixture
def full(world: Fake) -> Collection:
    """The invented world with what it lacks: a correction, an outside id, a copy in a web archive."""
    world.held_corrected.append(
        Corrected(
            thing="tarim-2031", number=1, what="incident-id", to="acled:1", who="A", day=date(2031, 3, 20), why="x"
        )
    )
    world.held_incidents[-1] = replace(world.held_incidents[-1], ids=(("acled", "KAR1"), ("wikidata", "Q1")))
    return Collection.read(world)


def test_every_table_has_rows_and_columns():
    assert set(schema()) == set(TABLES)


def test_every_column_is_described():
    for table in schema().values():
        assert table.about.endswith(".")
        for column in table.columns:
            assert len(column.meaning.split()) > 1, (table.name, column.name)
            assert column.meaning.endswith("."), (table.name, column.name)
            assert not column.rule or column.rule.endswith("."), (table.name, column.name)
            kind = column.type.removeprefix("list<").removesuffix(">")
            assert kind in (*SIMPLE, *_RECORDS), (table.name, column.name)


@pytest.mark.parametrize("name", schema())
def test_values_are_of_the_type_and_in_the_list_that_the_schema_says(full: Collection, name: str):
    found = rows(full, name)
    assert found, "the invented world fills every table"
    for column in schema()[name].columns:
        for row in found:
            value = row[column.name]
            assert _fits(column.type, value), (name, column.name, value)
            held = value if isinstance(value, list) else [] if value in (None, "") else [value]
            assert not column.values or {str(one) for one in held} <= set(column.values), (name, column.name, value)


def _fits(kind: str, value: object) -> bool:
    if kind.startswith("list<"):
        return isinstance(value, list) and all(_fits(kind[5:-1], one) for one in value)
    if kind in _RECORDS:
        return isinstance(value, dict) and set(value) == {name for name, _ in _RECORDS[kind]}
    if value is None or value == "":
        return kind != "list"
    if kind in ("when", "day"):
        return When(str(value)).iso == value and (kind == "when" or date.fromisoformat(str(value)).isoformat() == value)
    if kind == "moment":
        return datetime.fromisoformat(str(value)).tzinfo is not None
    if kind == "float":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return type(value) is {"text": str, "int": int, "bool": bool}[kind]


@pytest.mark.parametrize("name", schema())
def test_keys_tell_rows_apart_and_references_are_met(full: Collection, name: str):
    table, found = schema()[name], rows(full, name)
    keys = [tuple(row[column] for column in table.key) for row in found]
    assert len(set(keys)) == len(keys)
    for column in table.columns:
        if column.refers:
            other, target = column.refers.split(".")
            known = {row[target] for row in rows(full, other)}
            assert {row[column.name] for row in found} - {None, ""} <= known, (name, column.name)
