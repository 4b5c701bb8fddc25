"""The static site: which pages there are, and writing only those whose content changed.

Owns the list of pages and the manifest of what it wrote. Never removes a file that it did not write.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.model import Health
from tracker.report.across import across, file_of, spread
from tracker.report.collection import Collection
from tracker.report.formula import formula_page
from tracker.report.home import home
from tracker.report.incident import incident_page
from tracker.report.indexes import formula_lines, incident_lines, issuer_lines
from tracker.report.labels import say
from tracker.report.links import Link, page
from tracker.report.method import method_page
from tracker.report.pages import fill, style
from tracker.report.reading import Reading
from tracker.report.sources import sources_page
from tracker.report.statement import statement_page

MANIFEST = ".pages.json"
Page = tuple[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What a build did, by page (relative to the site's root), each list sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def build(store: Reading, out: Path, *, now: datetime, health: Iterable[Health] = ()) -> SiteReport:
    """Bring the site up to date: every page, each written whole or not at all, and only where its bytes change.

    The same store and `now` give the same bytes. `health` says which sources can be trusted.
    """
    collection = Collection.read(store)
    known = {one.source: one for one in health}
    before = _manifest(out)
    after: dict[str, str] = {}
    written, unchanged = [], []
    for path, body in pages(collection, known, now):
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


def pages(collection: Collection, health: Mapping[str, Health], now: datetime) -> Iterator[Page]:
    """Every page of the site with its path."""
    yield "style.css", style()
    yield from _front(collection, dict(health), now)
    yield from _issuers(collection)
    for incident in collection.incidents.values():
        path = page("incidents", incident.id)
        view = incident_page(collection, incident)
        yield path, fill("incident.html", path=path, heading=view.title, view=view, here="incidents")
    for formula in collection.formulas.values():
        path = page("formulas", formula.id)
        found = formula_page(collection, formula)
        yield path, fill("formula.html", path=path, heading=found.title, view=found, here="formulas")
    for statement in collection.statements.values():
        path = page("statements", statement.id)
        shown = statement_page(collection, statement)
        yield path, fill("statement.html", path=path, heading=shown.title, view=shown, here="")


def _front(collection: Collection, health: dict[str, Health], now: datetime) -> Iterator[Page]:
    for path, everything in (("index.html", False), ("all.html", True)):
        view = home(collection, health, now, everything=everything)
        yield path, fill("home.html", path=path, heading=view.title, view=view, here="home")
    lists = (
        ("issuers", issuer_lines(collection), say("nav.issuers")),
        ("incidents", incident_lines(collection), say("nav.incidents")),
        ("formulas", formula_lines(collection), say("nav.formulas")),
        ("sources", sources_page(collection, health, now), say("sources.title")),
        ("method", method_page(collection), say("method.title")),
    )
    for name, lines, heading in lists:
        yield f"{name}.html", fill(f"{name}.html", path=f"{name}.html", heading=heading, view=lines, here=name)


def _issuers(collection: Collection) -> Iterator[Page]:
    for issuer in sorted(collection.by_issuer):
        parts = spread(collection, issuer)
        links = [Link(say("across.part", n=at), file_of(issuer, at)) for at in range(1, len(parts))]
        for number, columns in enumerate(parts):
            path = file_of(issuer, number)
            heading = _heading(collection, issuer, number)
            shown = links if number == 0 else [Link(say("across.latest"), file_of(issuer, 0))]
            view = across(collection, issuer, columns, pages=shown, title=heading, part=number > 0)
            yield path, fill("across.html", path=path, heading=heading, view=view, here="issuers")


def _heading(collection: Collection, issuer: str, number: int) -> str:
    name = collection.issuer_name(issuer)
    return say("across.title_part", name=name, n=number) if number else say("across.title", name=name)


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


def write(path: Path, body: bytes, *, durable: bool = True) -> None:
    """Put the bytes in place at once: a reader, or a kill, finds the old file or the new one.

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
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
