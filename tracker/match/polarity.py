"""What turns, opposes, weakens or strengthens a wording, as data: one reviewable file a language, compiled once.

Owns the lexicon and its patterns. Never reads a text itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from tracker.match import rule

_SOLID = frozenset({"zh", "ja"})
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Polarity:
    """Patterns of one language, all for lower-cased text.

    `opposites` are pairs of sides; `scales` hold levels, the weakest first; `raising` and `lowering` are pairs of a
    pattern and what it adds to the force beside it.
    """

    negators: re.Pattern[str]
    harmless: re.Pattern[str]
    opposites: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    scales: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    force: tuple[tuple[re.Pattern[str], int], ...]
    doer: re.Pattern[str]
    done_to: re.Pattern[str]
    passives: re.Pattern[str]
    first_person: re.Pattern[str]


@cache
def polarity(language: str) -> Polarity | None:
    """The lexicon of the language's primary subtag, or None where none is shipped."""
    name = f"polarity_{rule.primary(language)}.yaml"
    entry = resources.files("tracker.match").joinpath("data", name)
    return read_polarity(entry.read_text(encoding="utf-8")) if entry.is_file() else None


def read_polarity(text: str) -> Polarity:
    """A lexicon from the text of its file."""
    data: dict[str, Any] = yaml.safe_load(text)
    solid = data["language"] in _SOLID
    levels = [(int(level), words) for level, words in data["raising"].items()]
    return Polarity(
        negators=_any(data["negators"], solid),
        harmless=_any(data["harmless"], solid),
        opposites=tuple((_any(one, solid), _any(two, solid)) for one, two in data["opposites"]),
        scales=tuple((name, tuple(_any(words, solid) for words in levels)) for name, levels in data["scales"].items()),
        force=(*((_any(words, solid), level - 1) for level, words in levels), (_any(data["lowering"], solid), -1)),
        doer=_any(data["doer"], solid),
        done_to=_any(data["done_to"], solid),
        passives=_any(data["passives"], solid),
        first_person=_any(data["first_person"], solid),
    )


def _any(patterns: Sequence[str], solid: bool) -> re.Pattern[str]:
    if not patterns:
        return _NEVER
    # The longest first, so that "would welcome" is not read as "welcome".
    joined = "|".join(sorted(patterns, key=lambda p: (-len(p), p)))
    return re.compile(f"(?:{joined})" if solid else rf"\b(?:{joined})\b")
