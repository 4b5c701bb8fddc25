"""Pairs of whole texts of which the shorter stands almost wholly in the longer.

Owns the exact search for reposts: no pair at or over the threshold is missed. Never decides what a pair means.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from tracker.match.words import Words, gram_hashes

#: Runs of three words keep their order, so that two readouts with the same habits but other names stay apart.
SHINGLE = 3


def twins(texts: Sequence[Words], *, threshold: float, may: Callable[[int, int], bool]) -> list[tuple[int, int, float]]:
    """Pairs (i < j) whose shared share of the shorter one's shingles is at least `threshold` and that `may` allows.

    Complete by the prefix lemma: with shingles in one fixed order, rare first, a text of n shingles that shares at
    least ceil(t n) of them shares one of its first n - ceil(t n) + 1, so probing these against all shingles of the
    others finds every partner that is not shorter.
    """
    shingles = [_shingles(words) for words in texts]
    seen: Counter[int] = Counter()
    for one in shingles:
        seen.update(one)
    holders: dict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(shingles):
        for shingle in one:
            if seen[shingle] > 1:
                holders[shingle].append(index)
    found: dict[tuple[int, int], float] = {}
    for index, one in enumerate(shingles):
        need = int(np.ceil(threshold * len(one) - 1e-9))
        prefix = sorted(one, key=lambda s: (seen[s], s))[: len(one) - need + 1]
        partners = {other for shingle in prefix for other in holders.get(shingle, ()) if other != index}
        for other in sorted(partners):
            if len(shingles[other]) < len(one) or not may(index, other):
                continue
            share = len(one & shingles[other]) / len(one)
            if share >= threshold:
                found[min(index, other), max(index, other)] = share
    return [(i, j, share) for (i, j), share in sorted(found.items())]


def _shingles(words: Words) -> frozenset[int]:
    """Distinct shingles; a text shorter than one is its own single shingle."""
    if 0 < len(words) < SHINGLE:
        return frozenset(gram_hashes(words.ids, len(words)).tolist())
    return frozenset(gram_hashes(words.ids, SHINGLE).tolist())
