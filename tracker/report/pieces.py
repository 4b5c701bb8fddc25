"""Text cut into pieces that a page can mark: by origin, or by change against another text.

Owns where the cuts are. Never decides what words come from and never writes markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.language.texts.canon import SOLID
from tracker.match.judging.redline import redline
from tracker.report.rights import Span

_CLOSES = frozenset('.,;:!?)]”’"')
_RTL = frozenset({"ar", "fa", "ur", "he", "ps", "sd", "ug", "yi", "dv", "ckb"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one mark: an origin, same, gone, new, or cut (left out for rights)."""

    text: str
    kind: str = ""
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked, before the text is cut; an earlier mark in a list wins over a later one."""

    start: int
    end: int
    kind: str
    href: str = ""
    note: str = ""


def direction(language: str) -> str:
    """`rtl` or `ltr`, by the language's usual script."""
    return "rtl" if language.split("-", 1)[0].lower() in _RTL else "ltr"


def cut(text: str, marks: Sequence[Mark], visible: Iterable[Span]) -> tuple[Piece, ...]:
    """The visible text in pieces, each with at most one mark; what is left out becomes one `cut` piece."""
    pieces: list[Piece] = []
    at = 0
    for start, end in visible:
        _left_out(text[at:start], pieces)
        pieces.extend(_marked(text, marks, (start, end)))
        at = end
    _left_out(text[at:], pieces)
    return tuple(pieces)


def _left_out(text: str, pieces: list[Piece]) -> None:
    if text.strip():
        pieces.append(Piece(" ", "cut"))
    elif text:
        pieces.append(Piece(text))


def _marked(text: str, marks: Sequence[Mark], span: Span) -> list[Piece]:
    start, end = span
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end}.union(*({max(start, mark.start), min(end, mark.end)} for mark in here))
    pieces: list[Piece] = []
    ordered = sorted(edges)
    for left, right in pairwise(ordered):
        mark = next((one for one in here if one.start <= left and one.end >= right), None)
        pieces.append(Piece(text[left:right], mark.kind, mark.href, mark.note) if mark else Piece(text[left:right]))
    return pieces


def redlined(before: str, after: str, *, language: str) -> tuple[Piece, ...]:
    """`after` with what is gone from and new against `before`, word by word, gone before new."""
    pieces: list[Piece] = []
    for change in redline(before, after, language=language):
        span, text = (change.a, before) if change.kind == "gone" else (change.b, after)
        if span is not None:
            words = text[span.start : span.end]
            pieces.append(Piece(_apart(pieces, words, language), change.kind))
    return tuple(pieces)


def _apart(pieces: Sequence[Piece], words: str, language: str) -> str:
    """Keep words of the two texts from running together where they meet, in scripts that divide words."""
    last = pieces[-1].text[-1:] if pieces else ""
    meets = (last.isalnum() or last in _CLOSES) and bool(last) and words[:1].isalnum()
    return f" {words}" if meets and language.split("-", 1)[0] not in SOLID else words
