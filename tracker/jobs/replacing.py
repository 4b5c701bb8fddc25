"""Files that another program reads while we write them.

Owns that a reader sees the old text or the new one, never a half.
"""

from __future__ import annotations

import os
from pathlib import Path

from tracker.errors import StoreTrouble


def replace_text(path: Path, text: str) -> None:
    """Put the text in the file's place at once, readable for others as a new file would be."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StoreTrouble(f"{path}: cannot be written ({error.strerror or error}); check its folder") from error


def append_text(path: Path, text: str) -> None:
    """Add to a file that belongs to somebody else, such as a scheduler's summary."""
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise StoreTrouble(f"{path}: cannot be written ({error.strerror or error}); check its folder") from error
