"""Which renderings of one voice and a few days may be one statement at all, and which stand for each other.

Owns the rules of source, page and title, for many pairs at once. Never compares words: that is `twins`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.match.origins.words import Words
from tracker.model import Rendering, text_hash

#: Words below which one source says the same thing twice without repeating a statement.
SHORT = 60

_Numbers = NDArray[np.int64]
_Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Renderings of which the first stands for all: same words, day, source, issuers, title and question.

    `page` is theirs where one page holds several renderings of the block: no two answers of a page are one statement.
    """

    first: Rendering
    all: tuple[Rendering, ...]
    page: tuple[str, str] | None

    @property
    def saying(self) -> Hashable:
        """What is equal where equal words alone decide: text, day, source and issuers; of a page or no day, nothing."""
        first = self.first
        if self.page or not first.published:
            return first.id
        return first.text, first.published.day, first.source, first.parties


def interchangeable(block: Sequence[Rendering], words: Mapping[str, Words]) -> list[Alike]:
    """The renderings in classes, in the order of their first ones: thousands of equal texts are compared once.

    Whatever ties an outsider to one of a class ties it to all: each rule of `Neighbourhood` reads only what they share.
    A text without words is like no other.
    """
    pages = Counter(map(_page, block))
    classes: dict[Hashable, list[Rendering]] = defaultdict(list)
    for rendering in block:
        day = rendering.published.day if rendering.published else None
        said = words[rendering.id].ids.tobytes() or rendering.id, day, rendering.source, rendering.parties
        classes[said, _heading(rendering), _held(rendering, pages)].append(rendering)
    return [Alike(first=some[0], all=tuple(some), page=_held(some[0], pages)) for some in classes.values()]


def repeated(alike: Sequence[Alike], words: Mapping[str, Words]) -> Iterator[tuple[Rendering, Rendering]]:
    """Pairs that are one statement by equal words alone: of one class, and under several titles where they are long."""
    first: dict[Hashable, Rendering] = {}
    for one in alike:
        if one.page is None and one.first.published:
            yield from ((one.first, other) for other in one.all[1:])
            if len(words[one.first.id]) >= SHORT:
                yield first.setdefault(one.saying, one.first), one.first


class Neighbourhood:
    """Which pairs of renderings, by number, may be one statement by what is not their words.

    Within one source short texts come again by habit ("I have nothing to share"), so there title and question must
    be the same as well; two answers of one page are two statements.
    """

    def __init__(self, alike: Sequence[Alike], words: Mapping[str, Words]) -> None:
        self._source = _numbered([one.first.source for one in alike])
        self._page = _numbered([one.page or one.first.id for one in alike])
        self._heading = _numbered([_heading(one.first) for one in alike])
        self._saying = _numbered([one.saying for one in alike])
        self._short = np.array([len(words[one.first.id]) < SHORT for one in alike], dtype=np.bool_)

    def elsewhere(self, one: _Numbers, other: _Numbers) -> _Marks:
        """Pairs of two sources."""
        apart: _Marks = self._source[one] != self._source[other]
        return apart

    def may(self, one: _Numbers, other: _Numbers) -> _Marks:
        """Pairs that source, page and title allow, without those of which `repeated` tells already."""
        habit = (self._heading[one] != self._heading[other]) & (self._short[one] | self._short[other])
        settled = (self._page[one] == self._page[other]) | (self._saying[one] == self._saying[other])
        allowed: _Marks = self.elsewhere(one, other) | ~(habit | settled)
        return allowed


def _page(rendering: Rendering) -> tuple[str, str] | None:
    return (rendering.capture, rendering.url) if rendering.capture else None


def _heading(rendering: Rendering) -> str:
    return text_hash(rendering.title, rendering.question)


def _held(rendering: Rendering, pages: Mapping[tuple[str, str] | None, int]) -> tuple[str, str] | None:
    page = _page(rendering)
    return page if pages[page] > 1 else None


def _numbered(things: Sequence[Hashable]) -> _Numbers:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(thing, len(numbers)) for thing in things], dtype=np.int64)
