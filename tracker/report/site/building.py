"""The static site: writing the pages whose content changed, and only those.

Owns the manifest of what it wrote. Never removes a file that it did not write.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.model import Health
from tracker.report.collection import Collection
from tracker.report.reading import Reading
from tracker.report.site.drafts import drafts
from tracker.report.writing import write

MANIFEST = ".pages.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What a build did, by page (relative to the site's root), each list sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def build(store: Reading, out: Path, *, now: datetime, health: Iterable[Health] = (), base: str = "") -> SiteReport:
    """Bring the site up to date: every page, each written whole or not at all, and only where its bytes change.

    The same store and `now` give the same bytes. `health` says which sources can be trusted, `base` the address at
    which the site stands, for its feeds.
    """
    collection = Collection.read(store)
    known = {one.source: one for one in health}
    before = _manifest(out)
    after: dict[str, str] = {}
    written, unchanged = [], []
    for draft in drafts(collection, known, now, base=base):
        path, body = draft.path, draft.compose()
        after[path] = hashlib.sha256(body).hexdigest()
        if _same(out / path, body):
            unchanged.append(path)
        else:
            write(out / path, body, durable=False)
            written.append(path)
    removed = [path for path in sorted(set(before) - set(after)) if _removed(out, path)]
    if before != after:
        write(out / MANIFEST, (json.dumps(after, indent=0, sort_keys=True) + "\n").encode())
    return SiteReport(written=tuple(sorted(written)), unchanged=tuple(sorted(unchanged)), removed=tuple(removed))


def _manifest(out: Path) -> dict[str, str]:
    """What an earlier build wrote; nothing, when the list is missing or damaged, so that all is written again."""
    try:
        held = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return {str(path): str(sha) for path, sha in held.items()} if isinstance(held, dict) else {}


def _same(path: Path, body: bytes) -> bool:
    return path.is_file() and path.read_bytes() == body


def _removed(out: Path, path: str) -> bool:
    """Take away a page that an earlier build wrote; a path that leads out of the site is left alone."""
    target = (out / path).resolve()
    if not target.is_relative_to(out.resolve()) or not target.is_file():
        return False
    target.unlink()
    return True
