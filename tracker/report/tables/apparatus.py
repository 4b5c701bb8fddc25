"""Wordings of one sentence by several witnesses, cut where any of them differs from the first.

Owns the cuts: parallel segmentation, as critical editions have it. Never says which wording is right or earlier.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.language.texts.tokens import tokenize
from tracker.match.judging.redline import redline


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text: one reading that all share, or one reading a witness, empty where it has nothing."""

    readings: tuple[str, ...]
    shared: bool


@dataclass(frozen=True, slots=True)
class _Aligned:
    """One witness beside the first: where words are the same (first's words `a` to `a_end`, its own from `b` on)."""

    text: str
    starts: tuple[int, ...]
    same: tuple[tuple[int, int, int], ...]
    changed: tuple[tuple[int, int], ...]


def segments(texts: Sequence[str], *, language: str) -> tuple[Segment, ...]:
    """The texts in segments that follow one another; the first text's words stand for those that all share.

    The readings of one witness, one behind the other, are its words again; shared words are the first text's, which
    may differ in case and in what stands between words.
    """
    first, *others = texts
    starts = _starts(first, language)
    held = [_aligned(first, starts, other, language) for other in others]
    found: list[Segment] = []
    at = 0
    for start, end in _merged(pair for one in held for pair in one.changed):
        if start > at:
            found.append(Segment((_cut(first, starts, at, start),), shared=True))
        readings = (_cut(first, starts, start, end), *(_reading(one, start, end, len(starts)) for one in held))
        found.append(Segment(readings, shared=False))
        at = end
    if at < len(starts):
        found.append(Segment((_cut(first, starts, at, len(starts)),), shared=True))
    return tuple(found)


def _starts(text: str, language: str) -> tuple[int, ...]:
    """Where each word with what follows it begins; a text without words is one."""
    found = tokenize(text, language=language)
    return (0, *(one.start for one in found[1:])) if text else ()


def _cut(text: str, starts: Sequence[int], first: int, last: int) -> str:
    bounds = (*starts, len(text))
    return text[bounds[first] : bounds[last]] if first < last else ""


def _aligned(first: str, starts: Sequence[int], other: str, language: str) -> _Aligned:
    own = _starts(other, language)
    same: list[tuple[int, int, int]] = []
    changed: list[tuple[int, int]] = []
    at = 0
    for change in redline(first, other, language=language):
        begin = bisect_left(starts, change.a.start) if change.a else at
        end = bisect_left(starts, change.a.end) if change.a else at
        if change.kind == "same" and change.b:
            same.append((begin, end, bisect_left(own, change.b.start)))
        else:
            changed.append((begin, end))
        at = end
    return _Aligned(other, own, tuple(same), tuple(changed))


def _merged(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches that overlap or touch as one, in order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(set(pairs)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _reading(one: _Aligned, start: int, end: int, words: int) -> str:
    """What a witness has for the first text's words from `start` to `end`, with what it adds at either edge."""
    least = [b + start - a for a, a_end, b in one.same if a <= start <= a_end] + ([0] if start == 0 else [])
    most = [b + end - a for a, a_end, b in one.same if a <= end <= a_end]
    most += [len(one.starts)] if end == words else []
    return _cut(one.text, one.starts, min(least, default=0), max(most, default=len(one.starts)))
