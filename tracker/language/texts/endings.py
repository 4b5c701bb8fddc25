"""Endings of words: Snowball's stemmers, and lists of endings for languages that have none.

Owns what is cut off a word so that its forms count as one. Never says which words matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from types import MappingProxyType

import Stemmer as Snowball

from tracker.language.texts.wordlists import listed, optional_lines

Stemmer = Callable[[str], str]

_SNOWBALL = MappingProxyType(
    {
        "ar": "arabic",
        "de": "german",
        "en": "english",
        "es": "spanish",
        "fa": "persian",
        "fr": "french",
        "hi": "hindi",
        "it": "italian",
        "nl": "dutch",
        "pt": "portuguese",
        "ru": "russian",
        "tr": "turkish",
    }
)
#: What must be left of a word: two syllables of Korean, three letters elsewhere.
_LEAST = MappingProxyType({"ko": 2, "ur": 3})
#: Korean stacks a particle upon an ending.
_ROUNDS = 2


@cache
def stemmer(base: str) -> Stemmer:
    """What makes the stem of a folded word in a primary language; the word itself where no endings are known.

    Snowball where it has the language; for Korean and Urdu the endings listed in words_ko.txt and words_ur.txt; for
    Turkish the verb forms of roots_tr.txt first, because Snowball knows its nouns only.
    """
    if base in _SNOWBALL:
        algorithm: Stemmer = _Compiled(Snowball.Stemmer(_SNOWBALL[base], 0).stemWord)
        roots = tuple(re.compile(pattern) for pattern in optional_lines(f"roots_{base}.txt"))
        return _Rooted(roots, algorithm) if roots else algorithm
    endings = tuple(sorted(listed(f"ending.{base}"), key=lambda ending: (-len(ending), ending)))
    return _Listed(endings, _LEAST.get(base, 3)) if endings else str


class _Rooted:
    """Takes the root of a verb in a listed form, and leaves every other word to the stemmer."""

    def __init__(self, roots: tuple[re.Pattern[str], ...], stem: Stemmer) -> None:
        self._roots = roots
        self._stem = stem

    def __call__(self, word: str) -> str:
        for pattern in self._roots:
            if found := pattern.fullmatch(word):
                return found.group(1)
        return self._stem(word)


class _Compiled:
    """Snowball's stemmer in C, forty times as fast as in Python; what it cannot encode has no endings."""

    def __init__(self, stem: Stemmer) -> None:
        self._stem = stem

    def __call__(self, word: str) -> str:
        try:
            return self._stem(word)
        except UnicodeEncodeError:
            return word


class _Listed:
    """Cuts the longest listed ending off, at most twice, if enough of the word is left."""

    def __init__(self, endings: tuple[str, ...], least: int) -> None:
        self._endings = endings
        self._least = least

    def __call__(self, word: str) -> str:
        for _ in range(_ROUNDS):
            ending = next((e for e in self._endings if word.endswith(e) and len(word) - len(e) >= self._least), "")
            if not ending:
                break
            word = word[: -len(ending)]
        return word
