"""The ledger file: the history of formula and incident ids beside the archive.

Owns appending to it so that a kill can cost at most a line that is written again. Never changes a line.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tracker.errors import ArchiveDamaged
from tracker.model import LedgerEntry


def read_ledger(path: Path) -> tuple[LedgerEntry, ...]:
    """All entries, oldest first; a torn last line is what a killed run left, and is passed over."""
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    return tuple(_entry(line, path, number) for number, line in enumerate(lines, start=1) if line.endswith(b"\n"))


def append_ledger(path: Path, entries: Sequence[LedgerEntry]) -> None:
    """Add the entries behind the last whole line, and return when the disk has them."""
    if not entries:
        return
    with path.open("r+b" if path.exists() else "x+b") as file:
        whole = file.read().rpartition(b"\n")
        file.seek(len(whole[0]) + len(whole[1]))
        file.truncate()
        file.write("".join(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries).encode())
        file.flush()
        os.fsync(file.fileno())


def _entry(line: bytes, path: Path, number: int) -> LedgerEntry:
    try:
        return LedgerEntry(**json.loads(line))
    except (ValueError, TypeError, RecursionError) as error:
        raise ArchiveDamaged(
            f"{path}:{number}: not a line of the ledger ({error}); restore the file from a backup"
        ) from error
