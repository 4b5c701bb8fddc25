"""Short marks of what is stored, so that a reader sees what changed without making nouns of it all.

Owns which rows belong to one mark and how they are hashed. A mark is equal as long as its rows are, whenever each of
them was written; it is compared with marks of the same version of this program alone, and never stored here.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

#: What can be marked: tables, each with the column by which its rows belong to a thing.
_TABLES = {
    "statements": (
        ("statements", "id"),
        ("statement_parties", "statement"),
        ("statement_renderings", "statement"),
        ("statement_incidents", "statement"),
        ("aliases", "id"),
    ),
    "renderings": (("renderings", "id"), ("rendering_parties", "rendering")),
    "passages": (("passages", "statement"),),
    "origins": (("origins", "statement"),),
    "observations": (("observations", "incident"),),
    "versions": (("versions", "rendering"),),
    "sightings": (("sightings", "rendering"),),
    "uses": (("uses", "statement"),),
    "reaches": (("uses", "formula"),),
}
_BYTES = 8


class Marks:
    """The part of the store that tells what changed."""

    _db: sqlite3.Connection

    def marks(self, what: str) -> dict[str, bytes]:
        """Eight bytes for each thing that has rows.

        Statements and renderings go by their ids, with all that belongs to them; passages, origins and uses by
        statement, uses also by formula (`reaches`), observations by incident, versions and sightings by rendering.
        """
        tables = enumerate(_TABLES[what])
        rows = sorted(row for at, (table, key) in tables for row in self._told(at, table, key))
        return {
            key: hashlib.blake2b(b"\n".join([told for _, told in those]), digest_size=_BYTES).digest()
            for key, those in groupby(rows, key=itemgetter(0))
        }

    def _told(self, number: int, table: str, key: str) -> Iterator[tuple[str, bytes]]:
        """Each row's thing, and the row in one piece, which SQLite makes in a third of the time of handing on cells."""
        rows = self._db.cursor()
        rows.row_factory = None
        kinds = self._db.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall()
        # As JSON a number has fifteen digits, quoted as many as tell it from any other.
        cells = ", ".join(f'quote("{name}")' if kind == "REAL" else f'"{name}"' for name, kind in kinds)
        return rows.execute(f'SELECT "{key}", CAST(json_array({number}, {cells}) AS BLOB) FROM {table}')  # noqa: S608  names of this file and of the schema
