"""The derived tables as ordered lines of text: what two stores are compared by.

Owns the order. Leaves out what is operational, and the record of when things happened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from tracker.store.database import Store


def dump(store: Store) -> Iterator[str]:
    """Every row of every derived table as one JSON line, in an order that depends on the content alone."""
    for table in store.tables("derived"):
        rows = store._db.execute(f"SELECT * FROM {table}")  # noqa: S608, SLF001  same room; names from the schema
        names = [column[0] for column in rows.description]
        lines = sorted(
            json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, sort_keys=True) for row in rows
        )
        yield from (f"{table} {line}" for line in lines)
