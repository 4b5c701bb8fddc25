"""Words with their places, the same for search, join and diff.

Owns where a word begins and ends in any script. Never changes case, stems or drops a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from icu4py.breakers import WordBreaker

from tracker.language.texts.wordlists import listed

#: Combining marks and joiners that Python's `\w` leaves out, without which Hindi, Thai or vowelled Arabic fall apart.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u0900-\u0963\u0966-\u0dff"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f18-\u0fbc\u102b-\u103e\u1056-\u1059"
    "\u135d-\u135f\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe20-\ufe2f"
)
LETTERS = rf"(?:[^\W_]++|[{_MARKS}]++)++"
#: Scripts written without blanks between words: Thai, Lao, Myanmar, Khmer, kana, Han.
_SOLID = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
#: Inner joints: apostrophes and hyphens keep a word whole; a point or comma does so between digits only.
_SHAPE = r"(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![^\W_]))?|{letters}(?:['’ʼ\-‐‑]{letters}|(?<=\d)[.,](?=\d){letters})*"
_WORD = re.compile(_SHAPE.format(letters=LETTERS))
HAS_SOLID = re.compile(f"[{_SOLID}]")
_MIXED = re.compile(f"(?P<solid>[{_SOLID}]+)|" + _SHAPE.format(letters=rf"(?:(?![{_SOLID}])(?:[^\W_]|[{_MARKS}]))++"))
_HYPHENS = re.compile(r"[-‐‑]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word as written, at `text[start:end]`."""

    text: str
    start: int
    end: int


def tokenize(text: str, *, language: str) -> list[Token]:
    """The words of `text` in order, without punctuation; never raises on any text.

    Runs of scripts without blanks are cut by ICU's dictionaries, everything else by one pattern, so that a Chinese
    name inside an English sentence is found as well.
    """
    return [Token(text[start:end], start, end) for start, end in words(text, language=language)]


def words(text: str, *, language: str) -> Iterator[tuple[int, int]]:
    """The places of the words of `text`: what `tokenize` makes tokens of, without the objects."""
    if text.isascii() or not HAS_SOLID.search(text):
        for found in _WORD.finditer(text):
            yield found.span()
        return
    for found in _MIXED.finditer(text):
        if found["solid"] is None:
            yield found.span()
        else:
            yield from _by_dictionary(found["solid"], found.start(), language)


def _by_dictionary(run: str, at: int, language: str) -> Iterator[tuple[int, int]]:
    """The words of a run in a solid script, which stands at `at`."""
    for piece in WordBreaker(run, language or "und"):
        end = at + len(piece)
        if any(char.isalnum() for char in piece):
            yield at, end
        at = end


def search_words(text: str, *, language: str) -> str:
    """Words for the full-text index, case folded and joined by blanks: the same for a stored text and a query.

    Diacritics are left to the index, which folds them (SQLite FTS5, `remove_diacritics 2`).
    """
    return " ".join(fold(text[start:end]) for start, end in words(text, language=language))


@lru_cache(maxsize=1 << 18)  # a text may be one word of a megabyte, and such words are not kept for ever
def fold(word: str) -> str:
    """A word as search and join know it: case folded, U.S. as us, prefix hyphens closed, others opened."""
    folded = word.casefold().replace("’", "'").replace("ʼ", "'")
    if folded[1:2] == "." and not folded[0].isdigit():
        return folded.replace(".", "")
    parts = _HYPHENS.split(folded)
    if len(parts) == 1:
        return folded
    joined = parts[0]
    for before, part in pairwise(parts):
        joined += part if before in listed("prefix") else f" {part}"
    return joined
