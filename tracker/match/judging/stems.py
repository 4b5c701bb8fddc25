"""Words without their endings, for comparing what two texts say of the same thing.

Owns the stemmer of each language and what a word of a text is. Never masks: names stay words here.
"""

from __future__ import annotations

from functools import lru_cache

from tracker.language.texts.endings import stemmer
from tracker.language.texts.letters import evened
from tracker.language.texts.tokens import tokenize
from tracker.match.joining import rule

#: Latin words shorter than this carry no meaning that could be denied.
SHORT = 3
#: A stem with its place in the text.
Word = tuple[str, int, int]


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The word without its ending; the word itself in a language without a stemmer."""
    return stemmer(rule.primary(language))(evened(word, language=language))


def words(text: str, language: str) -> list[Word]:
    """The stems of a text in reading order, without Latin words of one or two letters."""
    return [
        (stem(token.text.casefold(), language), token.start, token.end)
        for token in tokenize(text, language=language)
        if len(token.text) >= SHORT or not token.text.isascii()
    ]
