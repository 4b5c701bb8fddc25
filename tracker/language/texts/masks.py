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

from tracker.language.dating.datefinding import DIGITS, date_spans
from tracker.language.evaluating.happenings import event_spans
from tracker.language.names.gazetteer import Gazetteer, NameKind
from tracker.language.texts.spans import BREAK, encodable
from tracker.language.texts.wordlists import listed


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

#: Not the digits of COVID-19, G20 or 5G; ordinals count as numbers. What may not stand before is asked for after the
#: first digit: a pattern that opens with a set of characters is found five times as fast.
_NUMBER = re.compile(
    rf"[{DIGITS}](?<![\w\-].)[\d,.]*(?<![.,])(?:st|nd|rd|th)?(?![\w])(?:\s?%|\s(?:percent|per cent)\b)?"
)
_NUMERALS = "一二三四五六七八九十百千两"
_HAN_NUMBERS = (
    re.compile(rf"[{DIGITS}][\d,.]*(?<![.,])[多余]?[万亿]?"),
    re.compile(rf"[{_NUMERALS}](?<![{_NUMERALS}].)[{_NUMERALS}]++(?=[名人个位])"),
)
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
    rf"(?=[：:，,、。和与同在就说称指表强会见先于将的对主出]|\n?(?:{BREAK}|\Z))"
    rf"|(?:^|(?<={BREAK}))(?P<head>[\u4e00-\u9fff]{{2,4}})[：:]"
)
_NO_NAMES = frozenset({"发言人", "记者", "主持人", "问", "答", "编者按"})


def mask(text: str, *, language: str, gazetteer: Gazetteer) -> list[Slot]:
    """The slots of `text` in order and apart: of two that overlap the first of event, date, person, name, number.

    A name fills the same slot whatever the name is: a state after a preposition of place is a PLACE, else an ACTOR.
    """
    base = language.split("-", maxsplit=1)[0].lower()
    found = places(encodable(text), base=base, gazetteer=gazetteer)
    return [Slot(start, end, role, text[start:end]) for start, end, role in found]


def places(text: str, *, base: str, gazetteer: Gazetteer) -> Spans:
    """The places and roles of `mask` in an `encodable` text, or in several texts with `BREAK` between them."""
    taken: Spans = [(start, end, Role.EVENT) for start, end in event_spans(text, language=base)]
    for spans in (
        [(start, end, Role.DATE) for start, end in date_spans(text, language=base)],
        _persons(text, base),
        _names(text, base, gazetteer),
        _spelled_numbers(text, base),
        _numbers(text, base),
    ):
        taken = _merged(taken, spans)
    return taken


def _merged(taken: Spans, more: Spans) -> Spans:
    """Both lists in order, without those of `more` that touch what is taken."""
    if not taken or not more:
        return taken or more
    ends = [end for _, end, _ in taken]
    after = [(new, bisect_right(ends, new[0])) for new in more]
    return sorted(taken + [new for new, place in after if place == len(taken) or taken[place][0] >= new[1]])


def _names(text: str, base: str, gazetteer: Gazetteer) -> Spans:
    into = _before_places(base)
    return [
        (start, end, _role(text, start, into) if entry.kind is NameKind.ACTOR else Role(entry.kind))
        for start, end, entry in gazetteer.places(text)
    ]


def _role(text: str, start: int, into: frozenset[str]) -> Role:
    """A state named where something happens is a place."""
    if not start:
        return Role.ACTOR
    if text[start - 1] in into:
        return Role.PLACE
    before = text[max(0, start - _LOOKBACK) : start].rpartition(BREAK)[2].lower().split()
    if before and before[-1] == "the":
        before.pop()
    return Role.PLACE if before and before[-1] in into else Role.ACTOR


@cache
def _before_places(base: str) -> frozenset[str]:
    return listed(f"into.{base}") or listed("into.en")


def _persons(text: str, base: str) -> Spans:
    """A title and the capitalised words after it; in Chinese the name after an office, or before a colon."""
    pattern = _HAN_PERSON if base == "zh" else _person_pattern(base)
    found: Spans = []
    past = 0
    for at in _title_places(text, base):
        match = pattern.match(text, at) if at >= past else None
        if match is None:
            continue
        past = match.end()
        start, end = match.span(match.lastgroup or 1)
        if base != "zh" and text.endswith(("’s", "'s"), start, end):
            end -= 2
        if text[start:end] not in _NO_NAMES:
            found.append((start, end, Role.PERSON))
    return found


def _title_places(text: str, base: str) -> list[int]:
    """Where a person can be named: at titles, and in Chinese at the head of a text."""
    hits = _title_automaton(base).find_matches_as_indexes(text, overlapping=True)
    if base != "zh":
        return sorted({start for _, start, _ in hits})
    return sorted({0, *(end if text[start] == BREAK else start for _, start, end in hits)})


@cache
def _title_automaton(base: str) -> AhoCorasick:
    return AhoCorasick(sorted({*listed("title.zh"), BREAK} if base == "zh" else _titles(base)))


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


def _numbers(text: str, base: str) -> Spans:
    if base not in ("zh", "ja"):
        return [(*found.span(), Role.NUM) for found in _NUMBER.finditer(text)]
    return sorted((*found.span(), Role.NUM) for pattern in _HAN_NUMBERS for found in pattern.finditer(text))


def _spelled_numbers(text: str, base: str) -> Spans:
    """Number words that are no part of a longer word."""
    automaton = _number_words(base)
    return [
        (start, end, Role.NUM)
        for _, start, end in (automaton.find_matches_as_indexes(text) if automaton else ())
        if not ((start and text[start - 1].isalnum()) or text[end : end + 1].isalnum())
    ]


@cache
def _number_words(base: str) -> AhoCorasick | None:
    forms = {form for word in listed(f"number.{base}") for form in (word, word.capitalize())}
    return AhoCorasick(sorted(forms), matchkind=MatchKind.LeftmostLongest) if forms else None
