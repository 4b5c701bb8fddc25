"""Slots: the stretches of a passage that vary when its wording is used again.

Owns which role a name, date or number plays in a sentence. Depends on the passage and the gazetteer alone, never on
what other texts say. Never removes anything from a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tracker.language.datefinding import date_spans
from tracker.language.gazetteer import Gazetteer, NameKind
from tracker.language.wordlists import listed


class Role(StrEnum):
    """What fills a slot."""

    ACTOR = "ACTOR"
    PLACE = "PLACE"
    PERSON = "PERSON"
    DATE = "DATE"
    NUM = "NUM"
    EVENT = "EVENT"


@dataclass(frozen=True, slots=True)
class Slot:
    """`text[start:end]` of the passage, which is `text`, in a role."""

    start: int
    end: int
    role: Role
    text: str


_NUMBER = re.compile(r"\d[\d,.]*(?<![.,])(?:\s?%|\s(?:percent|per cent)\b)?")
_HAN_NUMBER = re.compile(r"\d[\d,.]*(?<![.,])[多余]?[万亿]?|[一二三四五六七八九十百千两]{2,}(?=[名人个位])")
_CAPITALISED = r"(?:[^\W\d_a-zß-öø-ÿа-яёα-ω][\w’'\-]+|[A-Z]\.|bin|bint|al|von|van|de|der|el)"
_LAST_WORD = re.compile(r"([\w]+)\s+(?:the\s+)?$")
_LOOKBACK = 24
#: Chinese: 外交部发言人毛宁, and 毛宁： at the head of an answer.
_HAN_PERSON = re.compile(
    r"(?:发言人|部长|外长|大使|总统|总理|首相|主席|国务卿|议长|参赞)(?P<name>[\u4e00-\u9fff]{2,3}?)"
    r"(?=[：:，,、。和与同在就说指出表示强调会见先生]|$)|^(?P<head>[\u4e00-\u9fff]{2,4})[：:]"
)
_NO_NAMES = frozenset({"发言人", "记者", "主持人", "问", "答", "编者按"})


def mask(text: str, *, language: str, gazetteer: Gazetteer) -> list[Slot]:
    """The slots of `text` in order and apart: dates first, then persons, names, numbers where they would overlap.

    A name fills the same slot whatever the name is: a state after a preposition of place is a PLACE, else an ACTOR.
    """
    taken: list[tuple[int, int, Role]] = []
    for spans in (
        [(start, end, Role.DATE) for start, end in date_spans(text, language=language)],
        _persons(text, language),
        _names(text, language, gazetteer),
        _numbers(text, language),
    ):
        taken = _merged(taken, spans)
    return [Slot(start, end, role, text[start:end]) for start, end, role in taken]


Spans = list[tuple[int, int, Role]]


def _merged(taken: Spans, more: Spans) -> Spans:
    """Both lists in order, without those of `more` that touch what is taken."""
    if not taken or not more:
        return taken or more
    free = [new for new in more if not any(new[0] < end and start < new[1] for start, end, _ in taken)]
    return sorted(taken + free)


def _names(text: str, language: str, gazetteer: Gazetteer) -> Spans:
    into = _before_places(language.split("-", maxsplit=1)[0])
    return [(name.start, name.end, _role(text, name.start, name.kind, into)) for name in gazetteer.find(text)]


def _role(text: str, start: int, kind: NameKind, into: frozenset[str]) -> Role:
    """A state named where something happens is a place."""
    if kind is not NameKind.ACTOR or not start:
        return Role(kind)
    if text[start - 1] in into:
        return Role.PLACE
    before = _LAST_WORD.search(text, max(0, start - _LOOKBACK), start)
    return Role.PLACE if before and before[1].lower() in into else Role.ACTOR


@cache
def _before_places(base: str) -> frozenset[str]:
    return listed(f"into.{base}") or listed("into.en")


def _persons(text: str, language: str) -> Spans:
    """A title and the capitalised words after it."""
    if language.startswith("zh"):
        return [
            (*found.span(found.lastgroup or 0), Role.PERSON)
            for found in _HAN_PERSON.finditer(text)
            if found[found.lastgroup or 0] not in _NO_NAMES
        ]
    if not any(title in text for title in _titles()):
        return []
    return [(*found.span(1), Role.PERSON) for found in _person_pattern().finditer(text)]


@cache
def _titles() -> tuple[str, ...]:
    return tuple(sorted(listed("title.en")))


@cache
def _person_pattern() -> re.Pattern[str]:
    titles = "|".join(sorted(_titles(), key=lambda title: (-len(title), title)))
    return re.compile(
        rf"(?<!\w)(?:{titles})\.?(?:-[Gg]eneral)?\s+((?:{_CAPITALISED}\s+){{0,4}}[^\W\d_a-z][\w’'\-]*[\w])"
    )


def _numbers(text: str, language: str) -> Spans:
    if language.startswith(("zh", "ja")):
        return [(*found.span(), Role.NUM) for found in _HAN_NUMBER.finditer(text)]
    digits = [(*found.span(), Role.NUM) for found in _NUMBER.finditer(text)]
    words = listed(f"number.{language.split('-', maxsplit=1)[0]}")
    if not words:
        return digits
    spelled = [(*found.span(), Role.NUM) for found in _WORD.finditer(text) if found.group().casefold() in words]
    return _merged(digits, spelled)


_WORD = re.compile(r"[A-Za-z]+")
