"""Whether words that have no earlier origin are really found nowhere: looked up word by word before anybody is told.

Owns the looking up. Origins compare a sentence with the few earlier texts that are most like it, so words of others may
be in it; what an alert calls new is asked of the whole index.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.language.texts.stopwords import stop_words
from tracker.language.texts.tokens import Token, fold, tokenize
from tracker.model import Origin, Statement
from tracker.report.collection import Collection

#: So many words in a row, so many of them with content, are a wording; fewer recur by chance (the rule of matching).
WORDS, CONTENT = 5, 3
#: A stretch this long is new enough; looking on would only cost.
_ENOUGH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of a rendering, at `start` to `end` of its text, none of whose wordings stands in an earlier statement."""

    rendering: str
    start: int
    end: int
    words: int


def new_stretch(collection: Collection, statement: Statement, origin: Origin, *, least: int) -> Stretch | None:
    """The first stretch of at least so many words of an origin that no earlier statement of anybody holds."""
    rendering = collection.renderings[origin.rendering]
    tokens = tokenize(rendering.text[origin.start : origin.end], language=rendering.language)
    begin = 0
    for at in range(len(tokens)):
        if _wording(tokens, at, rendering.language) and _held_before(collection, statement, tokens[at : at + WORDS]):
            # The wording may lose its last word to the stretch before it, and its first to the one behind.
            if (found := _stretch(origin, tokens, begin, at + WORDS - 1, least)) is not None:
                return found
            begin = at + 1
        elif at + WORDS - begin >= max(least, _ENOUGH):
            return _stretch(origin, tokens, begin, min(at + WORDS, len(tokens)), least)
    return _stretch(origin, tokens, begin, len(tokens), least)


def _stretch(origin: Origin, tokens: list[Token], begin: int, end: int, least: int) -> Stretch | None:
    if end - begin < least:
        return None
    start = origin.start + tokens[begin].start
    return Stretch(rendering=origin.rendering, start=start, end=origin.start + tokens[end - 1].end, words=end - begin)


def _wording(tokens: list[Token], at: int, language: str) -> bool:
    """Whether five words from here say anything of their own."""
    stops = stop_words(language.split("-", 1)[0])
    return sum(fold(one.text) not in stops for one in tokens[at : at + WORDS]) >= CONTENT and at + WORDS <= len(tokens)


def _held_before(collection: Collection, statement: Statement, window: list[Token]) -> bool:
    """Whether another statement, earlier or of unknown date, holds these words in this order."""
    for key in collection.store.holding(" ".join(fold(one.text) for one in window)):
        other = collection.statements.get(key)
        if other is None or other.id == statement.id:
            continue
        if other.date is None or statement.date is None or other.date.earlier_than(statement.date):
            return True
    return False
