"""Sentences into clauses that can be compared on their own.

Owns where one assertion of a sentence ends and the next begins. Never splits what would leave a scrap behind.
"""

from __future__ import annotations

import re
from itertools import pairwise
from operator import add
from typing import NamedTuple

from tracker.language.texts.spans import Span, trimmed
from tracker.language.texts.wordlists import listed

_LEAST_WORDS = 5
_LEAST_CONTENT_WORDS = 3
_LEAST_CHARACTERS = 8
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_HAN = re.compile("[\u3400-\u9fff]")
_EDGES = " \t\u3000,，;；、،؛"
#: Chinese: a comma, semicolon or dash parts clauses; 、 parts words.
_HAN_CUT = re.compile("[，；;,]")
#: Outside English a semicolon parts, and a comma before a conjunction.
_PLAIN_CUT = re.compile(r"[;؛]\s++|[,،]\s++(?=(?:et|mais|y|pero|und|aber|sowie|e|mas|ma|и|а|но|та|ve|ama)\s|و\w)")
#: In English a semicolon always parts, and a comma when a new predicate follows.
_SUBJECTS = r"(?:I|we|he|she|it|they|you|this|that|these|those|there|the|our|his|her|its|their|all|such|any|no|both)"
_CUT = re.compile(
    r";\s++"
    r"|,\s++(?=(?:and|but|or|while|whereas|yet|nor)\s+(?:\w+ly\s+)?(?P<after>[\w’'\-]+))"
    r"|,\s++(?=(?:\w+ly\s+)?(?P<participle>\w+ing)\s)"
    r"|(?<!\s)\s++(?=(?:and|but)\s+(?:\w+ly\s+)?(?P<bare>[\w’'\-]+)\s)",
)
_PRONOUN = re.compile(rf"{_SUBJECTS}\Z", re.IGNORECASE)


def clauses(text: str, span: Span, *, language: str) -> list[Span]:
    """The clauses of the sentence at `span`, in order and apart; the sentence itself when it has only one.

    A clause has five words, three of them content words (in Chinese eight characters): shorter pieces stay with the
    clause before them, or with the next at the start.
    """
    sentence = span.of(text)
    pieces = _grown([0, *_cuts(sentence, language.split("-", maxsplit=1)[0].lower()), len(sentence)], sentence)
    return [_tidy(text, span.start + start, span.start + end) for start, end in pieces] if len(pieces) > 1 else [span]


def _cuts(sentence: str, base: str) -> list[int]:
    """Where a new clause could begin."""
    if base in ("zh", "ja") or _is_han(sentence):
        return [found.end() for found in _HAN_CUT.finditer(sentence)]
    if base in ("en", "und", ""):
        return [found.end() for found in _CUT.finditer(sentence) if _parts(found)]
    return [found.end() for found in _PLAIN_CUT.finditer(sentence)]


def _is_han(sentence: str) -> bool:
    return len(_HAN.findall(sentence)) * 2 > len(sentence)


def _parts(found: re.Match[str]) -> bool:
    """Whether a new predicate begins here: a semicolon, a listed participle or verb, a subject after a comma."""
    if found["participle"]:
        return found["participle"].casefold() in _participles()
    after = found["after"]
    if after:
        return after.casefold() in _verbs() | _participles() or _PRONOUN.match(after) is not None
    return found["bare"] is None or found["bare"].casefold() in _verbs()


def _grown(edges: list[int], sentence: str) -> list[tuple[int, int]]:
    """Pieces between the edges, each long enough: a scrap joins the piece before it, a first scrap the next.

    What stands between two edges is counted once, however many scraps a piece is made of.
    """
    pieces: list[tuple[int, int]] = []
    start, size = edges[0], _NOTHING
    for before, end in pairwise(edges):
        size = _Size(*map(add, size, _size(sentence[before:end])))
        if size.enough:
            pieces.append((start, end))
            start, size = end, _NOTHING
    if start < edges[-1]:
        opening = pieces.pop()[0] if pieces else edges[0]
        pieces.append((opening, edges[-1]))
    return pieces


class _Size(NamedTuple):
    """How much a piece holds."""

    characters: int
    han: int
    words: int
    content: int

    @property
    def enough(self) -> bool:
        """Whether that is a clause of its own."""
        if self.han * 2 > self.characters:
            return self.han >= _LEAST_CHARACTERS
        return self.words >= _LEAST_WORDS and self.content >= _LEAST_CONTENT_WORDS


_NOTHING = _Size(0, 0, 0, 0)


def _size(piece: str) -> _Size:
    words, stop = _WORD.findall(piece), _stop_words()
    content = sum(1 for word in words if word.casefold() not in stop)
    return _Size(len(piece), len(_HAN.findall(piece)), len(words), content)


def _tidy(text: str, start: int, end: int) -> Span:
    """Without the comma that parted it from the next clause."""
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return trimmed(text, start, end) or Span(start, end)


def _verbs() -> frozenset[str]:
    return listed("clause.verb")


def _participles() -> frozenset[str]:
    return listed("clause.participle")


def _stop_words() -> frozenset[str]:
    return listed("clause.function")
