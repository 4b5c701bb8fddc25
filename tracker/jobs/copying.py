"""One file copied to another place, and read again there.

Owns that a copy is there in full or as it was before, and that its bytes are those that were read. Never changes the
file that it copies.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from tracker.collect.keeping.journal import sync_folder
from tracker.errors import StoreTrouble

_STEP = 1 << 20


def copied(source: Path, target: Path, length: int) -> tuple[str, bool]:
    """Make `target` hold the first `length` bytes of `source`; their SHA-256, and whether it had to be written."""
    wanted = prefix_hash(source, length)
    if target.is_file() and target.stat().st_size == length and hash_of(target) == wanted:
        return wanted, False
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as file:
            for block in _blocks(source, length):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if hash_of(part) != wanted:
            raise StoreTrouble(f"{target}: what was written is not what was read; check the disk, then run again")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(target.parent)
    return wanted, True


def hash_of(path: Path) -> str:
    """The SHA-256 of a whole file."""
    return prefix_hash(path, path.stat().st_size)


def prefix_hash(path: Path, length: int) -> str:
    """The SHA-256 of the first bytes of a file; of all of it when it is shorter."""
    found = hashlib.sha256()
    for block in _blocks(path, length):
        found.update(block)
    return found.hexdigest()


def _blocks(path: Path, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        while length and (block := file.read(min(_STEP, length))):
            length -= len(block)
            yield block
