"""Texts into sentences, with exact places.

Owns where a sentence begins and ends. Never changes a character, and never joins what a line break parts.
"""

from __future__ import annotations

import re
from functools import cache

from tracker.language.texts.spans import Span, trimmed
from tracker.language.texts.wordlists import lines, listed

#: Marks that end a sentence by themselves: Chinese and Japanese, Devanagari danda, Urdu and Arabic stops, Armenian,
#: Ethiopic, Myanmar, Khmer; then the European ones, which need a look at what stands around them.
_HARD = "。！？｡‼⁇⁈⁉।॥۔؟։።፧။៕"
_CLOSERS = "\"'”’»›)\\]）】」』》〉＂"
#: A run of points is tried once and from its first: a page drawn with 20,000 of them would take hours otherwise.
_MARK = re.compile(
    rf"\n\s*+|[{_HARD}]++[{_HARD}.!?…]*+[{_CLOSERS}]*+|(?<![.!?…])[.!?…][{_HARD}.!?…]*+[{_CLOSERS}]*+(?=\s)"
)
_OPENERS = "\"'“‘„«‹([（【「『《〈*–—-•"
_BEFORE = re.compile(r"[\w.\-’']*$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_INITIALISM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LOOKBACK = 24
_POINTED_ORDINALS = frozenset(
    {"de", "da", "nb", "nn", "no", "fi", "et", "lv", "is", "cs", "sk", "sl", "hr", "hu", "pl", "tr"}
)
_ORDINAL_DIGITS = 2


def sentences(text: str, *, language: str) -> list[Span]:
    """The sentences of `text` in order: never empty, without white space at their ends, never overlapping.

    Every line break ends one. A closing quotation mark or bracket belongs to the sentence that it closes. A full stop
    after a title, an initial, a known abbreviation or before a small letter ends none. In languages that write
    ordinals with a point (am 3. März) neither does one after a number of two digits. Rules, no model.
    """
    found: list[Span] = []
    pointed = language.split("-", maxsplit=1)[0].lower() in _POINTED_ORDINALS
    start = 0
    for mark in _MARK.finditer(text):
        if mark.start() < start or not _ends(text, mark, pointed=pointed):
            continue
        cut = trimmed(text, start, mark.end())
        if cut is not None:
            found.append(cut)
        start = mark.end()
    last = trimmed(text, start, len(text))
    return [*found, last] if last is not None else found


def _ends(text: str, mark: re.Match[str], *, pointed: bool) -> bool:
    """Whether this mark ends a sentence."""
    first = text[mark.start()]
    if first == "\n":
        return True
    following = _next_character(text, mark.end())
    if following.islower():
        return False
    if first in _HARD:
        return not _quoted_inside(text, mark)
    if first != "." or mark.end() - mark.start() > 1:
        return True
    return _full_stop_ends(text, mark, following, pointed=pointed)


def _quoted_inside(text: str, mark: re.Match[str]) -> bool:
    """A Chinese mark and closing quote inside a running sentence: 他说“不！”，然后…."""
    after = text[mark.end() : mark.end() + 1]
    return after != "" and after in "，,、；的"


def _next_character(text: str, at: int) -> str:
    """The first letter or digit of what follows on this line, past blanks and opening marks."""
    for char in text[at : at + _LOOKBACK]:
        if char == "\n":
            return ""
        if not char.isspace() and char not in _OPENERS:
            return char
    return ""


def _full_stop_ends(text: str, mark: re.Match[str], following: str, *, pointed: bool) -> bool:
    """Whether a lone full stop, with `following` as the next character that counts, ends a sentence."""
    at, end = mark.span()
    before = _BEFORE.search(text, max(0, at - _LOOKBACK), at)
    word = before.group().lstrip("-.'’") if before else ""
    if word.isdigit():
        if pointed and len(word) <= _ORDINAL_DIGITS and following:
            return False
        return not _begins_line(text, at - len(word))
    kind = _abbreviations().get(word)
    if kind == "title":
        return following == ""
    if kind == "number":
        return not following.isdigit()
    if kind == "soft" or _INITIALISM.fullmatch(word):
        return following == "" or _opens_sentence(text, end)
    return not (len(word) == 1 and word.isupper() and word != "I")


def _begins_line(text: str, at: int) -> bool:
    """Whether nothing but blanks stands before this place on its line."""
    while at and text[at - 1].isspace():
        at -= 1
        if text[at] == "\n":
            return True
    return at == 0


def _opens_sentence(text: str, at: int) -> bool:
    word = _WORD.search(text, at, at + _LOOKBACK)
    return word is not None and word.group() in listed("starter")


@cache
def _abbreviations() -> dict[str, str]:
    """Abbreviation, without its last full stop, to its class."""
    return dict(line.split() for line in lines("abbreviations.txt"))
