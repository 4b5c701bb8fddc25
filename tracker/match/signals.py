"""What one text says that a comparison of force needs: what it denies, which sides and levels it takes, whom it names.

Owns the reading of one text against the lexicon. Never compares two texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from re import Match, Pattern
from types import MappingProxyType

import snowballstemmer

from tracker.language.gazetteer import Gazetteer
from tracker.language.strength import strength as read_strength
from tracker.language.tokens import tokenize
from tracker.match import rule
from tracker.match.polarity import Polarity
from tracker.match.roles import Named, named
from tracker.model import Strength

#: How many words a negation reaches.
SCOPE = 4
#: Latin words shorter than this carry no meaning that could be denied.
SHORT = 3
_ALGORITHMS = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
_STEMMERS = MappingProxyType({code: snowballstemmer.stemmer(name) for code, name in _ALGORITHMS.items()})
_MARKS = frozenset(",.;:!?()，。；：！？、\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """One text's reading.

    `denied` maps stems to the words that deny them, `free` holds stems that stand undenied; `sides` maps
    (contradiction, side) to the words that take it, `levels` scales to (level, word), `forces` words to what they add.
    """

    denied: Mapping[str, str]
    free: frozenset[str]
    sides: Mapping[tuple[str, int], str]
    levels: Mapping[str, tuple[int, str]]
    forces: Mapping[str, int]
    counts: Counter[str]
    strength: Strength
    named: Named


def read(text: str, *, lexicon: Polarity, language: str, gazetteer: Gazetteer) -> Signals:
    """The signals of a text."""
    low = text.lower()
    if len(low) != len(text):  # a few letters grow when lowered; places must stay the same
        low = text
    sides: dict[tuple[str, int], str] = {}
    levels: dict[str, tuple[int, str]] = {}
    forces: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for word, tag in lexicon.tags(low):
        if tag.kind == "side":
            sides.setdefault((tag.name, tag.value), word)
        elif tag.kind == "level":
            levels[tag.name] = max(levels.get(tag.name, (0, "")), (tag.value, word))
        else:
            forces[word] = tag.value
            counts[word] += 1
    denied, free = _denied(text, low, lexicon, language)
    return Signals(
        denied=denied,
        free=free,
        sides=sides,
        levels=levels,
        forces=forces,
        counts=counts,
        strength=read_strength(text, language=language),
        named=named(text, low, lexicon=lexicon, gazetteer=gazetteer),
    )


@lru_cache(maxsize=65_536)
def _stem(word: str, language: str) -> str:
    stemmer = _STEMMERS.get(rule.primary(language))
    return str(stemmer.stemWord(word)) if stemmer else word


def _words(text: str, language: str) -> list[tuple[str, int, int]]:
    """Stems with their places."""
    return [
        (_stem(token.text.casefold(), language), token.start, token.end)
        for token in tokenize(text, language=language)
        if len(token.text) >= SHORT or not token.text.isascii()
    ]


def _outside(pattern: Pattern[str], text: str, harmless: Sequence[Match[str]]) -> Iterable[Match[str]]:
    return (m for m in pattern.finditer(text) if not any(h.start() < m.end() and m.start() < h.end() for h in harmless))


def _denied(text: str, low: str, lexicon: Polarity, language: str) -> tuple[dict[str, str], frozenset[str]]:
    words = _words(text, language)
    denied: dict[str, str] = {}
    reached: set[int] = set()
    harmless = list(lexicon.harmless.finditer(low))
    for cue in _outside(lexicon.negators, low, harmless):
        after = [(i, word) for i, word in enumerate(words) if word[1] >= cue.end()][:SCOPE]
        for i, (stem, start, end) in after:
            between = low[cue.end() : start]
            if _MARKS.intersection(between) or lexicon.barriers.search(between):
                break
            denied.setdefault(stem, text[cue.start() : end])
            reached.add(i)
    return denied, frozenset(stem for i, (stem, _, _) in enumerate(words) if i not in reached)
