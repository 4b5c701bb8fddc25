"""Runs of five words that an earlier text has already.

Owns the index of word runs of one language, in arrays, and who used each run first. Never decides a label.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.match.identity.kinship import Kinship
from tracker.match.origins.words import Hashes, Ints, gram_hashes

#: A matched run needs five words with three content words.
RUN, CONTENT = 5, 3
#: Any longer run with three content words has a stretch of five words with one; so this finds every run.
_SEED_CONTENT = 1
#: How far back the latest own use is looked for among all earlier uses of one run.
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One text in an issuer's own words, masked: a slot is one token.

    `begin` and `end` are the edges of its time in seconds (infinite where unknown, so that nothing is earlier);
    `sentences` are half-open token ranges.
    """

    statement: str
    rendering: str
    version: int
    issuer: str
    begin: float
    end: float
    ids: Ints
    starts: Ints
    ends: Ints
    content: NDArray[np.bool_]
    slots: NDArray[np.bool_]
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeats:
    """For every token (texts one after another from `offsets`): who used the run that starts there before.

    `own_first`, `own_last` and `other_first` are indexes of texts, -1 for nobody; `others` counts other states.
    """

    offsets: tuple[int, ...]
    own_first: NDArray[np.int32]
    own_last: NDArray[np.int32]
    other_first: NDArray[np.int32]
    others: NDArray[np.int16]


def find_repeats(spoken: Sequence[Spoken], *, kin: Kinship) -> Repeats:
    """The earlier uses of every run, exactly: no earlier use of another state or of the issuer's kin is missed."""
    lengths = [len(one.ids) for one in spoken]
    offsets = tuple(np.concatenate([[0], np.cumsum(lengths)]).astype(int).tolist())
    total = offsets[-1]
    found = Repeats(
        offsets=offsets,
        own_first=np.full(total, -1, dtype=np.int32),
        own_last=np.full(total, -1, dtype=np.int32),
        other_first=np.full(total, -1, dtype=np.int32),
        others=np.zeros(total, dtype=np.int16),
    )
    hashes, places, owners = _runs(spoken, offsets)
    order = np.lexsort((places, _rank(spoken)[owners], hashes))
    hashes, places, owners = hashes[order], places[order], owners[order]
    if not len(hashes):
        return found
    edges = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1], [True]]))
    uses = _Uses(spoken, kin, found)
    sizes = np.diff(edges)
    for start, size in zip(edges[:-1][sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        uses.mark(owners[start : start + size].tolist(), places[start : start + size].tolist())
    return found


def seeds(content: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each start of five words, whether they can be part of a run that matches."""
    if len(content) < RUN:
        return np.zeros(0, dtype=np.bool_)
    sums = np.concatenate([[0], np.cumsum(content)])
    counts: NDArray[np.bool_] = (sums[RUN:] - sums[:-RUN]) >= _SEED_CONTENT
    return counts


def _runs(spoken: Sequence[Spoken], offsets: Sequence[int]) -> tuple[Hashes, NDArray[np.int64], Ints]:
    """Hash, place and text of every five words that can be part of a run."""
    hashes, places, owners = [], [], []
    for index, one in enumerate(spoken):
        fit = seeds(one.content)
        at = np.flatnonzero(fit)
        hashes.append(gram_hashes(one.ids, RUN)[fit] if len(fit) else np.empty(0, dtype=np.uint64))
        places.append(at + offsets[index])
        owners.append(np.full(len(at), index, dtype=np.int32))
    if not hashes:
        return np.empty(0, np.uint64), np.empty(0, np.int64), np.empty(0, np.int32)
    return np.concatenate(hashes), np.concatenate(places), np.concatenate(owners)


def _rank(spoken: Sequence[Spoken]) -> Ints:
    """The place of each text in the order of end, begin and rendering id."""
    order = sorted(range(len(spoken)), key=lambda i: (spoken[i].end, spoken[i].begin, spoken[i].rendering))
    rank = np.empty(len(spoken), dtype=np.int32)
    rank[order] = np.arange(len(spoken), dtype=np.int32)
    return rank


class _Uses:
    """Marks one run's users, who come in order of their ends."""

    def __init__(self, spoken: Sequence[Spoken], kin: Kinship, found: Repeats) -> None:
        issuers = sorted({one.issuer for one in spoken})
        number = {issuer: i for i, issuer in enumerate(issuers)}
        self._issuer = [number[one.issuer] for one in spoken]
        self._root = [kin.root(one.issuer) for one in spoken]
        self._kin = [[kin.kin(a, b) for b in issuers] for a in issuers]
        self._begin = [one.begin for one in spoken]
        self._end = [one.end for one in spoken]
        self._statement = [one.statement for one in spoken]
        self._found = found

    def mark(self, owners: Sequence[int], places: Sequence[int]) -> None:
        """Fill the columns for one run's uses."""
        ends = [self._end[owner] for owner in owners]
        first: dict[int, int] = {}
        for at, owner in enumerate(owners):
            first.setdefault(self._issuer[owner], at)
        for owner, place in zip(owners, places, strict=True):
            before = bisect_right(ends, self._begin[owner])
            if before:
                self._mark(owner, place, owners, first, before)

    def _mark(self, owner: int, place: int, owners: Sequence[int], first: dict[int, int], before: int) -> None:
        related = self._kin[self._issuer[owner]]
        own = min((at for issuer, at in first.items() if related[issuer] and at < before), default=None)
        if own is not None and self._statement[owners[own]] != self._statement[owner]:
            self._found.own_first[place] = owners[own]
            for at in range(before - 1, max(own, before - _LOOK_BACK) - 1, -1):
                if related[self._issuer[owners[at]]]:
                    self._found.own_last[place] = owners[at]
                    break
        if len(first) == 1:
            return
        home = self._root[owner]
        others = {
            self._root[owners[at]]: at
            for issuer, at in sorted(first.items(), key=lambda item: -item[1])
            if at < before and not related[issuer] and self._root[owners[at]] != home
        }
        if others:
            self._found.others[place] = len(others)
            self._found.other_first[place] = owners[min(others.values())]
