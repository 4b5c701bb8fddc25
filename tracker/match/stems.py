"""Words without their endings, for comparing what two texts say of the same thing.

Owns the stemmer of each language and what a word of a text is. Never masks: names stay words here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import snowballstemmer

from tracker.language.tokens import tokenize
from tracker.match import rule

#: Latin words shorter than this carry no meaning that could be denied.
SHORT = 3
_ALGORITHMS: Mapping[str, str] = MappingProxyType({
    "en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic",
})  # fmt: skip
_STEMMERS = MappingProxyType({code: snowballstemmer.stemmer(name) for code, name in _ALGORITHMS.items()})

#: A stem with its place in the text.
Word = tuple[str, int, int]


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The word without its ending; the word itself in a language without a stemmer."""
    stemmer = _STEMMERS.get(rule.primary(language))
    return str(stemmer.stemWord(word)) if stemmer else word


def words(text: str, language: str) -> list[Word]:
    """The stems of a text in reading order, without Latin words of one or two letters."""
    return [
        (stem(token.text.casefold(), language), token.start, token.end)
        for token in tokenize(text, language=language)
        if len(token.text) >= SHORT or not token.text.isascii()
    ]
