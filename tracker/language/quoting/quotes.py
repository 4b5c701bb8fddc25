"""Quotation marks in running text, paired, with exact places.

Owns which mark closes which, where a quotation ends that nobody closed, and which paragraphs one long quotation runs
over. Never says who speaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.language.quoting.marks import DOUBLE, SINGLE, Mark, marks

_LINE = re.compile(r"[^\n]+")
#: A closing mark that may be a plural's apostrophe closes so much and no whole sentence.
_WEAK_REACH = 160
_SENTENCE_END = re.compile(r"[.!?]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One quotation: `start`, `end` with its marks, `first`, `last` without. Half-open offsets into the text.

    `closed` is False for one that its paragraph does not close; it then ends where the next begins, or with the
    paragraph. `run` numbers quotations that are one utterance over several paragraphs, each opened anew and only the
    last closed; others have a number of their own. `resumed` says that the next paragraph goes on with the run, so that
    nothing is missing.
    """

    start: int
    end: int
    first: int
    last: int
    closed: bool
    run: int
    resumed: bool = False


def quotes(text: str) -> list[Quote]:
    """Every outermost quotation in text order. Quotations within a quotation belong to the outer one.

    In time that grows with the length of the text, whatever it holds.
    """
    found: list[Quote] = []
    open_single: Quote | None = None
    waiting = False
    for line in _LINE.finditer(text):
        if not line.group().strip():
            continue
        inside = _line(text, line.start(), line.end())
        head = inside[0] if inside and not text[line.start() : inside[0].start].strip() else None
        if head and open_single and text[open_single.start] == text[head.start]:
            found.append(open_single)
            waiting = True
        if head and waiting:
            found[-1] = replace(found[-1], resumed=True)
        carried = found[-1].run if head and waiting else -1
        for i, one in enumerate(inside):
            run = carried if i == 0 and carried >= 0 else (found[-1].run + 1 if found else 1)
            found.append(replace(one, run=run))
        open_single = None
        if inside and not inside[-1].closed and _family(text, inside[-1]) == SINGLE:
            open_single = found.pop()
        waiting = bool(inside) and open_single is None and not inside[-1].closed and inside[-1].end == line.end()
    return found


def _family(text: str, quote: Quote) -> str:
    return SINGLE if text[quote.start] in "‘'‚" and quote.first == quote.start + 1 else DOUBLE


def _line(text: str, start: int, end: int) -> list[Quote]:
    """The outermost quotations of one line, numbered nought."""
    signs = marks(text, start, end)
    if not signs:
        return []
    pairs, left = _paired(text, signs)
    found: list[Quote] = []
    reached = start
    bare = [(one, None) for one in left if one.family != SINGLE or not text[start : one.start].strip()]
    opened = sorted([*bare, *pairs], key=lambda pair: pair[0].start)
    for i, (one, other) in enumerate(opened):
        if one.start < reached:
            continue
        if other is not None:
            reached = other.end
            found.append(Quote(start=one.start, end=reached, first=one.end, last=other.start, closed=True, run=0))
        elif one.family != SINGLE or i == len(opened) - 1:
            reached = opened[i + 1][0].start if i + 1 < len(opened) else end
            found.append(Quote(start=one.start, end=reached, first=one.end, last=reached, closed=False, run=0))
    return [one for one in found if text[one.first : one.last].strip()]


def _paired(text: str, signs: Sequence[Mark]) -> tuple[list[tuple[Mark, Mark | None]], list[Mark]]:
    """Opening marks with their closing ones, and opening marks that nothing closes.

    A closing mark belongs to the nearest one of its family that is open, past single ones that turn out apostrophes;
    a single one never reaches past a double one. So one missing mark leaves the other pairs as they are.
    """
    pairs: list[tuple[Mark, Mark | None]] = []
    stack: list[Mark] = []
    left: list[Mark] = []
    depth: Counter[str] = Counter()
    strong = _better(signs)
    for i, one in enumerate(signs):
        if one.closes and depth[one.family] and not (one.opens and _fresh(one, text)):
            if one.weak and strong[i] and depth[one.family] == 1:
                continue
            if one.family == SINGLE and (stack[-1].family != SINGLE or _too_far(text, stack[-1], one)):
                continue
            left += _dropped(stack, depth, one.family)
            for _ in range(_levels(text, stack[-1], one, depth[one.family])):
                left += _dropped(stack, depth, one.family)
                pairs.append((stack.pop(), one))
                depth[one.family] -= 1
        elif one.opens:
            stack.append(one)
            depth[one.family] += 1
    return pairs, left + stack


def _dropped(stack: list[Mark], depth: Counter[str], family: str) -> Iterator[Mark]:
    """Take from the stack what was opened within the nearest open mark of the family, and is closed by nothing."""
    while stack[-1].family != family:
        gone = stack.pop()
        depth[gone.family] -= 1
        yield gone


def _levels(text: str, one: Mark, other: Mark, depth: int) -> int:
    """How many quotations a mark closes: a doubled one behind a quotation in a quotation may close both."""
    twice = depth > 1 and text[other.start : other.end] == '""' and one.end - one.start == 1
    return 2 if twice else 1


def _fresh(one: Mark, text: str) -> bool:
    """Whether a mark that may do both opens all the same: a left mark before a word."""
    return text[one.start] in "“«" and text[one.end : one.end + 1].isalnum()


def _better(signs: Sequence[Mark]) -> list[bool]:
    """For each mark whether the next one of its family only closes, so that a weak one need not."""
    found = [False] * len(signs)
    following: dict[str, bool] = {}
    for i in range(len(signs) - 1, -1, -1):
        one = signs[i]
        found[i] = following.get(one.family, False)
        following[one.family] = one.closes and not one.opens and not (one.weak and one.family == SINGLE)
    return found


def _too_far(text: str, one: Mark, other: Mark) -> bool:
    """Whether a weak single mark is an apostrophe: what it would close is long, or more than a sentence."""
    if not other.weak:
        return False
    if other.start - one.end > _WEAK_REACH:
        return True
    return bool(_SENTENCE_END.search(text, one.end, other.start))
