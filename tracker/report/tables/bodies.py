"""Rows of who speaks and where: issuers, sources with their coverage, and what people corrected.

Owns what stands in these columns. Never judges a source's health.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.model import Form, Rendering
from tracker.report.collection import Collection
from tracker.report.moments import order
from tracker.report.tables.shapes import issuer_shape
from tracker.report.tables.texts import codes_of, iso

Record = dict[str, Any]


def issuers(collection: Collection) -> Iterator[Record]:
    """One row an issuer, by id; its state by the codes of today."""
    for issuer in collection.issuers.values():
        yield issuer_shape(collection, issuer) | codes_of(collection, issuer.id, None)


def sources(collection: Collection) -> Iterator[Record]:
    """One row a source, by id."""
    held: dict[str, list[Rendering]] = {}
    for rendering in collection.renderings.values():
        if rendering.form is not Form.EXCERPT:
            held.setdefault(rendering.source, []).append(rendering)
    for channel in collection.channels.values():
        texts = held.get(channel.id, [])
        dates = sorted((one.published for one in texts if one.published), key=order)
        begins = collection.beginnings.get(channel.id)
        yield {
            "id": channel.id,
            "name": channel.name,
            "issuer": channel.issuer,
            "kind": channel.kind,
            "url": channel.url,
            "languages": list(channel.languages),
            "zone": channel.zone,
            "access": channel.access,
            "enabled": channel.enabled,
            "display": channel.display.value,
            "licence": channel.licence,
            "collected_since": begins.isoformat() if begins else None,
            "texts": len(texts),
            "edited": sum(one.version - 1 for one in texts),
            "first": iso(dates[0]) if dates else None,
            "last": iso(dates[-1]) if dates else None,
        }


def corrections(collection: Collection) -> Iterator[Record]:
    """One row a correction and the thing for which it holds."""
    for thing, held in sorted(collection.corrected.items()):
        for one in held:
            yield {
                "thing": thing,
                "number": one.number,
                "what": one.what,
                "to": one.to or None,
                "ids": list(one.ids),
                "was": one.was or None,
                "who": one.who,
                "when": one.day.isoformat(),
                "why": one.why,
            }
