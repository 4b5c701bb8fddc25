"""The page that says how all this works: by which weights these pages were made.

Owns how they are named. The rest of the page is fixed text.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.match import epochs
from tracker.report.collection import Collection
from tracker.report.labels import say

#: What is done to a text, one after the other.
_STEPS = ("collected", "kept", "attributed", "joined", "compared", "grouped", "shown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a text's way, and what happens there."""

    name: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """The version of the weights, empty before any match, and whose they are, in words; and the way of a text."""

    epoch: str
    whose: str
    steps: tuple[Step, ...]


def method_page(collection: Collection) -> Method:
    """What the page says of this collection."""
    version = collection.store.epoch()
    whose = "shipped" if version == epochs.current().version else "own"
    return Method(epoch=version, whose=say(f"method.{whose}"), steps=tuple(_step(one) for one in _STEPS))


def _step(name: str) -> Step:
    return Step(name=say(f"method.step.{name}"), what=say(f"method.step_what.{name}"))
