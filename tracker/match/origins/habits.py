"""The earlier places where one phrasing was used: where an issuer's own habit is sought beside repeated runs.

Owns the way from uses of formulas to the words of earlier uses. Never labels a word, and takes only uses that are the
phrasing itself (members) in somebody's own words: a reported use is nobody's habit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tracker.match.origins.repeats import Spoken
from tracker.model import Formula, How

#: Earlier uses that are looked at for one stretch: the first and the latest say how a habit began and is now.
MOST = 24


@dataclass(frozen=True, slots=True)
class Place:
    """One use: the text by its number among `spoken`, and the half-open range of its tokens there."""

    text: int
    first: int
    last: int


class Habits:
    """The uses of every phrasing of one language, by phrasing and by text, each in order of time."""

    def __init__(self, spoken: Sequence[Spoken], formulas: Iterable[Formula]) -> None:
        number = {one.rendering: i for i, one in enumerate(spoken)}
        self._of: dict[str, list[Place]] = {}
        self._in: dict[int, list[tuple[Place, str]]] = defaultdict(list)
        for formula in sorted(formulas, key=lambda f: (f.template, f.id)):
            places = []
            for use in formula.uses:
                if use.how is How.MEMBER and use.rendering in number:
                    text = number[use.rendering]
                    place = Place(text, *_tokens(spoken[text], use.start, use.end))
                    places.append(place)
                    self._in[text].append((place, formula.id))
            self._of[formula.id] = sorted(places, key=lambda p: (spoken[p.text].end, spoken[p.text].rendering, p.first))
        self._spoken = spoken

    def before(self, text: int, start: int, end: int) -> Iterator[tuple[Place, list[Place]]]:
        """The uses within the tokens `start:end` of a text, each with the uses of its phrasing that end before it."""
        one = self._spoken[text]
        for place, formula in self._in.get(text, ()):
            if place.first < end and start < place.last:
                earlier = [p for p in self._of[formula] if self._spoken[p.text].end <= one.begin]
                yield place, [p for p in earlier if self._spoken[p.text].statement != one.statement]


def shared(one: Spoken, here: Place, other: Spoken, there: Place) -> list[int]:
    """The tokens of one use that the other has too, wherever they stand in it; slots are nobody's."""
    known = set(other.ids[there.first : there.last].tolist())
    return [at for at in range(here.first, here.last) if not one.slots[at] and int(one.ids[at]) in known]


def closest(
    one: Spoken, here: Place, earlier: Sequence[Place], spoken: Sequence[Spoken]
) -> list[tuple[Place, list[int]]]:
    """Earlier uses with what they share, most first; the earliest of equals."""
    tried = [*earlier[: MOST // 2], *earlier[max(MOST // 2, len(earlier) - MOST // 2) :]]
    found = [(place, shared(one, here, spoken[place.text], place)) for place in tried]
    return sorted(found, key=lambda pair: -len(pair[1]))


def _tokens(one: Spoken, start: int, end: int) -> tuple[int, int]:
    first, last = np.searchsorted(one.starts, [start, end]).tolist()
    return first, last
