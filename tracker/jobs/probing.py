"""The job that looks at a source without keeping anything: what one short pass would bring.

Owns the throw-away archive. Never opens the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.collect.keeping.archive import Archive
from tracker.collect.outcomes import Captured, Done, Known, Reach, Read
from tracker.collect.passes import collect as passes
from tracker.collect.reading.parsed import Parsed
from tracker.collect.reading.parsing import parse
from tracker.errors import BadConfig, Unreached
from tracker.jobs.collecting import Outside
from tracker.jobs.keys import keys_of
from tracker.jobs.workspace import Workspace
from tracker.model import Capture, Rendering, SourceRun, Verdict
from tracker.sources import Registry, Source, load_registry

#: Items that a probe asks for: enough to see whether the pages are read rightly.
ITEMS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What a short pass met: the newest list page, the texts of its first items, and how it ended."""

    source: Source
    run: SourceRun
    page: Parsed
    captures: tuple[Capture, ...]
    renderings: tuple[Rendering, ...]
    skipped: tuple[tuple[str, str], ...]


def probe(workspace: Workspace, source_id: str, *, items: int | None = ITEMS, outside: Outside | None = None) -> Probe:
    """Look at one source of sources.yaml, disabled ones too; nothing is stored."""
    registry = load_registry(workspace.sources)
    return probe_source(registry.source(source_id), registry, items=items, outside=outside)


def probe_source(
    source: Source, registry: Registry, *, items: int | None = ITEMS, outside: Outside | None = None
) -> Probe:
    """The same for a source that need not stand in a file yet."""
    outside = outside or Outside()
    with TemporaryDirectory(prefix="tracker-probe-") as folder:
        archive = Archive(Path(folder))
        made = list(
            passes(
                [source],
                Known(),
                archive=archive,
                clock=outside.clock,
                contact=registry.contact,
                reach=Reach(pages=1, items=items),
                tokens=keys_of([source], outside.variables),
                **outside.network,
            )
        )
        captures = tuple(one.capture for one in made if isinstance(one, Captured))
        page = _newest_list(source, captures, archive)
    return Probe(
        source=source,
        run=next(one.run for one in made if isinstance(one, Done)),
        page=page,
        captures=captures,
        renderings=tuple(text for one in made if isinstance(one, Read) for text in one.renderings),
        skipped=tuple(entry for one in made if isinstance(one, Read) for entry in one.skipped),
    )


def _newest_list(source: Source, captures: Sequence[Capture], archive: Archive) -> Parsed:
    """What the first good list page says; a page that only leads to one says nothing."""
    for capture in captures:
        if capture.role == "list" and capture.verdict is Verdict.GOOD:
            parsed = parse(source, capture, archive.body(capture.id) or b"")
            if parsed.items:
                return parsed
    return Parsed()


def refuse_silent(found: Probe) -> None:
    """Raises BadConfig with the reason when the source showed no list at all, Unreached when nobody could be asked."""
    if found.run.unreached:
        raise Unreached(f"{found.source.id}: {found.run.reason.removeprefix(Unreached.MARK)}")
    if not found.page.items:
        raise BadConfig(f"{found.source.id}: shows no list: {found.run.reason or found.run.status}")
