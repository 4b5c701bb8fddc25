"""Tables for other programs: one file a table, as CSV, JSON lines or Parquet; and documents for passim.

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
from tracker.model import Form, Rendering, Statement
from tracker.report.collection import Collection
from tracker.report.reading import Reading
from tracker.report.rights import shown_text
from tracker.report.tables.parquet import expect_installed, parquet
from tracker.report.tables.passim import documents
from tracker.report.tables.shapes import formula_shape, incident_shape, statement_shape
from tracker.report.views.bands import may_quote
from tracker.report.writing import write

FORMATS = ("csv", "jsonl", "parquet", "passim")
Record = dict[str, Any]

#: What a spreadsheet takes for the beginning of a formula, also behind blanks, or in its full-width form.
_RUNS = re.compile(r"[\s\x00-\x1f\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|[\s\u200b\ufeff]*[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def export(store: Reading, folder: Path, *, format: str = "csv") -> tuple[Path, ...]:  # noqa: A002  the design's word
    """Write every table into the folder, each file whole or not at all; the same data give the same bytes."""
    if format not in FORMATS:
        raise BadConfig(f"export: expected --format {' or '.join(FORMATS)}, found {format!r}")
    if folder.exists() and not folder.is_dir():
        raise BadConfig(f"export: {folder} is a file; name a folder, which gets one file a table")
    collection = Collection.read(store)
    if format == "passim":
        path = folder / "passim.jsonl"
        write(path, _jsonl(path.stem, [asdict(one) for one in documents(collection)], ()))
        return (path,)
    render = {"csv": _csv, "jsonl": _jsonl, "parquet": parquet}[format]
    if render is parquet:
        expect_installed()
    written = []
    for name, table in TABLES.items():
        path = folder / f"{name}.{format}"
        write(path, render(name, list(table(collection)), COLUMNS[name]))
        written.append(path)
    return tuple(written)


def defused(value: object) -> str:
    """A cell as a spreadsheet may load it: text that would run gets an apostrophe in front; numbers stay."""
    text = "" if value is None else _plain(value)
    return f"'{text}" if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple, dict)):
        simple = isinstance(value, (list, tuple)) and all(isinstance(one, str) and ";" not in one for one in value)
        return ";".join(value) if simple else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value).replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _csv(_name: str, rows: Sequence[Record], columns: Sequence[str]) -> bytes:
    """UTF-8 with CRLF line ends, as RFC 4180 has it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([defused(row[name]) for name in columns] for row in rows)
    return buffer.getvalue().encode("utf-8", "replace")


def _jsonl(_name: str, rows: Sequence[Record], _columns: Sequence[str]) -> bytes:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return "".join(lines).encode("utf-8", "replace")


def _statements(collection: Collection) -> Iterator[Record]:
    for statement in sorted(collection.statements.values(), key=lambda s: s.id):
        row = statement_shape(collection, statement)
        strength = row.pop("strength")
        spans = collection.visible(statement, collection.main(statement))
        yield {
            **row,
            "text": shown_text(statement.text, spans),
            "verb_class": strength["verb_class"],
            "intensity": strength["intensity"],
            "strength_words": strength["words"],
            "negated": strength["negated"],
            "zone": statement.date.zone if statement.date else None,
            "precision": statement.date.precision.value if statement.date else None,
            "renderings": [one["id"] for one in row["renderings"]],
        }


def _renderings(collection: Collection) -> Iterator[Record]:
    """Every text with its evidence; articles as reference alone, without their words."""
    owner = {one: statement for statement in collection.statements.values() for one in statement.renderings}
    shapes: dict[str, Mapping[str, Any]] = {}
    for statement in collection.statements.values():
        shapes.update({one["id"]: one for one in statement_shape(collection, statement)["renderings"]})
    for rendering in sorted(collection.renderings.values(), key=lambda r: r.id):
        shape = shapes.get(rendering.id, {})
        yield {
            "id": rendering.id,
            "statement": owner[rendering.id].id if rendering.id in owner else None,
            "form": rendering.form.value,
            "source": rendering.source,
            "external_id": shape.get("external_id", rendering.external_id),
            "url": shape.get("url", rendering.url),
            "evidence": None if rendering.form is Form.ARTICLE else rendering.evidence.value,
            "wording": None if rendering.form is Form.ARTICLE else rendering.wording.value,
            "outlet": shape.get("outlet", rendering.outlet),
            "language": rendering.language,
            "title": shape.get("title", rendering.title),
            "published": rendering.published.iso if rendering.published else None,
            "text": _shown(collection, owner.get(rendering.id), rendering),
            "version": rendering.version,
            "retrieved_at": rendering.retrieved_at.isoformat() if rendering.retrieved_at else None,
            "sha256": rendering.sha256,
            "parent": rendering.parent,
            "display": collection.display(rendering.source).value,
            "fidelity": (shape.get("fidelity") or {}).get("kind"),
            "fidelity_against": (shape.get("fidelity") or {}).get("against"),
        }


def _shown(collection: Collection, statement: Statement | None, rendering: Rendering) -> str:
    return shown_text(rendering.text, collection.visible(statement, rendering)) if statement else ""


def _formulas(collection: Collection) -> Iterator[Record]:
    for formula in collection.formulas.values():
        row = formula_shape(collection, formula)
        first = row.pop("first")
        del row["passages"], row["drift"]
        yield {**row, **{f"first_{key}": value for key, value in first.items()}}


def _uses(collection: Collection) -> Iterator[Record]:
    for formula in collection.formulas.values():
        for use in sorted(formula.uses, key=lambda u: (u.statement, u.rendering, u.version, u.start)):
            quotable = may_quote(collection, collection.renderings.get(use.rendering))
            yield {
                "formula": formula.id,
                "statement": use.statement,
                "rendering": use.rendering,
                "version": use.version,
                "start": use.start,
                "end": use.end,
                "text": use.text if quotable else "",
                "similarity": use.similarity,
                "how": use.how.value,
                "flags": list(use.flags),
                "variant": use.variant,
            }


def _incidents(collection: Collection) -> Iterator[Record]:
    for incident in sorted(collection.incidents.values(), key=lambda i: i.id):
        row = incident_shape(collection, incident)
        # A table's cell says who was observed; how each statement answers is said under --json.
        observed = [{key: one[key] for key in ("issuer", "state", "reason")} for one in row["observed"]]
        yield {key: value for key, value in row.items() if key != "said"} | {"observed": observed}


TABLES: dict[str, Callable[[Collection], Iterator[Record]]] = {
    "statements": _statements,
    "renderings": _renderings,
    "formulas": _formulas,
    "uses": _uses,
    "incidents": _incidents,
}

_NAMES = {
    "statements": (
        "id aliases issuer issuer_id issuers country speaker role date precision zone not_before incident incidents"
        " scope kind title question language evidence moves verb_class intensity strength_words negated"
        " possibly_same renderings corrected text"
    ),
    "renderings": (
        "id statement form source external_id url evidence wording outlet language title published version"
        " retrieved_at sha256 parent display fidelity fidelity_against text"
    ),
    "formulas": (
        "id template language moves statements incidents issuers first_statement first_date first_issuer"
        " first_issuer_name first_shared first_evidence first_collected_since last min_similarity measure variants"
        " reported_statements incidents_reported partly_reported corrected"
    ),
    "uses": "formula statement rendering version start end similarity how flags variant text",
    "incidents": "id name date end places kind parent events statements observed ids claims corrected",
}

COLUMNS: dict[str, tuple[str, ...]] = {table: tuple(names.split()) for table, names in _NAMES.items()}
