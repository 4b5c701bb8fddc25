"""The job that takes in files: news reports and records of other collections.

Owns the order: archive first, then the store. Never reads a format itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from tracker import imports
from tracker.collect.keeping.archive import Archive
from tracker.errors import BadInput
from tracker.jobs.replaying import put_registry, recover_imports, registry_if_any
from tracker.jobs.storing import store_import
from tracker.jobs.workspace import Progress, Workspace, now_utc, silent
from tracker.store import Changes, open_store

Format = Literal["news", "records"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What was taken in; `skipped` pairs a place with the reason, `refused` holds whole files."""

    files: int
    changes: Changes
    skipped: tuple[tuple[str, str], ...]
    refused: tuple[str, ...]


def import_files(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    kind: Format | None = None,
    column_map: Path | None = None,
    clock: Callable[[], datetime] = now_utc,
    progress: Progress = silent,
) -> ImportReport:
    """Take in files and folders. A file that cannot be read is refused whole and named; the others are kept.

    Where there is a sources.yaml its names of issuers and states hold for files too, as in a rebuild.
    """
    registry = registry_if_any(workspace)
    total, skipped, refused, files = Changes(), list[tuple[str, str]](), list[str](), 0
    with workspace.lock(), open_store(workspace.db) as store:
        archive = Archive(workspace.archive, earlier=store)
        if registry is not None:
            put_registry(store, registry)
        recover_imports(store, archive)
        for path in paths:
            try:
                for taken in imports.read(path, format=kind, map=column_map, now=clock(), besides=workspace.data):
                    capture = archive.append(taken.capture, taken.body)
                    try:
                        changes, left_out = store_import(store, capture, taken.body)
                    except BadInput as error:  # this file alone: those after it are read all the same
                        refused.append(str(error))
                        continue
                    total += changes
                    skipped += left_out
                    files += 1
                    progress(f"{capture.url}: {changes.new} new, {changes.edited} edited, {len(left_out)} left out")
            except BadInput as error:
                refused.append(str(error))
    return ImportReport(files=files, changes=total, skipped=tuple(skipped), refused=tuple(refused))
