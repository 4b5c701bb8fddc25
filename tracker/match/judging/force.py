"""Weaker or stronger: what of two like texts is a step lower or higher on a scale.

Owns the rule by which steps and raising words are set against each other. Never reads a text.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.match.judging.replacements import Replacements
from tracker.match.judging.signals import Hit, Signals

#: What a step of the main act weighs beside one of a word that qualifies it.
_ACTS, _MAIN = ("evaluation", "demand"), 2

#: Words of a scale that say many things stand for each other only where so few words were replaced.
CLOSE = 5

#: How many words with a meaning of their own must be shared for such a word to be said of the same thing.
COMMON = 2

#: How far b goes over a (under it, if negative), and the words of each.
Step = tuple[int, str, str]


def steps(a: Signals, b: Signals, places: Replacements) -> Iterator[Step]:
    """Every step between two readings, the main act's first.

    A step that is added to one that stays is an addition, not a change.
    """
    for scale in sorted(a.levels.keys() & b.levels.keys(), key=lambda name: (name not in _ACTS, name)):
        one, two = a.levels[scale], b.levels[scale]
        low, high = max(one), max(two)
        if low != high and low not in two and high not in one:
            yield (_MAIN if scale in _ACTS else 1) * _sign(high - low), one[low], two[high]
    for scale in sorted(a.placed.keys() & b.placed.keys()) if a.shares(b) >= COMMON else ():
        yield from _replaced(a.placed[scale], b.placed[scale], places)
    shared = sorted(a.raised.keys() & b.raised.keys())
    change = {key: _change(a, b, key) for key in shared}
    for key in shared:
        if change[key]:
            yield _sign(sum(change.values()) or change[key]), a.raised[key][1], b.raised[key][1]


def _change(a: Signals, b: Signals, key: str) -> int:
    """How much more is added to a word in b, unless the other text has as strong a word that stands by itself.

    The same raising word beside another word of the other text has moved: deep sorrow and sympathy, sorrow and deep
    sympathy.
    """
    change = b.raised[key][0] - a.raised[key][0]
    other, more = (a, b) if change > 0 else (b, a)
    if any(word in more.raised[key][1].lower() for word in other.raisers):
        return 0
    return 0 if other.loose >= max(a.raised[key][0], b.raised[key][0]) > 0 else change


def _replaced(one: list[tuple[int, Hit]], two: list[tuple[int, Hit]], places: Replacements) -> Iterator[Step]:
    """Words of a scale that stand in each other's place."""
    for level, hit in one:
        for other, facing in two:
            if level != other and places.facing(hit.start, facing.start, most=CLOSE) is not None:
                yield _sign(other - level), hit.word, facing.word


def _sign(change: int) -> int:
    return (change > 0) - (change < 0)
