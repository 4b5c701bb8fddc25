"""Where a search found its words: in which text of a statement, and so in whose words.

Owns the choice of that text and the words around. Never lets a reporter's words stand under an issuer unmarked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import merge

from tracker.language.texts.tokens import fold, search_words, words
from tracker.model import Rendering, Statement
from tracker.report.collection import Collection
from tracker.report.pieces import Piece
from tracker.report.views.bands import may_quote
from tracker.report.views.evidence import Attested, attested

#: What was asked for: words each by itself, or several that stand together in their order. A star behind the last one
#: asks for every word that begins so.
Phrases = Sequence[tuple[str, ...]]
#: Letters shown before and behind the first word that was found.
_BEFORE, _BEHIND = 40, 100
#: Letters over which the words of a phrase stand at the most: a question is far shorter.
_LONGEST = 2_000
#: Where no word goes on, in any script; and how far back such a place is looked for.
_GAPS, _NEAR = "\n，。；：！？、“”", 64
_GAP = re.compile(r"[\s，。；：！？、“”]")
#: A word that the index has in the letters in which it was written, case aside.
_KEPT = re.compile(r"[\x00-\x7f\u4e00-\u9fff]+")
#: What folding changes: letters of other scripts and with marks, hyphens, the points of an abbreviation. Not quotation
#: marks and dashes, at which no word goes on.
_CHANGING = re.compile(
    r"[^\s\x00-\x7f\u4e00-\u9fff\u2012-\u2017\u201c-\u2027\u3000-\u3002\uff01-\uff0f\uff1a-\uff1f]+|-|\.(?=[^\W_])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One statement that holds the words, the text in which most of them stand, and a piece of it.

    `pieces` are the snippet cut where words that were asked for begin and end, those of kind `hit`.
    """

    statement: Statement
    rendering: str
    attested: Attested
    language: str
    snippet: str
    pieces: tuple[Piece, ...]


def hits(collection: Collection, found: Iterable[tuple[str, str]], asked: Sequence[str]) -> tuple[Hit, ...]:
    """What `found` names (statement and matching words, best first), each with the text to look at.

    `asked` are words and phrases, each as language.tokens.search_words gives them; a phrase is found and marked as one.
    The better evidence wins among texts that hold as many of them. Of a text that may not be quoted the matching words
    stand as the index has them.
    """
    phrases = {tuple(map(_bare, one.split())) for one in asked if one.split()}
    wanted = sorted(phrases, key=lambda one: (-len(one), one))
    held = ((collection.statements[key], line) for key, line in found if key in collection.statements)
    return tuple(_hit(collection, one, line, wanted) for one, line in held)


def _hit(collection: Collection, statement: Statement, line: str, wanted: Phrases) -> Hit:
    texts = [collection.renderings[key] for key in statement.renderings if key in collection.renderings]
    best = max(texts, key=lambda one: (_held(one, wanted), -one.evidence.rank)) if len(texts) > 1 else None
    best = best or next(iter(texts), None)
    level = best.evidence if best else statement.evidence
    pieces = _around(best, wanted) if best and may_quote(collection, best) else ()
    pieces = pieces or (Piece(" ".join(line.split())),)
    return Hit(
        statement=statement,
        rendering=best.id if best else "",
        attested=attested(collection, best, level),
        language=best.language if best else statement.language,
        snippet="".join(piece.text for piece in pieces),
        pieces=pieces,
    )


def _bare(word: str) -> str:
    """A word without its diacritics, as the index compares it."""
    if word.isascii():
        return word
    return "".join(one for one in unicodedata.normalize("NFD", word) if not unicodedata.combining(one))


def _held(rendering: Rendering, wanted: Phrases) -> int:
    """How many of the words and phrases a text holds."""
    text = f"{rendering.title}\n{rendering.question}\n{rendering.text}"
    if all(len(phrase) == 1 for phrase in wanted):
        left = {word for phrase in wanted for word in phrase}
        for start, end in _likely(text, rendering.language, frozenset(left)):
            known = _known_as(text[start:end])
            left = {word for word in left if not any(_same(one, word) for one in known)}
            if not left:
                break
        return len(wanted) - len(left)
    held = f" {' '.join(map(_bare, search_words(text, language=rendering.language).split()))} "
    return sum(f" {' '.join(phrase)} ".replace("* ", "") in held for phrase in wanted)


def _same(word: str, asked: str) -> bool:
    """Whether a word is the one that was asked for, or begins as it does where that has a star."""
    return word.startswith(asked[:-1]) if asked.endswith("*") else word == asked


def _around(rendering: Rendering, wanted: Phrases) -> tuple[Piece, ...]:
    """The text around the first word that was asked for; nothing where the text itself has none.

    Where no word was asked for, how the text begins.
    """
    text = rendering.text
    start, end = next(_places(text, rendering.language, wanted), (0, 0))
    if not end and wanted:
        return ()
    left, right = max(0, start - _BEFORE), min(len(text), end + _BEHIND)
    left = text.find(" ", left, start) + 1 or left if left else 0
    right = text.rfind(" ", end, right) if right < len(text) and " " in text[end:right] else right
    return _marked(text[left:right], rendering.language, wanted, cut=(left > 0, right < len(text)))


def _places(text: str, language: str, wanted: Phrases) -> Iterator[tuple[int, int]]:
    """Where words stand that were asked for, those of a phrase together; of two phrases at one place the longer."""
    begins = frozenset(word for phrase in wanted for word in phrase[:1])
    open_ended = tuple(word[:-1] for word in begins if word.endswith("*"))
    taken = 0
    for start, end in _likely(text, language, begins) if wanted else ():
        known = _known_as(text[start:end])
        if start < taken or (begins.isdisjoint(known) and not any(one.startswith(open_ended) for one in known)):
            continue
        found = next((till for phrase in wanted if (till := _till(phrase, text, (start, end), language))), 0)
        if found:
            yield start, found
            taken = found


def _till(phrase: tuple[str, ...], text: str, first: tuple[int, int], language: str) -> int:
    """Where a phrase ends whose first word stands at `first`; 0 where another one stands."""
    start, end = first
    if len(phrase) == 1:
        return end if any(_same(one, phrase[0]) for one in _known_as(text[start:end])) else 0
    said: tuple[str, ...] = ()
    behind = text[start : start + _LONGEST]
    for begin, till in words(behind, language=language):
        said = (said + _known_as(behind[begin:till]))[: len(phrase)]
        if not all(map(_same, said, phrase)):
            break
        if len(said) == len(phrase):
            return start + till
    return 0


def _likely(text: str, language: str, asked: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The places of words among which all stand that the index knows as one of these: most others are not cut at all.

    Words are cut between two gaps only, at which no word goes on, around what looks as if it could be one.
    """
    kept = [word.removesuffix("*") for word in asked if _KEPT.fullmatch(word)]
    low = text.lower()
    if not kept or len(low) != len(text):
        yield from words(text, language=language)
        return
    at = 0
    for spot in merge((found.start() for found in _CHANGING.finditer(text)), *(_spots(low, word) for word in kept)):
        if spot < at:
            continue
        begin = _last_gap(text, max(at, spot - _NEAR), spot) + 1 or at
        behind = _GAP.search(text, spot)
        at = behind.start() if behind else len(text)
        for start, stop in words(text[begin:at], language=language):
            yield begin + start, begin + stop


def _last_gap(text: str, begin: int, end: int) -> int:
    """Where a gap is between two places, the last blank if there is one; -1 where none is."""
    blank = text.rfind(" ", begin, end)
    return blank if blank >= 0 else max(text.rfind(gap, begin, end) for gap in _GAPS)


def _spots(text: str, word: str) -> Iterator[int]:
    """Where these letters stand."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


@lru_cache(maxsize=1 << 16)
def _known_as(word: str) -> tuple[str, ...]:
    """The words as which the index has one of a text."""
    return tuple(map(_bare, fold(word).split()))


def _marked(text: str, language: str, wanted: Phrases, *, cut: tuple[bool, bool]) -> tuple[Piece, ...]:
    piece = " ".join(text.split())
    pieces, at = [Piece("…")] if cut[0] else [], 0
    for start, end in _places(piece, language, wanted):
        pieces += [Piece(piece[at:start])] if start > at else []
        pieces.append(Piece(piece[start:end], "hit"))
        at = end
    pieces += [Piece(piece[at:])] if at < len(piece) else []
    return tuple([*pieces, Piece("…")] if cut[1] else pieces)
