"""The job that freezes a release: what the collection says today, in a folder that can be published and cited.

Owns what belongs to a release, and what became of its ids since. Never freezes the archive, nor more of any text than
its source allows.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

from tracker.errors import BadConfig, UnknownId
from tracker.jobs.workspace import Workspace
from tracker.report.collection import Collection
from tracker.report.tables.export import as_csv, rows
from tracker.report.tables.frozen import NAMED, Package, Since, count
from tracker.report.tables.package import Made, Part, descriptor
from tracker.report.tables.schema import Table, schema
from tracker.report.views.citing import collection_version
from tracker.report.writing import write
from tracker.store import SCHEMA_VERSION, Store, open_store

_TAG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def freeze(workspace: Workspace, tag: str, *, out: Path, created: datetime) -> Path:
    """Write the release `tag` as a folder of that name in `out`, whole or not at all, and say where it is.

    The same collection and `created` give the same bytes. A name that is taken is refused: what was published stays.
    """
    if not _TAG.fullmatch(tag) or tag.endswith("."):
        raise BadConfig(
            f"freeze: {tag!r} is no name for a release; take letters, digits, dots and dashes, as in 2031-03"
        )
    workspace.expect_collection()
    # Everything, also the looking, under the lock: who does not get it must not sweep away what another is writing.
    with workspace.lock(), open_store(workspace.db, read_only=True) as store:
        folder = out / tag
        if folder.exists() or folder.is_symlink():
            raise BadConfig(f"freeze: {folder} is there already; a release is never overwritten, choose another name")
        part = out / f".{tag}.{_mark(workspace)}.part"
        _swept(part)
        try:
            _release(workspace, store, part, partial(descriptor, tag, created))
            part.replace(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return folder


def _mark(workspace: Workspace) -> str:
    """What tells apart the half-written releases of collections that freeze into one folder."""
    return hashlib.sha256(os.fsencode(workspace.data.resolve())).hexdigest()[:8]


def _swept(part: Path) -> None:
    """Without what a killed run left."""
    if part.is_symlink():
        part.unlink()
    shutil.rmtree(part, ignore_errors=True)


def _release(workspace: Workspace, store: Store, folder: Path, about: Callable[..., bytes]) -> None:
    """Write every file of a release, one in memory at a time, its description last."""
    collection = Collection.read(store)
    parts = [_put(folder, path, body, table) for path, body, table in _files(workspace, collection)]
    made = Made(
        tool=version("statement-tracker"),
        store=SCHEMA_VERSION,
        epoch=store.epoch(),
        collection=collection_version(collection),
    )
    write(folder / "datapackage.json", about(made, parts, collection.channels.values()))


def _put(folder: Path, path: str, body: bytes, table: Table | None) -> Part:
    write(folder / path, body)
    return Part(path=path, size=len(body), sha256=hashlib.sha256(body).hexdigest(), table=table)


def _files(workspace: Workspace, collection: Collection) -> Iterator[tuple[str, bytes, Table | None]]:
    """The tables; and what people wrote and the history of ids: with the archive, all that a rebuild needs."""
    for name, table in schema().items():
        yield f"tables/{name}.csv", as_csv(table, rows(collection, name)), table
    for path in (workspace.ledger, workspace.sources, workspace.corrections, workspace.agreed):
        if path.is_file():
            yield f"inputs/{path.name}", path.read_bytes(), None


def since(workspace: Workspace, package: Package) -> Since:
    """What became of a release in the collection of today."""
    with open_store(workspace.db, read_only=True) as store:
        collection = Collection.read(store)
        moved, gone = {}, {}
        for table in NAMED:
            found = {key: _now(store, key) for key in (row["id"] for row in package.rows(table))}
            moved[table] = tuple((key, now) for key, now in found.items() if now not in ("", key))
            gone[table] = tuple(key for key, now in found.items() if not now)
        return Since(frozen=package.numbers(), today=count(partial(rows, collection)), moved=moved, gone=gone)


def _now(store: Store, key: str) -> str:
    try:
        return store.resolve(key)
    except UnknownId:
        return ""
