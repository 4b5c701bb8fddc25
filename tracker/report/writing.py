"""Putting a file in its place, whole or not at all.

Owns the order of writing, forcing to the disk and renaming. Never looks at what it writes.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write(path: Path, body: bytes, *, durable: bool = True) -> None:
    """Put the bytes in place at once: a reader, or a kill, finds the old file or the new one. OSError names the path.

    What the next build would make again need not be `durable`, that is forced to the disk before the next file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        # A full disk names no file, and a place that is taken the passing name.
        raise OSError(error.errno, error.strerror, str(path)) from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
