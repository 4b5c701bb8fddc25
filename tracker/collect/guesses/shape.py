"""What a guess at a list consists of: the values that sources.yaml would hold.

Owns the noun alone. An empty value says that the kind's default does, or that nothing was found.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ListGuess:
    """A list as it could be described. `entries` counts what was seen, `doubts` are sentences for a person."""

    kind: str
    url: str
    item: str = ""
    link: str = ""
    title: str = ""
    date: str = ""
    text: str = ""
    form: str = ""
    paging: str = ""
    language: str = ""
    entries: int = 0
    doubts: tuple[str, ...] = ()
