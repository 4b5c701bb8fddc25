"""Agreed language: fixed phrases of resolutions and Council statements, with symbol and date.

Owns the reading of the cited list and its exact search. Never matches a phrase in part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

import yaml

from tracker.match.repeats import Spoken
from tracker.match.words import Vocabulary
from tracker.model import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """One fixed phrase as word numbers, the symbol of the text that agreed it, and its date."""

    words: tuple[int, ...]
    symbol: str
    date: When


def load_agreed(language: str, vocabulary: Vocabulary) -> tuple[Agreed, ...]:
    """The phrases known for a language, longest first; none for a language without a list."""
    code = language.split("-", maxsplit=1)[0]
    place = files("tracker.match").joinpath(f"data/agreed_{code}.yaml")
    if not place.is_file():
        return ()
    found = [
        Agreed(
            words=tuple(vocabulary.encode(row["phrase"], language).ids.tolist()),
            symbol=row["symbol"],
            date=When(str(row["date"])),
        )
        for row in yaml.safe_load(place.read_text(encoding="utf-8"))["phrases"]
    ]
    return tuple(sorted(found, key=lambda phrase: (-len(phrase.words), phrase.words)))


def find_agreed(one: Spoken, start: int, end: int, phrases: Sequence[Agreed]) -> Iterator[tuple[int, int, Agreed]]:
    """Every whole phrase in a stretch of tokens."""
    ids = one.ids[start:end].tolist()
    present = set(ids)
    for phrase in phrases:
        if not present.issuperset(phrase.words):
            continue
        size = len(phrase.words)
        for at in range(len(ids) - size + 1):
            if tuple(ids[at : at + size]) == phrase.words:
                yield start + at, start + at + size, phrase
