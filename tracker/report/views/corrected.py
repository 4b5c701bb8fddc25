"""What people corrected, in words: who, when, why, and what the machine had found.

Owns the wording of these marks. Never decides which correction holds: matching did.
"""

from __future__ import annotations

from typing import Any

from tracker.model import Corrected
from tracker.report.collection import Collection
from tracker.report.labels import say


def corrected(collection: Collection, thing: str) -> tuple[str, ...]:
    """One line for every correction that holds for a statement, an incident or a phrasing."""
    return tuple(_line(one) for one in collection.corrected.get(thing, ()))


def _line(one: Corrected) -> str:
    line = say("corrected.line", what=say(f"corrected.{one.what}"), who=one.who, day=one.day.isoformat(), why=one.why)
    return f"{line} {say('corrected.was', was=one.was)}" if one.was else line


def corrected_shape(collection: Collection, thing: str) -> list[dict[str, Any]]:
    """The same for programs; `was` is what the machine had found."""
    return [
        {
            "what": one.what,
            "to": one.to or None,
            "ids": list(one.ids),
            "was": one.was or None,
            "who": one.who,
            "when": one.day.isoformat(),
            "why": one.why,
        }
        for one in collection.corrected.get(thing, ())
    ]
