"""A mark changes with every cell of what it marks, and with nothing else."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.model import (
    Derived,
    FirstUse,
    Formula,
    Observation,
    Observed,
    Origin,
    OriginKind,
    Party,
    Passage,
    Rendering,
    Statement,
    Use,
    When,
)
from tracker.store import open_store
from tracker.store.marks import _TABLES

TEXT = "Karsan condemns the attack."
#: Another value of the same kind: as near to the one that is there as can be.
ANOTHER = {"TEXT": "ifnull({column}, '') || 'x'", "INTEGER": "{column} + 7", "REAL": "{column} * (1 + 2.3e-16)"}
MARKED = [(what, table, key) for what, tables in _TABLES.items() for table, key in tables]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which everything has rows: two of each thing, but the words of one alone are about to change."""
    path = tmp_path_factory.mktemp("marks") / "tracker.db"
    with open_store(path) as store, store.transaction():
        renderings = [Rendering(id=f"{one}.1", source=one, text=TEXT, parties=(Party(one),)) for one in ("aa", "bb")]
        store.put_renderings(renderings, datetime(2030, 3, 1, tzinfo=UTC))
        store.replace_derived(derived())
    return path


def derived() -> Derived:
    keys = ("aa.1", "bb.1")
    uses = tuple(
        Use(formula="f", statement=key, rendering=key, version=1, start=0, end=9, text=TEXT, similarity=0.3)
        for key in keys
    )
    formula = Formula(
        id="f", template=TEXT, language="en", measure="word-jaccard", min_similarity=1.0, statements=2, incidents=1,
        issuers=2, first=FirstUse(), last=None, uses=uses,
    )  # fmt: skip
    return Derived(
        epoch="e1",
        statements=tuple(
            Statement(
                id=key, text=TEXT, parties=(Party(key[:2]),), renderings=(key,), incidents=("i",), aliases=(f"{key}a",),
            )
            for key in keys
        ),
        passages=tuple(
            Passage(id=f"{key}{at}", statement=key, rendering=key, version=1, start=at, end=9, text=TEXT, language="en")
            for key in keys
            for at in range(3)
        ),
        origins=tuple(
            Origin(statement=key, rendering=key, version=1, start=at, end=9, kind=OriginKind.NEW, date=When("2030"))
            for key in keys
            for at in range(3)
        ),
        formulas=(formula,),
        observations=tuple(Observation(incident=one, issuer="aa", state=Observed.SPOKE) for one in ("i", "j")),
    )  # fmt: skip


def changed(path: Path, *commands: tuple[str, tuple[object, ...]]) -> dict[str, dict[str, bytes]]:
    """Every mark, as it would be after these commands: nothing is kept of them."""
    with open_store(path) as store:
        store._db.execute("PRAGMA foreign_keys = OFF")
        store._db.execute("BEGIN")
        for sql, values in commands:
            store._db.execute(sql, values)
        marks = {what: store.marks(what) for what in _TABLES}
        store._db.execute("ROLLBACK")
        return marks


@pytest.mark.parametrize(("what", "table", "key"), MARKED)
def test_every_cell_counts_for_its_own_thing_alone(made: Path, what: str, table: str, key: str):
    before = changed(made)[what]
    thing = min(before)
    with sqlite3.connect(made) as db:
        cells = dict(db.execute("SELECT name, type FROM pragma_table_info(?)", (table,)))
    for column in cells.keys() - {key}:
        other = ANOTHER[cells[column]].format(column=f'"{column}"')
        after = changed(made, (f'UPDATE {table} SET "{column}" = {other} WHERE "{key}" = ?', (thing,)))[what]  # noqa: S608  names of the schema
        assert {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)} == {thing}, column


@pytest.mark.parametrize(("what", "table", "key"), MARKED)
def test_a_row_less_counts_and_when_it_was_written_does_not(made: Path, what: str, table: str, key: str):
    before = changed(made)[what]
    thing = min(before)
    gone = f'DELETE FROM {table} WHERE "{key}" = ?'  # noqa: S608  names of the schema
    assert changed(made, (gone, (thing,)))[what].get(thing) != before[thing]
    again = (
        f"CREATE TEMP TABLE held AS SELECT * FROM {table}",  # noqa: S608
        f"DELETE FROM {table}",  # noqa: S608
        f"INSERT INTO {table} SELECT * FROM held ORDER BY held.rowid DESC",  # noqa: S608
    )
    assert changed(made, *((one, ()) for one in again))[what] == before
