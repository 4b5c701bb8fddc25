"""Which words of one text stand where the other has other words: the places in which two like texts differ.

Owns the alignment of two lists of stems. Never says what a difference means.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from tracker.match.judging.stems import Word

#: A place with more words than this on a side is a rewriting, in which no word stands for one other.
WIDEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A run of words of each text between the same shared words; either may be empty."""

    a: range
    b: range

    def narrow(self, most: int = WIDEST) -> bool:
        """Whether the place is small enough for one word to stand for another."""
        return max(len(self.a), len(self.b)) <= most


class Replacements:
    """The places in which b differs from a, and the place of any stretch of either."""

    def __init__(self, a: Sequence[Word], b: Sequence[Word]) -> None:
        codes = Indel.opcodes([w for w, _, _ in a], [w for w, _, _ in b])
        kept = [(c.src_start, c.src_end, c.dest_start, c.dest_end) for c in codes if c.tag == "equal"]
        edges = [(0, 0, 0, 0), *kept, (len(a), len(a), len(b), len(b))]
        found = (Place(a=range(x[1], y[0]), b=range(x[3], y[2])) for x, y in pairwise(edges))
        self.places = tuple(place for place in found if place.a or place.b)
        self._starts = [s for _, s, _ in a], [s for _, s, _ in b]
        self._of = (
            {word: n for n, place in enumerate(self.places) for word in place.a},
            {word: n for n, place in enumerate(self.places) for word in place.b},
        )

    def of(self, side: int, start: int) -> int | None:
        """The place that holds the word at a character of a (side 0) or b (side 1); None if both texts share it."""
        return self._of[side].get(bisect_right(self._starts[side], start) - 1)

    def facing(self, start: int, other: int, *, most: int = WIDEST) -> int | None:
        """The narrow place in which the word at `start` of a stands for the one at `other` of b, if there is one."""
        place = self.of(0, start)
        if place is None or place != self.of(1, other) or not self.places[place].narrow(most):
            return None
        return place
