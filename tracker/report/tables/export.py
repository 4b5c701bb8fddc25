"""Files for other programs: one a table, as CSV, JSON lines or Parquet; or the collection as one document of a kind.

Owns columns, rights and the defusing of cells that a spreadsheet would run. Never writes a news article's body, nor
more of any text than its source allows.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tracker.errors import BadConfig
from tracker.report.collection import Collection
from tracker.report.reading import Reading
from tracker.report.tables import bodies, happened, recurring, spans, texts
from tracker.report.tables.annotations import annotated
from tracker.report.tables.bibliography import bibliography
from tracker.report.tables.jsonld import jsonld
from tracker.report.tables.parquet import expect_installed, parquet
from tracker.report.tables.passim import documents
from tracker.report.tables.schema import Table, schema
from tracker.report.writing import write

Record = dict[str, Any]

#: What a spreadsheet takes for the beginning of a formula, also behind blanks, or in its full-width form.
_RUNS = re.compile(r"[\s\x00-\x1f\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|[\s\u200b\ufeff]*[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def export(store: Reading, folder: Path, *, format: str = "csv") -> tuple[Path, ...]:  # noqa: A002  the design's word
    """Write every table into the folder, each file whole or not at all; the same data give the same bytes."""
    if format not in FORMATS:
        raise BadConfig(f"export: expected --format {' or '.join(FORMATS)}, found {format!r}")
    if (folder.exists() or folder.is_symlink()) and not folder.is_dir():
        found = "a file" if folder.exists() else "a link that leads nowhere"
        raise BadConfig(f"export: {folder} is {found}, which is no folder; name one, which gets one file a table")
    collection = Collection.read(store)
    if format in DOCUMENTS:
        name, made = DOCUMENTS[format]
        write(folder / name, made(collection))
        return (folder / name,)
    render = {"csv": as_csv, "jsonl": as_jsonl, "parquet": parquet}[format]
    if render is parquet:
        expect_installed()
    written: list[Path] = []
    for name, table in schema().items():
        path = folder / f"{name}.{format}"
        _put(path, render(table, rows(collection, name)), among=written)
        written.append(path)
    return tuple(written)


def _put(path: Path, body: bytes, *, among: Sequence[Path]) -> None:
    """Write one of several files; where that fails after others were written, the error says that they are apart."""
    try:
        write(path, body)
    except OSError as error:
        if not among:
            raise
        said = f"{error.strerror}; the tables in {path.parent} are of different moments now, export them again"
        raise OSError(error.errno, said, str(path)) from error


def rows(collection: Collection, name: str) -> list[Record]:
    """The rows of one table, every column in the order of the schema."""
    names = schema()[name].names
    return [{column: row[column] for column in names} for row in TABLES[name](collection)]


def defused(value: object) -> str:
    """A cell as a spreadsheet may load it: text that would run gets an apostrophe in front; numbers stay."""
    text = "" if value is None else _plain(value)
    return f"'{text}" if runs_in_spreadsheets(text) else text


def runs_in_spreadsheets(text: str) -> bool:
    """Whether a spreadsheet would run this as a formula instead of showing it."""
    return bool(_RUNS.match(text)) and not _NUMBER.fullmatch(text)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple, dict)):
        simple = isinstance(value, (list, tuple)) and all(isinstance(one, str) and ";" not in one for one in value)
        return ";".join(value) if simple else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value).replace("\x00", "\N{REPLACEMENT CHARACTER}")


def as_csv(table: Table, held: Sequence[Record]) -> bytes:
    """UTF-8 with CRLF line ends, as RFC 4180 has it, under a line of names."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.names)
    writer.writerows([defused(row[name]) for name in table.names] for row in held)
    return buffer.getvalue().encode("utf-8", "replace")


def as_jsonl(_table: Table, held: Sequence[Record]) -> bytes:
    """One JSON object a line; nothing is lost."""
    return _lines(held)


def _lines(held: Sequence[Record]) -> bytes:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in held)
    return "".join(lines).encode("utf-8", "replace")


def _passim(collection: Collection) -> bytes:
    return _lines([asdict(one) for one in documents(collection)])


#: Formats of one document: its name, and what makes it.
DOCUMENTS: Mapping[str, tuple[str, Callable[[Collection], bytes]]] = {
    "passim": ("passim.jsonl", _passim),
    "jsonld": ("statements.jsonld", jsonld),
    "bibtex": ("statements.bib", bibliography),
    "annotations": ("annotations.jsonl", annotated),
}
FORMATS = ("csv", "jsonl", "parquet", *DOCUMENTS)

#: What makes the rows of each table; the columns are those of the schema.
TABLES: Mapping[str, Callable[[Collection], Iterator[Record]]] = {
    "statements": texts.statements,
    "parties": texts.parties,
    "corpus": texts.corpus,
    "renderings": texts.renderings,
    "versions": texts.versions,
    "passages": spans.passages,
    "moves": spans.moves,
    "origins": spans.origins,
    "formulas": recurring.formulas,
    "uses": recurring.uses,
    "incidents": happened.incidents,
    "incident_ids": happened.incident_ids,
    "incident_answers": happened.incident_answers,
    "observations": happened.observations,
    "issuers": bodies.issuers,
    "sources": bodies.sources,
    "corrections": bodies.corrections,
}
