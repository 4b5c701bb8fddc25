"""What a table of the store holds, in words.

Owns the value that carries them. Never holds a row.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMeaning:
    """A table or view of the store, its class (derived, record, operational, view), each column with its meaning."""

    name: str
    kind: str
    meaning: str
    columns: tuple[tuple[str, str], ...] = ()
