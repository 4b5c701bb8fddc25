"""Searching: which statements a question means, in what order, and how they divide.

Owns when results are ranked by relevance, and the counts beside the filters. Never shows a text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tracker.report.server.asked_words import STAR, phrases
from tracker.report.server.columns import Bools, Ints
from tracker.report.server.filters import Filters, mask
from tracker.report.server.held import Forms, Held

#: Relevance is worth its price among so many statements at most; words that more hold tell none of them from others,
#: and then the newest stand first.
RANKED = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found: the statements' ids in their order, the page of them, and how many stand under each filter.

    `order` is how they stand (relevance, newest, oldest); `common` says that they were too many to be ranked. `forms`
    are the commonest words behind each word that was asked for with a star, with the statements that hold them.
    """

    filters: Filters
    words: str
    phrases: tuple[str, ...]
    total: int
    ids: tuple[str, ...]
    order: str
    common: bool
    counts: dict[str, dict[str, int]]
    forms: tuple[tuple[str, Forms], ...] = ()


def search(held: Held, filters: Filters, *, size: int) -> Found:
    """The statements that the question means: one page of `size`, and the counts over all of them."""
    asked = phrases(filters.q)
    chosen = mask(filters, held.columns)
    nothing = bool(filters.q) and not asked
    if asked:
        chosen &= _holding(held, asked)
    elif nothing:
        chosen[:] = False
    places = np.flatnonzero(chosen)
    ordered, order, common = _ordered(held, filters, asked, chosen)
    first = (filters.page - 1) * size
    return Found(
        filters=replace(filters, sort=filters.sort if filters.sort != "relevance" else ""),
        words=" ".join(asked),
        phrases=asked,
        total=len(places),
        ids=tuple(held.columns.ids[at] for at in ordered[first : first + size].tolist()),
        order=order,
        common=common,
        forms=tuple((one, held.forms(one[:-1])) for one in asked if one.endswith(STAR) and " " not in one),
        counts={name: kind.counts(chosen, places) for name, kind in held.columns.kinds.items()},
    )


def _holding(held: Held, asked: tuple[str, ...]) -> Bools:
    found = np.zeros(len(held.columns), dtype=np.bool_)
    found[held.holding(asked)] = True
    return found


def _ordered(held: Held, filters: Filters, asked: tuple[str, ...], chosen: Bools) -> tuple[Ints, str, bool]:
    """The places of the chosen statements in the order that was asked for, or that their number allows."""
    ranked = asked and filters.sort in ("", "relevance")
    if ranked and len(held.holding(asked)) <= RANKED:
        best = held.ranked(asked)
        return best[chosen[best]], "relevance", False
    places = np.flatnonzero(chosen)
    if filters.sort == "oldest":
        return places, "oldest", False
    dated = held.columns.dated[places]
    return np.concatenate((places[dated][::-1], places[~dated])), "newest", bool(ranked)
