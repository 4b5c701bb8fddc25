"""The index of wordings as the store keeps it: arrays as bytes, in segments, with the version that made them.

Owns writing only what changed, and that nothing of another version or with a wrong checksum is handed out. Never knows
what an array means.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

from tracker.model import Segment

#: More segments of one array than this are written as one.
MOST = 24


class Segments:
    """The part of the store that holds arrays."""

    _db: sqlite3.Connection

    def segments(self, version: str) -> list[Segment] | None:
        """All segments, those of an array in their order; None if there are none of this version, or one is damaged."""
        held = self._db.execute("SELECT version FROM segments_version").fetchone()
        if held is None or held[0] != version:
            return None
        found = []
        for row in self._db.execute("SELECT shelf, name, number, checksum, data FROM segments ORDER BY 1, 2, 3"):
            if checksum(row["data"]) != row["checksum"]:
                return None
            found.append(Segment(shelf=row["shelf"], name=row["name"], number=row["number"], data=row["data"]))
        return found

    def put_segments(self, version: str, segments: Iterable[Segment]) -> None:
        """Add these; one with the number 0 takes the place of all segments of its array. Inside a transaction."""
        self._db.execute("DELETE FROM segments_version")
        self._db.execute("INSERT INTO segments_version VALUES (?)", (version,))
        for one in segments:
            if one.number == 0:
                self._db.execute("DELETE FROM segments WHERE shelf = ? AND name = ?", (one.shelf, one.name))
            self._db.execute(
                "INSERT INTO segments VALUES (?, ?, ?, ?, ?)",
                (one.shelf, one.name, one.number, checksum(one.data), one.data),
            )

    def drop_segments(self) -> None:
        """Forget all of them. Inside a transaction."""
        self._db.execute("DELETE FROM segments")
        self._db.execute("DELETE FROM segments_version")


def checksum(data: bytes) -> bytes:
    """Sixteen bytes by which a damaged array is told."""
    return hashlib.blake2b(data, digest_size=16).digest()
