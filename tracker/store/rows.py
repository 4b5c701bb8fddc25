"""Many rows of one query as the nouns they were.

Owns how a query's columns and the maker of a noun come together. Never knows a table's meaning.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from tracker.store.codec import maker

Noun = TypeVar("Noun")


def rows_of(
    db: sqlite3.Connection,
    noun: type[Noun],
    query: str,
    values: tuple[Any, ...] = (),
    *,
    without: tuple[str, ...] = (),
    more: tuple[str, ...] = (),
) -> tuple[sqlite3.Cursor, Callable[..., Noun]]:
    """The rows, as bare tuples, and what makes a noun of one of them and of the fields `more`, given in this order."""
    rows = db.cursor()
    rows.row_factory = None
    rows.execute(query, values)
    return rows, maker(noun, tuple(column[0] for column in rows.description), without, more)
