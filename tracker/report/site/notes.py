"""What is read while a page is composed, as numbers of `facts`.

Owns the notes of one page at a time. Never decides what a read is noted as.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar

from tracker.report.site.facts import Shelf

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Notes:
    """What was read since the notes were last emptied: numbers of things seen; kind and key of what was not there."""

    seen: set[int] = field(default_factory=set)
    missed: set[tuple[str, Hashable]] = field(default_factory=set)

    def empty(self) -> None:
        """Begin anew."""
        self.seen.clear()
        self.missed.clear()

    def read(self, shelf: Shelf[Key], key: Key) -> bool:
        """Note one thing; whether it is there."""
        told = shelf.get(key)
        if told is None:
            self.missed.add((shelf.kind, key))
            return False
        self.seen.add(told)
        return True

    def add(self, read: Notes) -> None:
        """Note what was read at another time."""
        self.seen.update(read.seen)
        self.missed.update(read.missed)

    def during(self, make: Callable[[], Value]) -> tuple[Value, Notes]:
        """What a call gives, and what is read in it; that is not noted here."""
        before = self._taken()
        value = make()
        read = self._taken()
        self.add(before)
        return value, read

    def _taken(self) -> Notes:
        taken = Notes(set(self.seen), set(self.missed))
        self.empty()
        return taken
