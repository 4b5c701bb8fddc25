"""Names of cities, American states and capitals, from GeoNames.

Owns the reading of data/geonames.tsv. Never decides which of them is a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tracker.language.texts.wordlists import rows


@dataclass(frozen=True, slots=True)
class Town:
    """One place: the alpha-3 code of its state, or None; its name; further names in Chinese characters."""

    code: str | None
    name: str
    others: tuple[str, ...] = ()


def cities() -> tuple[Town, ...]:
    """Cities of 100,000 inhabitants and more, the largest last."""
    return _read("city")


def american_states() -> tuple[Town, ...]:
    """The states of the United States."""
    return _read("state")


def capitals() -> tuple[Town, ...]:
    """The capitals of all states that have one."""
    return _read("capital")


@cache
def _read(kind: str) -> tuple[Town, ...]:
    return tuple(
        Town(code or None, name, tuple(others)) for what, code, name, *others in rows("geonames.tsv") if what == kind
    )
