"""Texts as arrays of word numbers, so that identity and origins can hold a whole collection in memory.

Owns the vocabulary and what counts as a content word in it. Never keeps a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.language import tokens
from tracker.language.stopwords import stop_words

Ints = NDArray[np.int32]
Hashes = NDArray[np.uint64]

_MIX = np.uint64(0x9E3779B97F4A7C15)
_FOLD = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(29)


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

    def number(self, word: str) -> int:
        """The number of a folded word."""
        return self._numbers.setdefault(word, len(self._numbers))

    def encode(self, text: str, language: str) -> Words:
        """The words of a text in order, case folded; content words are those outside the stop list."""
        places = np.array(list(tokens.words(text, language=language)), dtype=np.int32).reshape(-1, 2)
        stops = stop_words(language)
        folded = [tokens.fold(text[start:end]) for start, end in places.tolist()]
        return Words(
            ids=np.fromiter((self.number(word) for word in folded), dtype=np.int32, count=len(folded)),
            starts=places[:, 0],
            ends=places[:, 1],
            content=np.fromiter((word not in stops for word in folded), dtype=np.bool_, count=len(folded)),
        )


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
