"""The job that reads what passim wrote and sets it beside our formulas.

Owns the files of passim's output. Never stores anything: what another program found stays its own.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tracker.errors import BadConfig, BadInput
from tracker.jobs.workspace import Workspace
from tracker.report.collection import Collection
from tracker.report.tables.parquet import expect_installed
from tracker.report.tables.reuse import Beside, Found, beside
from tracker.store import open_store

_NEEDED = ("cluster", "id", "begin", "end")


def read_beside(workspace: Workspace, path: Path) -> Beside:
    """Clusters of passim beside the formulas.

    `path` is passim's output folder, its out.json or out.parquet, or one file of it. Raises BadConfig where nothing
    is, BadInput for what passim would not write, and MissingExtra for Parquet without the extra.
    """
    found = list(_found(path))
    with open_store(workspace.db, read_only=True) as store:
        return beside(Collection.read(store), found)


def _found(path: Path) -> Iterator[Found]:
    files = _files(path)
    if not files:
        raise BadConfig(f"{path}: no output of passim; expected out.json or out.parquet, or one of their part files")
    for file in files:
        for number, record in _records(file):
            yield _passage(f"{file}, record {number}", record)


def _files(path: Path) -> list[Path]:
    """The files with records, in order; Spark writes a folder of part files, and marks beside them."""
    if path.is_file():
        return [path]
    for inner in ("out.json", "out.parquet"):
        if (path / inner).exists():
            return _files(path / inner)
    return sorted(one for one in path.glob("part-*") if one.is_file()) if path.is_dir() else []


def _records(file: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    body = file.read_bytes()
    if body.startswith(b"PAR1"):
        yield from _rows(file, body)
        return
    try:
        if body.startswith(b"\x1f\x8b"):
            body = gzip.decompress(body)
        elif body.startswith(b"BZh"):
            body = bz2.decompress(body)
        for number, line in enumerate(body.splitlines(), start=1):
            if line.strip():
                record = json.loads(line)
                if not isinstance(record, dict):
                    raise BadInput(f"{file}, line {number}: expected a JSON object, found {type(record).__name__}")
                yield number, record
    except (ValueError, OSError, EOFError, RecursionError) as error:
        raise BadInput(f"{file}: not the JSON lines that passim writes ({error})") from error


def _rows(file: Path, body: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    expect_installed()
    import pyarrow as pa  # noqa: PLC0415 - an optional part, loaded only for a file of its kind
    import pyarrow.parquet as pq  # noqa: PLC0415 - the same

    try:
        read = pq.ParquetFile(io.BytesIO(body))
        columns = [name for name in (*_NEEDED, "text") if name in read.schema_arrow.names]
        yield from enumerate(read.read(columns=columns).to_pylist(), start=1)
    except pa.ArrowException as error:
        raise BadInput(f"{file}: damaged Parquet ({error}); let passim write it again") from error


def _passage(where: str, record: Mapping[str, Any]) -> Found:
    lacking = [name for name in _NEEDED if record.get(name) is None]
    if lacking:
        raise BadInput(
            f"{where}: has no {', '.join(lacking)}; expected passim's clusters, as it writes them without --docwise and"
            " --linewise"
        )
    begin, end = record["begin"], record["end"]
    if not isinstance(begin, int) or not isinstance(end, int):
        raise BadInput(f"{where}: begin and end are {begin!r} and {end!r}; expected whole numbers")
    text = record.get("text")
    return Found(
        cluster=str(record["cluster"]),
        id=str(record["id"]),
        begin=begin,
        end=end,
        text=text if isinstance(text, str) else "",
    )
