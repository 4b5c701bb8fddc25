"""The full-text index: which statements hold these words, best or newest first.

Owns the queries to FTS5 and the reading of one unchanging state of the file. Never cuts a text into words.
"""

from __future__ import annotations

import re
import sqlite3
import sys
import unicodedata
from collections.abc import Sequence


class Searching:
    """The part of the store that finds words."""

    _db: sqlite3.Connection

    def hold(self) -> None:
        """Keep to the state that is stored now: whatever is written later, every read answers from this one.

        Writers are not held up; the log beside the file keeps the pages of this state until it is closed.
        """
        self._db.execute("BEGIN")
        self._db.execute("SELECT count(*) FROM epoch").fetchone()

    def search(self, words: str, limit: int = 50) -> list[tuple[str, str]]:
        """Id and matching words of the statements that hold all of these words, best first.

        `words` are separated by blanks, as language.tokens.search_words gives them; a star behind one is any ending.
        """
        terms = _query(words.split())
        if not terms:
            return []
        rows = self._db.execute(
            "SELECT statement, snippet(search, 1, '', '', '…', 16) FROM search WHERE words MATCH ?"
            " ORDER BY rank, statement LIMIT ?",
            (terms, limit),
        )
        return [(row[0], row[1]) for row in rows]

    def holding(self, phrase: str) -> list[str]:
        """The statements that hold these words in this order, by id; words as `search` wants them."""
        if not phrase.split():
            return []
        rows = self._db.execute("SELECT statement FROM search WHERE words MATCH ?", (_query([phrase]),))
        return sorted(row[0] for row in rows)

    def search_rows(self) -> list[tuple[int, str]]:
        """The number by which the index knows each statement."""
        return [(row[0], row[1]) for row in self._db.execute("SELECT rowid, statement FROM search ORDER BY rowid")]

    def matching(self, phrases: Sequence[str]) -> str:
        """The numbers of all statements that hold all phrases, in rising order, with commas between.

        A phrase is words with blanks between, which then stand in this order; a star behind the last asks for every
        word that begins so. SQLite joins the numbers itself, so that a hundred thousand of them cost a reader beside
        this one next to nothing.
        """
        found = self._db.execute("SELECT group_concat(rowid) FROM search WHERE words MATCH ?", (_query(phrases),))
        return found.fetchone()[0] or ""

    def ranked(self, phrases: Sequence[str]) -> list[int]:
        """The same, best first by bm25: its cost grows with the statements that hold the words, of which ask first."""
        rows = self._db.execute("SELECT rowid FROM search WHERE words MATCH ? ORDER BY rank, rowid", (_query(phrases),))
        return [row[0] for row in rows]

    def beginning(self, start: str) -> list[tuple[str, int]]:
        """The words of the index that begin so, the commonest first, with the number of statements that hold each.

        Words are as the index has them: case folded, without diacritics. `start` is one word of
        language.tokens.search_words; what the index takes apart, such as at an apostrophe, begins with its last part.
        """
        self._db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_of_search USING fts5vocab(main, search, row)")
        begun = "".join(one for one in unicodedata.normalize("NFD", start) if not unicodedata.combining(one))
        last = re.split(r"\W", begun)[-1]
        if not last:
            return []
        rows = self._db.execute(
            "SELECT term, doc FROM temp.words_of_search WHERE term >= ? AND term < ? ORDER BY doc DESC, term",
            (last, last + chr(sys.maxunicode)),
        )
        return [(row[0], row[1]) for row in rows]


def _query(phrases: Sequence[str]) -> str:
    """The phrases as FTS5 has them: whatever stands in one is a word, and a star behind one asks for any ending."""
    return " ".join(
        '"' + phrase.removesuffix("*").replace('"', '""').replace("\0", " ") + ('" *' if phrase.endswith("*") else '"')
        for phrase in phrases
    )
