"""What Datasette is told of the store: titles, meanings, facets, questions, and who may see which table.

Owns docs/datasette.json, made from the meanings that the schema itself holds. Never opens the store, never serves.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from typing import Any

from tracker.model import TableMeaning

#: Whoever starts Datasette with --root and follows the address that it prints is this one.
_ROOT = {"id": "root"}
#: These are listed beside the views; the others hold whole texts, or say little to a reader.
_SHOWN = (
    *("formulas", "incidents", "issuers", "observations", "sub_events", "corrected", "beginnings"),
    *("tables_by_class", "columns_by_table"),
)
#: Whole texts, words in an index and addresses of captures: to be read by whoever keeps the store.
_WHOLE_TEXTS = (
    *("statements", "renderings", "versions", "passages", "uses", "origins", "captures", "furniture"),
    *("search", "search_data", "search_idx", "search_content", "search_docsize", "search_config"),
)
_LABELS = {"formulas": "template", "incidents": "name", "issuers": "name"}
_FACETS: Mapping[str, tuple[Any, ...]] = {
    "formulas": ("language", "incidents", {"array": "moves"}),
    "incidents": ("kind", {"array": "places"}),
    "issuers": ("kind", "country"),
    "issuer_statements": ("issuer_name", "year", "verb_class", "intensity", "evidence", "language", {"array": "moves"}),
    "incident_statements": ("incident_name", "verb_class", "evidence", "days_after"),
    "incident_observations": ("state", "incident_name"),
    "formula_uses": ("issuer_name", "how", "evidence", "language"),
    "formula_first_uses": ("place", "issuer_name"),
    "silent_edits": ("source",),
}
_NEWEST_FIRST = {"issuer_statements": "day", "incident_statements": "date", "formulas": "incidents"}
_ABOUT = (
    "What foreign ministries and others say, and which phrasing returns after which incident. Counts are of statements"
    " and incidents, never of pages; first always means earliest in this collection; strength and first uses come from"
    " official and quoted words alone. Start with the questions (canned queries); views join what belongs together and"
    " show no more of a source than its display allows. Tables with whole texts, articles among them, and the box for"
    " SQL of one's own are open to the keeper alone: start Datasette with --root and follow the address that it prints."
)


def metadata(tables: Iterable[TableMeaning]) -> str:
    """The text of docs/datasette.json, as Datasette 0.65 reads it with --metadata; one schema gives one text."""
    told = {one.name: _table(one) for one in sorted(tables, key=lambda t: t.name)}
    told |= {name: {"hidden": True, "allow": _ROOT} for name in _WHOLE_TEXTS if name.startswith("search_")}
    whole = {
        "title": "Statement tracker",
        "description": _ABOUT,
        "allow_sql": _ROOT,
        "databases": {"tracker": {"description": _ABOUT, "tables": told, "queries": _queries()}},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _table(table: TableMeaning) -> dict[str, Any]:
    name = table.name
    told: dict[str, Any] = {"description": f"{table.meaning[:1].upper()}{table.meaning[1:]} ({table.kind})."}
    if table.columns:
        told["columns"] = dict(table.columns)
    if name in _WHOLE_TEXTS:
        told["allow"] = _ROOT
    if table.kind != "view" and name not in _SHOWN:
        told["hidden"] = True
    if name in _LABELS:
        told["label_column"] = _LABELS[name]
    if name in _FACETS:
        told["facets"] = list(_FACETS[name])
    if name in _NEWEST_FIRST:
        told["sort_desc"] = _NEWEST_FIRST[name]
    return told


def _marked(text: str) -> str:
    """Words between backticks as code, all else as text."""
    parts = escape(" ".join(text.split()), quote=False).split("`")
    return "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))


def _queries() -> dict[str, Any]:
    text = files("tracker.report.research").joinpath("queries.toml").read_text(encoding="utf-8")
    return {
        name: {
            "title": one["title"],
            "description_html": _marked(one["description"]),
            "sql": one["sql"].strip(),
            "hide_sql": True,
        }
        for name, one in tomllib.loads(text).items()
    }
