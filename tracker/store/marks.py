"""Short marks of what is stored, so that a reader sees what changed without making nouns of it all.

Owns which rows belong to one mark and how they are hashed. A mark is equal as long as its rows are; it is compared with
marks of the same version of this program alone, and never stored here.
"""

from __future__ import annotations

import hashlib
import marshal
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

#: What can be marked, with the columns by which rows belong together, and the query; rows stand in one order.
_QUERIES = {
    "passages": "SELECT statement, passages.* FROM passages ORDER BY statement, id",
    "origins": 'SELECT statement, origins.* FROM origins ORDER BY statement, rendering, start, "end", kind, source',
    "observations": "SELECT incident, observations.* FROM observations ORDER BY incident, issuer",
    "versions": "SELECT rendering, versions.* FROM versions ORDER BY rendering, number",
    "sightings": "SELECT rendering, sightings.* FROM sightings ORDER BY rendering, version",
    "uses": ('SELECT statement, uses.* FROM uses ORDER BY statement, formula, rendering, version, start, "end", text'),
    "reaches": ('SELECT formula, uses.* FROM uses ORDER BY formula, statement, rendering, version, start, "end", text'),
}
_BYTES = 8


class Marks:
    """The part of the store that tells what changed."""

    _db: sqlite3.Connection

    def marks(self, what: str) -> dict[str, bytes]:
        """Eight bytes for each thing that has rows.

        Passages, origins and uses go by statement, uses also by formula (`reaches`), observations by incident, versions
        and sightings by rendering.
        """
        rows = self._db.cursor()
        rows.row_factory = None
        found = rows.execute(_QUERIES[what])
        return {key: _mark(members) for key, members in groupby(found, key=itemgetter(0))}


def _mark(rows: Iterator[tuple[str | int | float | None, ...]]) -> bytes:
    """The same for the same rows on every machine: version 2 of this format has no references between values."""
    told = hashlib.blake2b(digest_size=_BYTES)
    for row in rows:
        told.update(marshal.dumps(row, 2))
    return told.digest()
