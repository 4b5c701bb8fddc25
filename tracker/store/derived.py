"""Replacing everything that matching derived, in one go.

Owns the order in which derived tables are filled, and that rows which stand as they would be written are left alone:
where little is new, little is written. Never computes any of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from tracker.model import (
    Beginning,
    Corrected,
    Derived,
    Form,
    Formula,
    Incident,
    Issuer,
    LedgerEntry,
    Observation,
    Origin,
    Party,
    Passage,
    Statement,
    SubEvent,
    Use,
)
from tracker.store.codec import encode, insert_sql, names_of
from tracker.store.writes import APART, insert_rendering

#: Fields of a statement, of a formula and of an incident that live in tables of their own.
STATEMENT_APART = ("aliases", "parties", "renderings", "incidents")
FORMULA_APART = ("uses",)
INCIDENT_APART = ("events",)

#: Small tables, that are written whole. The large ones are brought up to date.
_EMPTIED = (
    "observations", "statement_parties", "statement_renderings", "statement_incidents", "aliases", "incidents",
    "issuers", "beginnings", "furniture", "ledger", "epoch", "corrected",
    "sub_events",
)  # fmt: skip


class DerivedWrites:
    """The writing half of the store for everything that matching computes."""

    _db: sqlite3.Connection

    def replace_derived(self, derived: Derived) -> None:
        """Put this in the place of all that was derived before; inside the caller's transaction."""
        for table in _EMPTIED:
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608  names from the list above
        self._replace_excerpts(derived)
        self._write_statements(derived.statements)
        self._many("issuers", Issuer, derived.issuers)
        self._bring("passages", Passage, derived.passages, by="id")
        self._bring("formulas", Formula, derived.formulas, by="id", without=FORMULA_APART)
        self._bring("uses", Use, [use for formula in derived.formulas for use in formula.uses], by="formula")
        self._many("incidents", Incident, derived.incidents, without=INCIDENT_APART)
        self._many("sub_events", SubEvent, (event for incident in derived.incidents for event in incident.events))
        self._bring("origins", Origin, derived.origins, by="statement")
        self._many("observations", Observation, derived.observations)
        self._many("beginnings", Beginning, derived.beginnings)
        self._db.executemany("INSERT OR IGNORE INTO furniture VALUES (?, ?)", derived.furniture)
        self._many("corrected", Corrected, derived.corrected)
        self._db.executemany("INSERT OR IGNORE INTO aliases VALUES (?, ?)", derived.aliases)
        self._many("ledger", LedgerEntry, derived.ledger)
        self._db.execute("INSERT INTO epoch VALUES (?)", (derived.epoch,))
        self._bring_search(derived.search)

    def _many(self, table: str, noun: type[Any], values: Iterable[Any], *, without: tuple[str, ...] = ()) -> None:
        self._db.executemany(
            insert_sql(table, noun, without=without), (encode(value, without=without) for value in values)
        )

    def _bring(
        self, table: str, noun: type[Any], values: Sequence[Any], *, by: str, without: tuple[str, ...] = ()
    ) -> None:
        """Make the table hold these rows; those that share a value of `by` stay if they are all there as they are.

        Rows are compared by a hash of 64 bits, which is made anew each time and never stored.
        """
        names = names_of(noun, without=without)
        at, held = names.index(by), dict[str, int]()
        columns = ", ".join(f'"{name}"' for name in names)
        for row in self._db.execute(f"SELECT {columns} FROM {table} ORDER BY rowid"):  # noqa: S608  names of a noun
            held[row[at]] = hash((held.get(row[at]), *row))
        found = dict[str, int]()
        for value in values if held else ():
            cells = encode(value, without=without)
            key = str(cells[at])
            found[key] = hash((found.get(key), *cells))
        stale = [key for key, told in held.items() if found.get(key) != told]
        self._db.executemany(f"DELETE FROM {table} WHERE {by} = ?", ((key,) for key in stale))  # noqa: S608
        stand = held.keys() - set(stale)
        self._many(table, noun, (value for value in values if getattr(value, by) not in stand), without=without)

    def _bring_search(self, words: Iterable[tuple[str, str]]) -> None:
        """The same for the full-text index, of which a row is a statement's."""
        held = {row[1]: (row[0], row[2]) for row in self._db.execute("SELECT rowid, statement, words FROM search")}
        wanted = dict(words)
        stale = [row for key, (row, told) in held.items() if wanted.get(key) != told]
        self._db.executemany("DELETE FROM search WHERE rowid = ?", ((row,) for row in stale))
        fresh = ((key, told) for key, told in wanted.items() if key not in held or held[key][1] != told)
        self._db.executemany("INSERT INTO search (statement, words) VALUES (?, ?)", fresh)

    def _replace_excerpts(self, derived: Derived) -> None:
        self._db.execute("DELETE FROM renderings WHERE form = ?", (Form.EXCERPT.value,))
        for excerpt in derived.excerpts:
            insert_rendering(self._db, encode(excerpt, without=APART), excerpt)

    def _write_statements(self, statements: Sequence[Statement]) -> None:
        self._bring("statements", Statement, statements, by="id", without=STATEMENT_APART)
        self._listed("statement_renderings", ((s.id, s.renderings) for s in statements))
        self._listed("statement_incidents", ((s.id, s.incidents) for s in statements))
        self._db.executemany(
            "INSERT INTO statement_parties VALUES (?, ?, ?, ?)",
            (row for statement in statements for row in _parties(statement.id, statement.parties)),
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO aliases VALUES (?, ?)",
            ((alias, statement.id) for statement in statements for alias in statement.aliases),
        )

    def _listed(self, table: str, lists: Iterable[tuple[str, tuple[str, ...]]]) -> None:
        self._db.executemany(
            f"INSERT INTO {table} VALUES (?, ?, ?)",  # noqa: S608  names from this module
            ((owner, place, item) for owner, items in lists for place, item in enumerate(items)),
        )


def _parties(owner: str, parties: tuple[Party, ...]) -> list[tuple[str, int, str, str]]:
    return [(owner, place, party.issuer, party.part.value) for place, party in enumerate(parties)]
