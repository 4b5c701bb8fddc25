"""The job that freezes a release: what the collection says today, in a folder that can be published and cited.

Owns what belongs to a release, and what became of its ids since. Never freezes the archive, nor more of any text than
its source allows.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
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
from tracker.report.tables.schema import schema
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
    folder = out / tag
    if folder.exists():
        raise BadConfig(f"freeze: {folder} is there already; a release is never overwritten, choose another name")
    workspace.expect_collection()
    part = out / f".{tag}.part"
    shutil.rmtree(part, ignore_errors=True)
    try:
        with workspace.lock(), open_store(workspace.db, read_only=True) as store:
            for one in _release(workspace, store, tag, created):
                write(part / one.path, one.body)
        part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder


def _release(workspace: Workspace, store: Store, tag: str, created: datetime) -> Iterator[Part]:
    """Every file of a release, its description last."""
    collection = Collection.read(store)
    parts = [
        *(
            Part(path=f"tables/{name}.csv", body=as_csv(table, rows(collection, name)), table=table)
            for name, table in schema().items()
        ),
        *_inputs(workspace),
    ]
    made = Made(
        tool=version("statement-tracker"),
        store=SCHEMA_VERSION,
        epoch=store.epoch(),
        collection=collection_version(collection),
    )
    yield from parts
    about = descriptor(tag, created, made, parts, collection.channels.values())
    yield Part(path="datapackage.json", body=about)


def _inputs(workspace: Workspace) -> Iterator[Part]:
    """What people wrote and the history of ids: with the archive, all that a rebuild needs."""
    for path in (workspace.ledger, workspace.sources, workspace.corrections, workspace.agreed):
        if path.is_file():
            yield Part(path=f"inputs/{path.name}", body=path.read_bytes())


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
