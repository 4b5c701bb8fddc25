"""The page that says how all this works: by which weights these pages were made.

Owns how they are named. The rest of the page is fixed text.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.match import epochs
from tracker.report.collection import Collection
from tracker.report.labels import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """The version of the weights, empty before any match, and whose they are, in words."""

    epoch: str
    whose: str


def method_page(collection: Collection) -> Method:
    """What the page says of this collection."""
    version = collection.store.epoch()
    whose = "shipped" if version == epochs.current().version else "own"
    return Method(epoch=version, whose=say(f"method.{whose}"))
