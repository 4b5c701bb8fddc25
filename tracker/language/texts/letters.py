"""Letters that writers of one language exchange: ё and е, the hamzas of alef, Arabic and Persian kaf, dotted capital İ.

Owns which letters count as one. Never stems a word, and never touches a text that is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

#: One letter for one, so that places in a text stay the same. Facts of each orthography: hamza and the two dots of ya
#: are left out at will in Arabic, Persian and Urdu are typed with Arabic ya and kaf, Russian print has no ё.
_ONE: Mapping[str, Mapping[int, int]] = MappingProxyType(
    {
        "ar": str.maketrans("أإآٱىیک", "ااااييك"),
        "fa": str.maketrans("يىئكةۀأإ", "یییکههاا"),
        "ur": str.maketrans("يىكهةۀأإ", "ییکہہہاا"),
        "ru": str.maketrans("ёЁ", "еЕ"),
        "tr": str.maketrans("âîûÂÎÛ", "aiuAİU"),
    }
)
#: Turkish pairs i with İ and ı with I, where Unicode's own lowering makes two characters of İ.
_TURKISH = str.maketrans("İI", "iı")
#: Letters that become two or none: ligatures; joiners that part a Persian word from its ending.
_OTHERS: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        "fr": str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"}),
        "fa": str.maketrans({"\u200c": " ", "\u200d": ""}),
        "ur": str.maketrans({"\u200c": " ", "\u200d": ""}),
        "ar": str.maketrans({"\u200c": "", "\u200d": ""}),
    }
)
#: Written vowels, doubling marks and the line that stretches a word.
_VOWELLED = frozenset({"ar", "fa", "ur"})
_VOWEL_MARKS = re.compile("[\u064b-\u0655\u0670\u0640]")
#: Turkish parts a name from its endings: Quetta'daki.
_TURKISH_ENDING = re.compile(r"(?<=\w)['’ʼ]\w+")
#: Endings and articles run on with an apostrophe are no part of the word: l'attentat, d’Italie, dell'attacco.
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)['’ʼ](?=\w)", re.IGNORECASE)
_WIDE = frozenset({"ja", "ko"})


def lowered(text: str, *, language: str) -> str:
    """The text in small letters of one spelling, each character at its place: what patterns are read on.

    A character whose small form is longer stays as it is. As long as `text`, in every language.
    """
    base = _base(language)
    text = text.translate(_ONE[base]) if base in _ONE else text
    low = (text.translate(_TURKISH) if base == "tr" else text).lower()
    return low if len(low) == len(text) else "".join(_small(char) for char in text)


def one_for_one(pattern: str, *, language: str) -> str:
    """A pattern in the letters that `lowered` leaves, so that a list may be written in any usual spelling."""
    base = _base(language)
    return pattern.translate(_ONE[base]) if base in _ONE else pattern


def evened(word: str, *, language: str) -> str:
    """A word in one spelling, for comparing words: letters as in `lowered`, vowel signs gone, ligatures opened.

    In Turkish what follows an apostrophe is gone, in French what stands before it. May hold blanks.
    """
    base = _base(language)
    if base in _ONE:
        word = word.translate(_ONE[base])
    if base in _OTHERS:
        word = word.translate(_OTHERS[base])
    if base in _VOWELLED:
        return _VOWEL_MARKS.sub("", word)
    if base == "tr":
        return _TURKISH_ENDING.sub("", word).translate(_TURKISH)
    if base == "fr":
        return _ELIDED.sub("", word)
    return unicodedata.normalize("NFKC", word) if base in _WIDE else word


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def _small(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char
