"""The static site: composing the pages that may have changed, writing those that did, and only those.

Owns what is composed anew. Never removes a file that it did not write.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from tracker.model import Health
from tracker.report.collection import Collection
from tracker.report.lasting import lasting
from tracker.report.reading import Reading
from tracker.report.site.drafts import Draft, drafts
from tracker.report.site.edition import edition
from tracker.report.site.facts import line
from tracker.report.site.given import given
from tracker.report.site.manifest import Made, claim, ours, remember, standing
from tracker.report.site.sharing import composed
from tracker.report.site.tracing import Traced
from tracker.report.writing import write


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What a build did, by page (relative to the site's root), each list sorted.

    What was not `composed` was known to be as it would be made; what was is written where its bytes changed.
    """

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    composed: tuple[str, ...] = ()


def build(
    store: Reading,
    out: Path,
    *,
    now: datetime,
    health: Iterable[Health] = (),
    base: str = "",
    fresh: bool = False,
    workers: int = 1,
) -> SiteReport:
    """Bring the site up to date: every page, each written whole or not at all, and only where its bytes change.

    The same store and `now` give the same bytes, whatever was built before. `health` says which sources can be trusted,
    `base` the address at which the site stands, for its feeds; `fresh` composes every page, `workers` is how many
    processes may compose. The store is read in several steps and must stand still meanwhile.
    """
    before, with_what, known = ours(out), edition(), {one.source: one for one in health}
    with lasting():
        collection = Traced.over(Collection.read(store), store)
        plan = list(drafts(collection, known, now, base=base))
        kept = {} if fresh else standing(out, with_what, collection.facts)
        called = {draft.path: given(draft.compose) for draft in plan}
        stands = {draft.path: _as_written(out, draft, kept.get(draft.path), called[draft.path]) for draft in plan}
    if any(draft.path not in before for draft in plan):
        # A build that is killed leaves no page behind that the next one would not know to be ours.
        claim(out, {draft.path: "" for draft in plan} | before)
    wanted = {
        draft.path: partial(_made, out, draft, called[draft.path], collection)
        for draft in plan
        if stands[draft.path] is None
    }
    new = composed(wanted, store, workers=workers)
    made = {path: was if was is not None else new[path][0] for path, was in stands.items()}
    written = [path for path, (_, changed) in new.items() if changed]
    after = {path: one.sha256 for path, one in made.items()}
    removed = [path for path in sorted(set(before) - set(after)) if _removed(out, path)]
    if before != after:
        claim(out, after)
    if made.keys() != kept.keys() or any(made[path] is not was for path, was in kept.items()):
        remember(out, with_what, collection.facts, made)
    return SiteReport(
        written=tuple(sorted(written)),
        unchanged=tuple(sorted(made.keys() - set(written))),
        removed=tuple(removed),
        composed=tuple(sorted(new)),
    )


def _as_written(out: Path, draft: Draft, was: Made | None, called: int) -> Made | None:
    """The page as it was made, if it would be made so again and its file is still the one that was written."""
    if was is None or not called or was.given != called:
        return None
    try:
        told = (out / draft.path).stat()
        if (told.st_size, told.st_mtime_ns) == (was.size, was.time):
            return was
        body = (out / draft.path).read_bytes()
    except OSError:
        return None
    same = hashlib.sha256(body).hexdigest() == was.sha256
    return replace(was, time=told.st_mtime_ns) if same else None


def _made(out: Path, draft: Draft, called: int, collection: Traced) -> tuple[Made, bool]:
    """Compose a page, note what it rests on, and write it if its bytes changed."""
    notes = collection.notes
    notes.empty()
    body = draft.compose()
    path = out / draft.path
    changed = not _same(path, body)
    if changed:
        write(path, body, durable=False)
    made = Made(
        sha256=hashlib.sha256(body).hexdigest(),
        size=len(body),
        time=path.stat().st_mtime_ns,
        given=called,
        seen=collection.facts.where(notes.seen),
        missed=tuple(line(kind, key) for kind, key in notes.missed),
    )
    return made, changed


def _same(path: Path, body: bytes) -> bool:
    return path.is_file() and path.read_bytes() == body


def _removed(out: Path, path: str) -> bool:
    """Take away a page that an earlier build wrote; a path that leads out of the site is left alone."""
    try:
        target = (out / path).resolve()
        there = target.is_file()
    except (OSError, ValueError):  # A name that no build gives and no file system takes.
        return False
    if not there or not target.is_relative_to(out.resolve()):
        return False
    target.unlink()
    return True
