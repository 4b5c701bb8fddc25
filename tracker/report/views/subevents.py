"""The several events of one incident, with the words that tell of them.

Owns what pages and programs are given of each, and that words which may not be quoted stay out. Never finds any.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.model import Incident, SubEvent
from tracker.report.collection import Collection
from tracker.report.views.bands import may_quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """One text's words about an event: empty where they may not be quoted."""

    words: str
    language: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of several events, as its incident's page shows it."""

    id: str
    name: str
    tellers: tuple[Teller, ...]


def parts(collection: Collection, incident: Incident) -> tuple[Part, ...]:
    """The several events of an incident, in the order of their days; none where it was one."""
    return tuple(Part(id=one.id, name=one.name, tellers=_tellers(collection, one)) for one in incident.events)


def _tellers(collection: Collection, event: SubEvent) -> tuple[Teller, ...]:
    told = [(collection.renderings[key], words) for key, words in event.evidence if key in collection.renderings]
    return tuple(
        Teller(
            words=words if may_quote(collection, rendering) else "",
            language=rendering.language,
            by=collection.outlet(rendering),
        )
        for rendering, words in told
    )


def part_shapes(collection: Collection, incident: Incident) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "id": one.id,
            "name": one.name,
            "date": one.start.iso if one.start else None,
            "end": one.end.iso if one.end else None,
            "places": list(one.places),
            "kind": one.kind,
            "statements": list(one.statements),
            "evidence": [
                {"rendering": key, "text": words if may_quote(collection, collection.renderings[key]) else ""}
                for key, words in one.evidence
                if key in collection.renderings
            ],
        }
        for one in incident.events
    ]
