"""One page of each kind of a built site: the largest, as it has the most to go wrong.

Owns the choice alone; it follows from the files, so that a new kind of page is tested from the day it is built.
"""

from __future__ import annotations

from pathlib import Path


def pages(site: Path) -> dict[str, Path]:
    """By kind (`issuers` is the page at the root, `issuers/` one of that folder), one page each, by name."""
    found = {path.stem: path for path in sorted(site.glob("*.html"))}
    for folder in sorted(one for one in site.iterdir() if one.is_dir()):
        held = sorted(folder.rglob("*.html"), key=lambda path: (path.stat().st_size, path.name))
        if held:
            found[f"{folder.name}/"] = held[-1]
    return found
