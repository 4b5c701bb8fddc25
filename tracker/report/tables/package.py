"""The description of a frozen release, as a Frictionless data package (specs.frictionlessdata.io, version 1).

Owns the descriptor: names, types, hashes, rights. Never reads a store and never touches a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.model import Channel
from tracker.report.tables.schema import Column, Table

#: Our types in Frictionless' words. A date whose precision differs is a string there, and so is a list in one cell.
_TYPES: Mapping[str, Mapping[str, str]] = {
    "int": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "day": {"type": "date"},
    "moment": {"type": "datetime", "format": "any"},
}

#: What people wrote and the history of ids, by the ends of their names.
_KINDS: Mapping[str, str] = {"jsonl": "application/x-ndjson", "yaml": "application/yaml"}

_ABOUT = (
    "Made by `tracker freeze`. Texts are as long as their sources' terms allow; an article's body is in no file. "
    "`tracker freeze --check` compares the files with this description and says which ids have moved since."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of a package: where it lies in it, its size and SHA-256, and the table that it is, if it is one."""

    path: str
    size: int
    sha256: str
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """By what a release was made: the versions of program, store, weights and collection."""

    tool: str
    store: int
    epoch: str
    collection: str


def descriptor(tag: str, created: datetime, made: Made, parts: Sequence[Part], channels: Iterable[Channel]) -> bytes:
    """The package's datapackage.json; the same parts give the same bytes."""
    held = {
        "profile": "data-package",
        "name": f"statement-tracker-{tag.lower()}",
        "title": f"Statements and recurring phrasings, release {tag}",
        "version": tag,
        "created": created.isoformat(),
        "description": _ABOUT,
        "tracker": {
            "tool": made.tool,
            "store_schema": made.store,
            "epoch": made.epoch,
            "collection": made.collection,
        },
        "sources": [_source(one) for one in channels],
        "resources": [_resource(one) for one in parts],
    }
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _source(channel: Channel) -> dict[str, Any]:
    """A source with the terms under which its texts stand here."""
    link = {"path": channel.url} if channel.url else {}
    return {
        "title": channel.name,
        **link,
        "id": channel.id,
        "display": channel.display.value,
        "licence": channel.licence,
    }


def _resource(part: Part) -> dict[str, Any]:
    name = part.table.name if part.table else part.path.rsplit(".", 1)[0]
    about: dict[str, Any] = {
        "name": re.sub(r"[^a-z0-9.]+", "-", name.lower()),
        "path": part.path,
        "bytes": part.size,
        "hash": f"sha256:{part.sha256}",
        "encoding": "utf-8",
    }
    if part.table is None:
        # Without `type` a reader takes what ends on .jsonl for a table and asks it for a schema.
        kind = _KINDS.get(part.path.rsplit(".", 1)[-1], "application/octet-stream")
        return about | {"profile": "data-resource", "type": "file", "mediatype": kind}
    return about | {
        "profile": "tabular-data-resource",
        "type": "table",
        "description": part.table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": _schema(part.table),
    }


def _schema(table: Table) -> dict[str, Any]:
    refers = [(one.name, *one.refers.split(".")) for one in table.columns if one.refers]
    return {
        "fields": [_field(one, required=one.name in table.key) for one in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": name, "reference": {"resource": other.replace("_", "-"), "fields": target}}
            for name, other, target in refers
        ],
    }


def _field(column: Column, *, required: bool) -> dict[str, Any]:
    said = f"{column.meaning} {column.rule}".strip()
    limits: dict[str, Any] = {"required": True} if required else {}
    if column.values and not column.type.startswith("list<"):
        limits["enum"] = [int(one) for one in column.values] if column.type == "int" else list(column.values)
    kind = _TYPES.get(column.type, {"type": "string"})
    known = {"name": column.name, **kind, "description": said, "rdfType": f"tracker:{column.type}"}
    return known | ({"constraints": limits} if limits else {})
