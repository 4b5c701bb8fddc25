"""What spares a run the reading of what earlier ones have read: a bookmark in the archive, and what the last match saw.

Owns these operational tables. Never looks at the archive: whether a bookmark fits is asked there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from tracker.model import Bookmark, Taken
from tracker.store.codec import decode, encode, insert_sql


class Bookmarks:
    """The part of the store that remembers how far things have come."""

    _db: sqlite3.Connection

    def bookmark(self) -> Bookmark | None:
        """Up to where the archive is known to be stored; None where nothing is known."""
        rows = self._db.execute("SELECT file, size, checksum FROM bookmark ORDER BY file").fetchall()
        if not rows:
            return None
        return Bookmark(checksum="".join(row[2] for row in rows), ends=tuple((row[0], row[1]) for row in rows))

    def put_bookmark(self, mark: Bookmark, journal: str) -> None:
        """Remember how far the archive is stored; `journal` names the file that the checksum is of."""
        self._db.execute("DELETE FROM bookmark")
        rows = [(name, size, mark.checksum if name == journal else "") for name, size in mark.ends]
        self._db.executemany("INSERT INTO bookmark VALUES (?, ?, ?)", rows)

    def taken(self) -> list[Taken]:
        """The bytes that each source takes in the archive, up to the bookmark."""
        return [decode(Taken, row) for row in self._db.execute("SELECT * FROM taken ORDER BY source")]

    def put_taken(self, taken: Iterable[Taken]) -> None:
        """Remember the bytes that each source takes; what was remembered before goes."""
        self._db.execute("DELETE FROM taken")
        self._db.executemany(insert_sql("taken", Taken), [encode(one) for one in taken])

    def count(self, table: str) -> int:
        """The rows of a table of the schema."""
        found: int = self._db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608  names from the code
        return found

    def texts_written(self) -> int:
        """A number that is another one whenever a text that matching reads was written or taken out."""
        found: int = self._db.execute("SELECT times FROM texts_written").fetchone()[0]
        return found

    def matched(self) -> tuple[str, str] | None:
        """What the last match read, in short: all but the coverage, then the coverage; None before any."""
        row = self._db.execute("SELECT inputs, coverage FROM matched").fetchone()
        return (row[0], row[1]) if row else None

    def put_matched(self, inputs: str, coverage: str) -> None:
        """Remember what a match read."""
        self._db.execute("DELETE FROM matched")
        self._db.execute("INSERT INTO matched VALUES (?, ?)", (inputs, coverage))
