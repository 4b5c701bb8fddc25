"""Pairs of whole texts of a few days of which the shorter stands almost wholly in the longer.

Owns the exact search for reposts: no pair at or over the threshold is missed. Works on arrays throughout, because a
collection has some hundred runs of words a text. Never decides what a pair means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.match.origins.words import Hashes, Words, gram_hashes

#: Runs of three words keep their order, so that two readouts with the same habits but other names stay apart.
SHINGLE = 3

#: How many pairs of entries one step may hold: bounds memory, not the result.
_STEP = 1 << 22

_NONE: Hashes = np.empty(0, dtype=np.uint64)
_Numbers = NDArray[np.int64]
#: Which pairs of texts, by number, may be twins at all; asked for many at once.
May = Callable[[_Numbers, _Numbers], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entries:
    """Every shingle of every dated text, in the order of shingle, day and text; `shingle` numbers from 0.

    `first` and `after` bound the entries of the same shingle whose days are near enough, the entry itself among them.
    """

    shingle: _Numbers
    text: _Numbers
    first: _Numbers
    after: _Numbers

    @property
    def beside(self) -> _Numbers:
        """How many texts of those days have the shingle, the entry's own included."""
        return self.after - self.first


def twins(
    texts: Sequence[Words],
    *,
    threshold: float,
    days: Sequence[int | None],
    within: int,
    may: May,
) -> list[tuple[int, int, float]]:
    """Pairs (i < j) of which the longer has a share of the shorter one's shingles of at least `threshold`; the share.

    They are at most `within` days apart, and `may` allows them. A text without a day has no twin.
    Complete: let a text of n shingles need k = ceil(t n) shared ones, and m of its shingles stand in any other text of
    those days. All shared ones are among these m, and at most m - k of them are not shared, so of any m - k + 1 at
    least one is. The rarest m - k + 1 are asked for, and a text with m < k has no twin that is not shorter.
    """
    shingles = [_shingles(words) if day is not None else _NONE for words, day in zip(texts, days, strict=True)]
    found: dict[tuple[int, int], float] = {}
    for i, j in _candidates(shingles, threshold=threshold, days=days, within=within, may=may):
        share = len(np.intersect1d(shingles[i], shingles[j], assume_unique=True)) / len(shingles[i])
        if share >= threshold:
            found[min(i, j), max(i, j)] = share
    return [(i, j, share) for (i, j), share in sorted(found.items())]


def _candidates(
    shingles: Sequence[Hashes], *, threshold: float, days: Sequence[int | None], within: int, may: May
) -> list[tuple[int, int]]:
    """Each text with every other that may be its twin, of those days, not shorter, with a shingle that it asks for."""
    sizes = np.array([len(one) for one in shingles], dtype=np.int64)
    if not sizes.any():
        return []
    held = _entries(shingles, np.array([day or 0 for day in days], dtype=np.int64), within)
    asking = _asking(held, sizes - np.ceil(threshold * sizes - 1e-9).astype(np.int64))
    pairs: set[tuple[int, int]] = set()
    for some in np.array_split(asking, 1 + int(held.beside[asking].sum()) // _STEP):
        reach = held.beside[some]
        one = np.repeat(held.text[some], reach)
        other = held.text[np.arange(len(one)) + np.repeat(held.first[some] - np.cumsum(reach) + reach, reach)]
        kept = (one != other) & (sizes[other] >= sizes[one]) & may(one, other)
        pairs.update(zip(one[kept].tolist(), other[kept].tolist(), strict=True))
    return sorted(pairs)


def _entries(shingles: Sequence[Hashes], days: _Numbers, within: int) -> _Entries:
    text = np.repeat(np.arange(len(shingles), dtype=np.int64), [len(one) for one in shingles])
    shingle = np.unique(np.concatenate(shingles), return_inverse=True)[1].astype(np.int64)
    day = days[text]
    day += within - day.min()
    place = shingle * (int(day.max()) + within + 1) + day
    order = np.argsort(place, kind="stable")
    place = place[order]
    return _Entries(
        shingle=shingle[order],
        text=text[order],
        first=np.searchsorted(place, place - within),
        after=np.searchsorted(place, place + within, side="right"),
    )


def _asking(held: _Entries, spare: _Numbers) -> _Numbers:
    """The entries to ask for: of each text the rarest of those that stand elsewhere, as many as must hold a twin's.

    `spare` says how many shingles a text may have for itself.
    """
    shared = np.flatnonzero(held.beside > 1)
    sizes = np.bincount(held.text, minlength=len(spare))
    asked = np.bincount(held.text[shared], minlength=len(spare)) - (sizes - spare) + 1
    shared = shared[asked[held.text[shared]] > 0]
    shared = shared[np.lexsort((shared, held.beside[shared], held.text[shared]))]
    owner = held.text[shared]
    return shared[np.arange(len(shared)) - np.searchsorted(owner, owner) < asked[owner]]


def _shingles(words: Words) -> Hashes:
    """Distinct shingles in order; a text shorter than one is its own single shingle."""
    return np.unique(gram_hashes(words.ids, min(max(len(words), 1), SHINGLE)))
