"""What matching keeps of its own work, as the store holds it: arrays as bytes, in segments, under a version.

Owns writing only what changed, and that nothing of another version or with a wrong checksum is handed out. Never knows
what an array means.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

from tracker.model import Segment

#: The caches there are: the index of wordings, and canonical forms by text.
INDEX, FORMS = "index", "forms"


class Segments:
    """The part of the store that holds arrays; each cache has a version of its own."""

    _db: sqlite3.Connection

    def segments(self, version: str, *, cache: str = INDEX) -> list[Segment] | None:
        """All segments, those of an array in their order; None if there are none of this version, or one is damaged."""
        held = self._db.execute("SELECT version FROM segments_version WHERE cache = ?", (cache,)).fetchone()
        if held is None or held[0] != version:
            return None
        found = []
        wanted = "SELECT shelf, name, number, checksum, data FROM segments WHERE cache = ? ORDER BY 1, 2, 3"
        for row in self._db.execute(wanted, (cache,)):
            if _checksum(row["data"], row["shelf"], row["name"], row["number"]) != row["checksum"]:
                return None
            found.append(Segment(shelf=row["shelf"], name=row["name"], number=row["number"], data=row["data"]))
        return found

    def put_segments(self, version: str, segments: Iterable[Segment], *, cache: str = INDEX) -> None:
        """Add these; one with the number 0 takes the place of all segments of its array. Inside a transaction."""
        self._db.execute("INSERT OR REPLACE INTO segments_version VALUES (?, ?)", (cache, version))
        for one in segments:
            if one.number == 0:
                place = (cache, one.shelf, one.name)
                self._db.execute("DELETE FROM segments WHERE cache = ? AND shelf = ? AND name = ?", place)
            self._db.execute(
                "INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?)",
                (
                    cache,
                    one.shelf,
                    one.name,
                    one.number,
                    _checksum(one.data, one.shelf, one.name, one.number),
                    one.data,
                ),
            )

    def drop_segments(self, *, cache: str = INDEX) -> None:
        """Forget all of a cache. Inside a transaction."""
        self._db.execute("DELETE FROM segments WHERE cache = ?", (cache,))
        self._db.execute("DELETE FROM segments_version WHERE cache = ?", (cache,))


def _checksum(data: bytes, *place: object) -> bytes:
    """Sixteen bytes by which a damaged array is told, and one that stands in the place of another."""
    return hashlib.blake2b(data, digest_size=16, key=hashlib.blake2b(repr(place).encode()).digest()).digest()
