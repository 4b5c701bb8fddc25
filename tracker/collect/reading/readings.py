"""What a list page and the page of its first entry say, in the form that a person checks: expected.json of a pair.

Owns that form. Never reads a file and never decides whether it is right.
"""

from __future__ import annotations

from typing import Any

from tracker.collect.reading.parsed import Link, Parsed
from tracker.model import Rendering

_ENDS = 60


def reading(listed: Parsed, item: Parsed | None, *, retrieved_at: str) -> dict[str, Any]:
    """The form as plain values for JSON; of a list with whole texts the first one is the item."""
    entries: list[Link] | list[Rendering] = list(listed.links) or list(listed.renderings)
    renderings = listed.renderings if item is None else item.renderings
    following = listed.next_page
    return {
        "retrieved_at": retrieved_at,
        "list": {
            "items": listed.items,
            "links": len(listed.links),
            "renderings": len(listed.renderings),
            "skipped": len(listed.skipped),
            "first": _entry(entries[0]) if entries else None,
            "next_page": following.address if following else None,
        },
        "item": _text(renderings) if renderings else None,
    }


def _entry(entry: Link | Rendering) -> dict[str, Any]:
    return {"url": entry.url, "title": entry.title, "published": entry.published.iso if entry.published else None}


def _text(renderings: tuple[Rendering, ...]) -> dict[str, Any]:
    first = renderings[0]
    return _entry(first) | {
        "speaker": first.speaker,
        "language": first.language,
        "renderings": len(renderings),
        "begins": first.text[:_ENDS],
        "ends": renderings[-1].text[-_ENDS:],
    }
