"""What changed between two wordings, word by word, for people to read.

Owns the edit script and what kind of difference each change is. Never scores: order-sensitive comparison shows a
difference well and judges sameness badly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Indel

from tracker.language.evaluating.ladder import ladder
from tracker.language.names.gazetteer import Gazetteer
from tracker.language.texts.masks import mask
from tracker.language.texts.spans import Span
from tracker.language.texts.tokens import tokenize

ChangeKind = Literal["same", "gone", "new"]

#: A run of equal words shorter than this between two edits is read as part of the edit.
CALM = 2
#: So many texts' words are kept: each is set against the one before it, then the next one against it.
_KEPT = 512


class Difference(StrEnum):
    """What a change is about."""

    NONE = "none"
    STRENGTH = "strength"
    NAME = "name"
    DATE = "date"
    NUMBER = "number"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A stretch that both share (`a` and `b`), or that is gone from a, or new in b; `about` types the difference."""

    kind: ChangeKind
    a: Span | None
    b: Span | None
    about: Difference = Difference.NONE


def redline(a: str, b: str, *, language: str, gazetteer: Gazetteer | None = None) -> list[Change]:
    """The changes from `a` to `b` in reading order, what is gone before what is new.

    The spans of all same and gone changes tile `a`, those of all same and new ones tile `b`, so both texts can be put
    together again. The unit is a word with what follows it; upper and lower case do not count as a difference.
    With a gazetteer differences of names, dates and numbers are typed as such.
    """
    left, right = _units(a, language), _units(b, language)
    words: tuple[list[str], list[str]] = ([w for w, _ in left], [w for w, _ in right])
    about = _Typing(a, b, language, gazetteer)
    changes: list[Change] = []
    for same, (i, j), (k, m) in _blocks(*words):
        old, new = _cover(left[i:j]), _cover(right[k:m])
        if same and old and new:
            changes.append(Change(kind="same", a=old, b=new))
            continue
        typed = about.of(old, new)
        changes += [Change(kind="gone", a=old, b=None, about=typed)] if old else []
        changes += [Change(kind="new", a=None, b=new, about=typed)] if new else []
    return changes


@lru_cache(maxsize=_KEPT)
def _units(text: str, language: str) -> Sequence[tuple[str, Span]]:
    """Words folded, each with the span up to the next one; what stands before the first belongs to it."""
    found = tokenize(text, language=language)
    if not found:
        return ((text, Span(0, len(text))),) if text else ()
    starts = [0, *(token.start for token in found[1:])]
    ends = [*starts[1:], len(text)]
    return tuple((t.text.casefold(), Span(s, e)) for t, s, e in zip(found, starts, ends, strict=True))


def _cover(units: Sequence[tuple[str, Span]]) -> Span | None:
    return Span(units[0][1].start, units[-1][1].end) if units else None


def _blocks(a: list[str], b: list[str]) -> Iterable[tuple[bool, tuple[int, int], tuple[int, int]]]:
    """Equal and changed stretches in turn, short equal ones between two edits taken into them."""
    runs: list[tuple[bool, tuple[int, int], tuple[int, int]]] = []
    codes = list(Indel.opcodes(a, b))
    for place, code in enumerate(codes):
        inner = 0 < place < len(codes) - 1
        same = code.tag == "equal" and not (inner and code.src_end - code.src_start < CALM)
        old, new = (code.src_start, code.src_end), (code.dest_start, code.dest_end)
        if runs and runs[-1][0] == same:
            _, before, after = runs.pop()
            old, new = (before[0], old[1]), (after[0], new[1])
        runs.append((same, old, new))
    return runs


class _Typing:
    """Says what a change is about, from the slots and the scale words that it touches."""

    def __init__(self, a: str, b: str, language: str, gazetteer: Gazetteer | None) -> None:
        self._texts = (a, b)
        self._scale = ladder(language)
        self._slots = tuple(
            mask(text, language=language, gazetteer=gazetteer) if gazetteer else [] for text in self._texts
        )

    def of(self, old: Span | None, new: Span | None) -> Difference:
        """The gravest reading: strength, then date, number, name, other."""
        roles: set[str] = set()
        strong = False
        for text, slots, span in zip(self._texts, self._slots, (old, new), strict=True):
            if span:
                roles |= {s.role for s in slots if s.start < span.end and span.start < s.end}
                strong |= bool(self._scale and self._scale.any_class.search(span.of(text).lower()))
        if strong:
            return Difference.STRENGTH
        for role, typed in (("DATE", Difference.DATE), ("NUM", Difference.NUMBER)):
            if role in roles:
                return typed
        return Difference.NAME if roles else Difference.OTHER
