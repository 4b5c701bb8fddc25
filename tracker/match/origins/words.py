"""Texts as arrays of word numbers, so that identity and origins can hold a whole collection in memory.

Owns the vocabulary and what counts as a content word in it. Never keeps a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.language.texts import tokens
from tracker.language.texts.stopwords import stop_words

Ints = NDArray[np.int32]
Hashes = NDArray[np.uint64]

_MIX = np.uint64(0x9E3779B97F4A7C15)
_FOLD = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(29)
#: Longer words are names of files and the like, rarely written twice.
_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one text: numbers, half-open offsets, and which of them carry content."""

    ids: Ints
    starts: Ints
    ends: Ints
    content: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


class Vocabulary:
    """Numbers for words, given in order of first sight; equal words of two languages share a number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._written = _Written(self._numbers)
        self._stops: dict[str, Ints] = {}

    def number(self, word: str) -> int:
        """The number of a folded word."""
        return self._numbers.setdefault(word, len(self._numbers))

    def encode(self, text: str, language: str) -> Words:
        """The words of a text in order, case folded; content words are those outside the stop list."""
        places = list(tokens.words(text, language=language))
        edges = np.array(places, dtype=np.int32).reshape(-1, 2)
        ids = np.array([self._written[text[start:end]] for start, end in places], dtype=np.int32)
        return Words(ids=ids, starts=edges[:, 0], ends=edges[:, 1], content=~np.isin(ids, self._stop_numbers(language)))

    def _stop_numbers(self, language: str) -> Ints:
        if language not in self._stops:
            self._stops[language] = np.array(sorted(map(self.number, sorted(stop_words(language)))), dtype=np.int32)
        return self._stops[language]


class _Written(dict[str, int]):
    """Numbers by words as they are written, each folded once; very long ones are not kept."""

    def __init__(self, numbers: dict[str, int]) -> None:
        super().__init__()
        self._numbers = numbers

    def __missing__(self, word: str) -> int:
        number = self._numbers.setdefault(tokens.fold(word), len(self._numbers))
        if len(word) <= _LONGEST:
            self[word] = number
        return number


def gram_hashes(ids: Ints, length: int) -> Hashes:
    """One 64-bit hash for every run of `length` words; empty for shorter texts.

    Hashes depend on word numbers, so they are comparable only within one vocabulary.
    """
    count = len(ids) - length + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    codes = ids.astype(np.int64).astype(np.uint64) + np.uint64(1)
    mixed = np.zeros(count, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for step in range(length):
            mixed = (mixed ^ codes[step : step + count]) * _MIX
            mixed ^= mixed >> _SHIFT
            mixed *= _FOLD
    return mixed


def overlap(shorter: Sequence[int] | Ints, longer: Sequence[int] | Ints) -> float:
    """The share of the first one's distinct words that the second one has; 0 for an empty text."""
    small = set(map(int, shorter))
    return len(small & set(map(int, longer))) / len(small) if small else 0.0
