"""Which words of a stretch stand in another text, once it is known that they share a run.

Owns the rule "find by runs, label by alignment": one inserted word does not make its neighbours new.
Never looks for the other text.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from rapidfuzz.distance import Indel

from tracker.match.origins.repeats import CONTENT, RUN, Spoken, seeds
from tracker.match.origins.words import gram_hashes

#: Words between two shared pieces that are bridged, but stay unlabelled themselves.
GAP = 2


def aligned(one: Spoken, start: int, end: int, other: Spoken) -> Iterator[tuple[int, int]]:
    """Token ranges of `one[start:end]` that the sentences of `other` with a shared run have too.

    A piece counts when it holds a qualifying run, or lies at most GAP words from a piece that counts.
    """
    ours, theirs = one.ids[start:end], _shared_sentences(one, start, end, other)
    if not len(theirs):
        return
    blocks = [
        (code.src_start, code.src_end) for code in Indel.opcodes(ours.tolist(), theirs.tolist()) if code.tag == "equal"
    ]
    carries = one.content[start:end]
    counts = [last - first >= RUN and int(carries[first:last].sum()) >= CONTENT for first, last in blocks]
    for at in [*range(1, len(blocks)), *range(len(blocks) - 2, -1, -1)]:
        for near in (at - 1, at + 1):
            if 0 <= near < len(blocks) and counts[near] and _apart(blocks[at], blocks[near]) <= GAP:
                counts[at] = True
    for (first, last), good in zip(blocks, counts, strict=True):
        if good:
            yield start + first, start + last


def _apart(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(a[0], b[0]) - min(a[1], b[1])


def _shared_sentences(one: Spoken, start: int, end: int, other: Spoken) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """The other text's sentences in which a run of the stretch begins, one after another."""
    ours = gram_hashes(one.ids[start:end], RUN)[seeds(one.content[start:end])]
    at = np.flatnonzero(np.isin(gram_hashes(other.ids, RUN), ours))
    if not len(at):
        return np.empty(0, dtype=np.int32)
    firsts = np.array([first for first, _ in other.sentences])
    held = np.unique(np.searchsorted(firsts, at, side="right") - 1)
    return np.concatenate([other.ids[slice(*other.sentences[i])] for i in held.tolist()])
