"""Whole copies of a database that somebody may be using.

Owns that a copy is there in full or not at all, and is one file that needs nothing beside it. Never changes what it
copies.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Write what the open database holds to `target`, which is replaced only when the copy is whole on the disk."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        copy = sqlite3.connect(part, isolation_level=None)
        try:
            connection.backup(copy)
            # A write-ahead log would be a second file that belongs to the first one.
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
