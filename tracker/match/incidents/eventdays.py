"""The day on which a text says that its event happened.

Owns which of a sentence's dates belongs to its event, and which to the speech about it. Never weighs a mention.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from tracker.language.dating import months
from tracker.language.dating.datefinding import DateMention, find_dates
from tracker.match.incidents.eventwords import Lexicon, Text
from tracker.model import Precision

_DATELINE = 40
_AROUND = 60
_WEEK = 7
#: In January "2024" may be last week.
_SEASON = timedelta(days=30)
#: A year without a month, as Chinese and Japanese write it before an event: 2011年福岛核事故.
_YEAR_ALONE = re.compile(r"(?<![\d—–-])((?:19|20)\d\d)年(?!\d{1,2}月)")
_COUNTS = (
    ("one", "first", "一周年", "一年"),
    ("two", "second", "两周年", "二周年"),
    ("three", "third", "三周年"),
    ("four", "四周年"),
    ("five", "fifth", "五周年"),
    ("six", "sixth", "六周年"),
    ("seven", "seventh", "七周年"),
    ("eight", "eighth", "八周年"),
    ("nine", "ninth", "九周年"),
    ("ten", "tenth", "十周年"),
)
#: How long ago something was, in years alone; and what makes it the day.
_COUNTED = re.compile(
    r"\b(?:ago|since|after|il y a|hace|há|vor|назад|yıl önce)\b|年前|년 전|سال (?:پہلے|قبل|پیش)", re.IGNORECASE
)
_TO_THE_DAY = re.compile(r"\b(?:today|this day|to the day)\b|的?(?:今天|今日)", re.IGNORECASE)
#: Words that end a phrase, so that a date before them does not belong to the noun after them.
_PARTING = "the|a|an|this|that|these|those|in|on|at|of|by|to|for|and|when|as|after|which|who|with|from|his|its|their"
#: What may stand between a date and its noun: "the May 27 seizure", "today’s missile attack".
_BEFORE_NOUN = re.compile(rf"(?:[’']s)?(?:[ ,]+(?!(?:{_PARTING})\b)[\w-]+){{0,4}}[ ,]*", re.IGNORECASE)
_ON = re.compile(r"\b(?:on|until|since|by)\s+$", re.IGNORECASE)


def stated_day(text: Text, sentence: str, found: re.Match[str], words: Lexicon) -> tuple[date, date] | None:
    """The day or days that the sentence gives for its event, nearest to the event word.

    A date that stands at a verb of speech ("said on Wednesday") is the day of the speech, unless the event's word
    stands between them.
    """
    best: tuple[int, tuple[date, date]] | None = None
    for mention in find_dates(sentence, language=text.language, published=text.published):
        days = _days(mention, text)
        if days is None or _dateline(sentence, mention):
            continue
        gap = mention.start - found.end() if mention.start >= found.end() else found.start() - mention.end
        if not _of_noun(sentence, mention, found) and (
            _speech_date(sentence, mention, found, words) or gap > _reach(sentence, mention, text)
        ):
            continue
        if best is None or gap < best[0]:
            best = gap, days
    return best[1] if best else None


def _of_noun(sentence: str, mention: DateMention, found: re.Match[str]) -> bool:
    """Whether the date stands before the event word as a part of its phrase: "the May 27 seizure"."""
    if mention.end > found.start() or _ON.search(sentence, 0, mention.start):
        return False
    return _BEFORE_NOUN.fullmatch(sentence, mention.end, found.start()) is not None


def _reach(sentence: str, mention: DateMention, text: Text) -> int:
    """How far, in code points, a date may stand from its event: "today" belongs to the nearest verb."""
    reach = 90 if sentence[mention.start : mention.end].isascii() else 32
    today = text.published is not None and mention.relative and mention.when.day == text.published.day
    return reach // 6 if today else reach


def is_earlier(text: Text, found: re.Match[str], words: Lexicon) -> bool:
    """Whether the words around an event word put it into an earlier month or year: the one in March, last year."""
    near = found.string[max(0, found.start() - _AROUND) : found.end() + _AROUND]
    if words.earlier.search(near) or any(_COUNTED.search(one.group()) for one in words.anniversary.finditer(near)):
        return True
    if text.published is None:
        return False
    now = text.published.day
    if any(int(year[1]) < (now - _SEASON).year for year in _YEAR_ALONE.finditer(near)):
        return True
    if not text.language.startswith("en"):
        return False
    recent = {now.month, (now - timedelta(days=_WEEK)).month}
    return any(
        months.names("en", "month")[named[1].casefold()] not in recent for named in _month_alone().finditer(near)
    )


@cache
def _month_alone() -> re.Pattern[str]:
    """An English month without a day: in March, since the March bombing."""
    names = "|".join(name.capitalize() for name in months.names("en", "month"))
    return re.compile(rf"\b(?:in|since|the|of|last) (?:early |late |mid-)?({names})\b(?!\.? \d)")


def anniversary(text: Text, sentence: str, words: Lexicon) -> tuple[date, date] | None:
    """The same day some years before, where the title or the sentence marks an anniversary with a count.

    "Eight years ago" is a year and no day, unless it is eight years ago today.
    """
    if text.published is None:
        return None
    for place in (sentence, text.title):
        found = words.anniversary.search(place)
        if found and _COUNTED.search(found.group()) and not _TO_THE_DAY.search(place, found.end(), found.end() + 16):
            continue
        years = _count(place[max(0, found.start() - 16) : found.end() + 16]) if found else 0
        if years:
            day = text.published.day
            same = day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004
            return same, same
    return None


def _count(words: str) -> int:
    """The number of years in a phrase, in digits or words; 0 where there is none."""
    digits = re.search(r"(?<!\d)(\d{1,2})(?!\d)", words)
    if digits:
        return int(digits.group(1))
    low = words.casefold()
    return next((n for n, names in enumerate(_COUNTS, start=1) if any(name in low for name in names)), 0)


def _days(mention: DateMention, text: Text) -> tuple[date, date] | None:
    """First and last day of a mention that is not after the text and not coarser than a day."""
    if mention.when.precision in (Precision.YEAR, Precision.MONTH):
        return None
    day = mention.when.day
    if text.published and day > text.published.day + timedelta(days=1):
        return None
    return day, mention.until.day if mention.until else day


def _dateline(sentence: str, mention: DateMention) -> bool:
    """Whether the date stands in a dateline: near the start, before a bracket, a dash or a colon."""
    return mention.start < _DATELINE and sentence[mention.end :].lstrip()[:1] in tuple("(（—–:：-")


def _speech_date(sentence: str, mention: DateMention, found: re.Match[str], words: Lexicon) -> bool:
    """Whether the date belongs to a verb of speech next to it rather than to the event."""
    for verb in words.speech.finditer(sentence, max(0, mention.start - 24), mention.end + 24):
        left, right = min(verb.start(), mention.start), max(verb.end(), mention.end)
        if not (left <= found.start() < right):
            return True
    return False
