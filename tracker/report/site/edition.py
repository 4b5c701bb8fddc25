"""What pages are made with: this program's own files and the packages that it needs.

Owns what makes every page of an earlier build old. Never reads a file's content: a file of another time or size is
another one.
"""

from __future__ import annotations

import hashlib
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

#: The package, all files of which have a part in the pages.
_ROOT = Path(__file__).parents[2]
_DISTRIBUTION = "statement-tracker"


def edition() -> str:
    """A short word that changes whenever code, templates, labels, word lists or a needed package may have."""
    parts = [sys.version, str(_ROOT), *_packages()]
    for path in sorted(_ROOT.rglob("*")):
        if path.suffix not in (".pyc", "") and path.is_file():
            told = path.stat()
            parts.append(f"{path.relative_to(_ROOT)} {told.st_size} {told.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _packages() -> list[str]:
    try:
        needed = requires(_DISTRIBUTION) or []
    except PackageNotFoundError:
        return []
    found = []
    for line in needed:
        if "extra ==" in line:
            continue
        name = line.split(";")[0].split("[")[0].split("<")[0].split(">")[0].split("=")[0].split("!")[0].split("~")[0]
        try:
            found.append(f"{name.strip()} {version(name.strip())}")
        except PackageNotFoundError:
            continue
    return found
