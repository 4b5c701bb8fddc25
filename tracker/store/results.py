"""Reading what matching derived: statements, formulas, incidents, origins.

Owns the resolution of old ids. Never computes a count that matching has not stored.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from tracker.errors import UnknownId
from tracker.model import (
    Beginning,
    Corrected,
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
from tracker.store.codec import decode
from tracker.store.derived import FORMULA_APART, INCIDENT_APART, STATEMENT_APART
from tracker.store.rows import rows_of

#: The order of uses in a formula, whenever each of them was written.
_PLACE = attrgetter("statement", "rendering", "version", "start", "end")


class Results:
    """The reading half of the store for everything that is derived."""

    _db: sqlite3.Connection

    def _parties(self, table: str, owner: str) -> dict[str, tuple[Party, ...]]:
        raise NotImplementedError

    def statements(self) -> list[Statement]:
        """All statements, oldest first (unknown dates last)."""
        return self._statements("", ())

    def statement(self, statement: str) -> Statement:
        """One statement by its id, an alias or one of its renderings; UnknownId if there is none."""
        found = self._statements("WHERE id = ?", (self._current(statement),))
        if not found:
            raise UnknownId(f"{statement}: no statement of that id; `tracker statements` lists them")
        return found[0]

    def _statements(self, wanted: str, values: tuple[Any, ...]) -> list[Statement]:
        parties = self._parties("statement_parties", "statement")
        renderings = self._lists("statement_renderings", "rendering")
        incidents = self._lists("statement_incidents", "incident")
        aliases = defaultdict(list)
        for row in self._db.execute("SELECT alias, id FROM aliases ORDER BY alias"):
            aliases[row[1]].append(row[0])
        rows, make = rows_of(
            self._db,
            Statement,
            f"SELECT * FROM statements {wanted} ORDER BY date IS NULL, date, id",  # noqa: S608  fixed words
            values,
            without=STATEMENT_APART,
            more=("aliases", "parties", "renderings", "incidents"),
        )
        apart = (aliases, parties, renderings, incidents)
        return [make(row, *(tuple(held.get(row[0], ())) for held in apart)) for row in rows]

    def _lists(self, table: str, item: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        rows = self._db.execute(f"SELECT statement, {item} FROM {table} ORDER BY statement, position")  # noqa: S608
        for statement, value in rows:
            found[statement].append(value)
        return {statement: tuple(values) for statement, values in found.items()}

    def passages(self, statement: str | None = None) -> list[Passage]:
        """The passages of one statement, or all, in the order of the text."""
        wanted, values = ("WHERE statement = ?", (statement,)) if statement else ("", ())
        rows = self._db.execute(
            f"SELECT * FROM passages {wanted} ORDER BY statement, rendering, start, end",  # noqa: S608  fixed words
            values,
        )
        return [decode(Passage, row) for row in rows]

    def passages_of(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages of these ids, by id."""
        found = {}
        for first in range(0, len(ids), 500):
            part = ids[first : first + 500]
            wanted = ", ".join("?" * len(part))
            for row in self._db.execute(f"SELECT * FROM passages WHERE id IN ({wanted})", part):  # noqa: S608  question marks
                found[row["id"]] = decode(Passage, row)
        return found

    def wordings(self, language: str) -> list[tuple[str, str, str]]:
        """Id, statement and text of every whole sentence in own words, of a language with its scripts and regions."""
        rows = self._db.execute(
            "SELECT id, statement, text FROM passages WHERE clause = 0 AND evidence IN ('official', 'quoted')"
            " AND (language = ?1 OR language LIKE ?1 || '-%') ORDER BY id",
            (language,),
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def formulas(self) -> list[Formula]:
        """All formulas with their uses, those with most incidents and statements first."""
        uses = self._uses("", ())
        query = "SELECT * FROM formulas ORDER BY incidents DESC, statements DESC, id"
        rows, make = rows_of(self._db, Formula, query, without=FORMULA_APART, more=FORMULA_APART)
        return [make(row, tuple(uses.get(row[0], ()))) for row in rows]

    def formula(self, formula: str) -> Formula:
        """One formula by its id or an id that was merged into it; UnknownId if there is none."""
        wanted = self._current(formula)
        row = self._db.execute("SELECT * FROM formulas WHERE id = ?", (wanted,)).fetchone()
        if row is None:
            raise UnknownId(f"{formula}: no recurring phrasing of that id; `tracker formulas` lists them")
        uses = self._uses("WHERE formula = ?", (wanted,))
        return decode(Formula, row, without=FORMULA_APART, uses=tuple(uses.get(wanted, ())))

    def _uses(self, wanted: str, values: tuple[Any, ...]) -> dict[str, list[Use]]:
        found: dict[str, list[Use]] = defaultdict(list)
        rows, make = rows_of(self._db, Use, f"SELECT * FROM uses {wanted}", values)  # noqa: S608  fixed words
        for use in map(make, rows):
            found[use.formula].append(use)
        for uses in found.values():
            uses.sort(key=_PLACE)
        return found

    def incidents(self) -> list[Incident]:
        """All incidents, oldest first (unknown dates last)."""
        rows = self._db.execute("SELECT * FROM incidents ORDER BY start IS NULL, start, id")
        events = self._events()
        return [decode(Incident, row, without=INCIDENT_APART, events=events.get(row["id"], ())) for row in rows]

    def _events(self) -> dict[str, tuple[SubEvent, ...]]:
        """The several events of each incident, in the order of their days."""
        found: dict[str, list[SubEvent]] = defaultdict(list)
        for row in self._db.execute("SELECT * FROM sub_events ORDER BY incident, start IS NULL, start, id"):
            found[row["incident"]].append(decode(SubEvent, row))
        return {incident: tuple(those) for incident, those in found.items()}

    def incident(self, incident: str) -> Incident:
        """One incident by its id or an id that was merged into it; UnknownId if there is none."""
        row = self._db.execute("SELECT * FROM incidents WHERE id = ?", (self._current(incident),)).fetchone()
        if row is None:
            raise UnknownId(f"{incident}: no incident of that id; `tracker incidents` lists them")
        return decode(Incident, row, without=INCIDENT_APART, events=self._events().get(row["id"], ()))

    def issuers(self) -> list[Issuer]:
        """All issuers of the collection."""
        return [decode(Issuer, row) for row in self._db.execute("SELECT * FROM issuers ORDER BY id")]

    def origins(self, statement: str) -> list[Origin]:
        """Where the words of one statement come from, in the order of the text."""
        rows = self._db.execute("SELECT * FROM origins WHERE statement = ? ORDER BY rendering, start", (statement,))
        return [decode(Origin, row) for row in rows]

    def observations(self, incident: str) -> list[Observation]:
        """Who spoke after one incident, from whom nothing was found, who cannot be observed."""
        rows = self._db.execute("SELECT * FROM observations WHERE incident = ? ORDER BY issuer", (incident,))
        return [decode(Observation, row) for row in rows]

    def beginnings(self) -> list[Beginning]:
        """From when on each source is collected."""
        return [decode(Beginning, row) for row in self._db.execute("SELECT * FROM beginnings ORDER BY source")]

    def corrected(self) -> list[Corrected]:
        """The corrections that hold, by the thing that each changed and their order in the file."""
        return [decode(Corrected, row) for row in self._db.execute("SELECT * FROM corrected ORDER BY thing, number")]

    def furniture(self) -> list[tuple[str, str]]:
        """Source and text of every piece of page furniture."""
        return [(row[0], row[1]) for row in self._db.execute("SELECT source, text FROM furniture ORDER BY 1, 2")]

    def ledger(self) -> list[LedgerEntry]:
        """The history of formula and incident ids, oldest first."""
        rows = self._db.execute("SELECT * FROM ledger ORDER BY line")
        return [decode(LedgerEntry, row) for row in rows]

    def epoch(self) -> str:
        """The version of weights and lexicons that the derived tables were made with; empty before any match."""
        row = self._db.execute("SELECT version FROM epoch").fetchone()
        return row[0] if row else ""

    def resolve(self, thing: str) -> str:
        """The id that stands for this one today: an alias, a rendering's statement, a merged formula or incident.

        Raises UnknownId when nothing of that id is or was in the store.
        """
        # An argument of a command may hold bytes that are no text; such a thing has no id here.
        current = self._current(thing.encode("utf-8", "replace").decode())
        for table in ("statements", "formulas", "incidents", "issuers"):
            if self._db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (current,)).fetchone():  # noqa: S608  fixed words
                return current
        raise UnknownId(f"{thing}: no statement, phrasing, incident or issuer of that id; `tracker search` finds them")

    def _current(self, thing: str) -> str:
        seen = {thing}
        while (into := self._step(thing)) and into not in seen:
            seen.add(into)
            thing = into
        return thing

    def _step(self, thing: str) -> str | None:
        for query in (
            "SELECT id FROM aliases WHERE alias = ?",
            "SELECT incident FROM sub_events WHERE id = ?",
            "SELECT \"into\" FROM ledger WHERE id = ? AND event = 'merged' ORDER BY line DESC LIMIT 1",
            "SELECT statement FROM statement_renderings WHERE rendering = ? AND statement != rendering LIMIT 1",
        ):
            row = self._db.execute(query, (thing,)).fetchone()
            if row:
                return str(row[0])
        return None
