"""Slots: the stretches of a passage that vary when its wording is used again.

Owns which role a name, date or number plays in a sentence. Depends on the passage and the gazetteer alone, never on
what other texts say. Never removes anything from a text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from tracker.language.datefinding import date_spans
from tracker.language.gazetteer import Gazetteer, NameKind, encodable
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


Spans = list[tuple[int, int, Role]]

#: Not the digits of COVID-19, G20 or 5G; ordinals count as numbers.
_NUMBER = re.compile(r"(?<![\w\-])\d[\d,.]*(?<![.,])(?:st|nd|rd|th)?(?![\w])(?:\s?%|\s(?:percent|per cent)\b)?")
_NUMERALS = "一二三四五六七八九十百千两"
_HAN_NUMBER = re.compile(rf"\d[\d,.]*(?<![.,])[多余]?[万亿]?|(?<![{_NUMERALS}])[{_NUMERALS}]{{2,}}+(?=[名人个位])")
_CAPITALISED = r"(?:[^\W\d_a-zß-öø-ÿа-яёα-ω][\w’'\-]+|[A-Z]\.|bin|bint|al|von|van|de|der|el)"
_LOOKBACK = 24
#: The commonest Chinese surnames (facts of the census): a name after an office begins with one.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤习耿"
)
#: Chinese: 外交部发言人毛宁, and 毛宁： at the head of an answer.
_HAN_PERSON = re.compile(
    rf"(?:{'|'.join(sorted(listed('title.zh')))})(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=[：:，,、。和与同在就说称指表强会见先于将的对主出]|$)|^(?P<head>[\u4e00-\u9fff]{2,4})[：:]"
)
_NO_NAMES = frozenset({"发言人", "记者", "主持人", "问", "答", "编者按"})


def mask(text: str, *, language: str, gazetteer: Gazetteer) -> list[Slot]:
    """The slots of `text` in order and apart: dates first, then persons, names, numbers where they would overlap.

    A name fills the same slot whatever the name is: a state after a preposition of place is a PLACE, else an ACTOR.
    """
    cues = _cues(language.split("-", maxsplit=1)[0].lower()).find(text)
    taken: Spans = []
    for spans in (
        [(start, end, Role.DATE) for start, end in date_spans(text, language=language)],
        _persons(text, language) if cues.title else [],
        _names(text, language, gazetteer),
        cues.numbers,
        _numbers(text, language),
    ):
        taken = _merged(taken, spans)
    return [Slot(start, end, role, text[start:end]) for start, end, role in taken]


def _merged(taken: Spans, more: Spans) -> Spans:
    """Both lists in order, without those of `more` that touch what is taken."""
    if not taken or not more:
        return taken or more
    ends = [end for _, end, _ in taken]
    after = [(new, bisect_right(ends, new[0])) for new in more]
    return sorted(taken + [new for new, place in after if place == len(taken) or taken[place][0] >= new[1]])


def _names(text: str, language: str, gazetteer: Gazetteer) -> Spans:
    into = _before_places(language.split("-", maxsplit=1)[0])
    return [(name.start, name.end, _role(text, name.start, name.kind, into)) for name in gazetteer.find(text)]


def _role(text: str, start: int, kind: NameKind, into: frozenset[str]) -> Role:
    """A state named where something happens is a place."""
    if kind is not NameKind.ACTOR or not start:
        return Role(kind)
    if text[start - 1] in into:
        return Role.PLACE
    before = text[max(0, start - _LOOKBACK) : start].lower().split()
    if before and before[-1] == "the":
        before.pop()
    return Role.PLACE if before and before[-1] in into else Role.ACTOR


@cache
def _before_places(base: str) -> frozenset[str]:
    return listed(f"into.{base}") or listed("into.en")


def _persons(text: str, language: str) -> Spans:
    """A title and the capitalised words after it; in Chinese the name after an office, or before a colon."""
    if language.startswith("zh"):
        return [
            (*found.span(found.lastgroup or 0), Role.PERSON)
            for found in _HAN_PERSON.finditer(text)
            if found[found.lastgroup or 0] not in _NO_NAMES
        ]
    return [
        (found.start(1), found.end(1) - (2 if found[1].endswith(("’s", "'s")) else 0), Role.PERSON)
        for found in _person_pattern(language.split("-", maxsplit=1)[0].lower()).finditer(text)
    ]


@cache
def _titles(base: str) -> frozenset[str]:
    """The titles of a language as they stand in texts, the English ones where it has no list."""
    return frozenset(title.replace("_", " ") for title in listed(f"title.{base}") or listed("title.en"))


@cache
def _person_pattern(base: str) -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, _titles(base)), key=lambda title: (-len(title), title)))
    name = rf"(?!(?:{titles}|{'|'.join(sorted(listed('office.en')))})\b)"
    return re.compile(
        rf"(?<!\w)(?:{titles})\.?(?:-[Gg]eneral|\s+of\s+(?:State|Defense|Defence))?\s+"
        rf"({name}(?:{_CAPITALISED}\s+){{0,4}}[^\W\d_a-z][\w’'\-]*\w)"
    )


def _numbers(text: str, language: str) -> Spans:
    pattern = _HAN_NUMBER if language.startswith(("zh", "ja")) else _NUMBER
    return [(*found.span(), Role.NUM) for found in pattern.finditer(text)]


@dataclass(frozen=True, slots=True)
class _Cued:
    """What one pass over a text found: spelled numbers, and whether a title is there at all."""

    numbers: Spans
    title: bool


class _Cues:
    """Number words and titles of one language, sought in one pass instead of one search each."""

    def __init__(self, base: str) -> None:
        spelled = {form for word in listed(f"number.{base}") for form in (word, word.capitalize())}
        titles = listed("title.zh") | {"：", ":"} if base == "zh" else _titles(base)
        self._forms = sorted(spelled | titles)
        self._spelled = tuple(form in spelled for form in self._forms)
        self._automaton = AhoCorasick(self._forms, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> _Cued:
        numbers: Spans = []
        title = False
        for index, start, end in self._automaton.find_matches_as_indexes(encodable(text)):
            if not self._spelled[index]:
                title = True
            elif not ((start and text[start - 1].isalnum()) or text[end : end + 1].isalnum()):
                numbers.append((start, end, Role.NUM))
        return _Cued(numbers, title)


@cache
def _cues(base: str) -> _Cues:
    return _Cues(base)
