"""Dates that a running text mentions, with their places.

Owns which words name a day and which day they name. Never reads a declared date field: that is dates'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from tracker.errors import BadDate
from tracker.language.dating import months
from tracker.language.dating.reckoned import Reckoned, is_future, reckon
from tracker.language.texts.spans import encodable
from tracker.language.texts.wordlists import rows
from tracker.when import Precision, When


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at `text[start:end]`; `relative` when it was reckoned from the day of publication.

    Where the words leave the day open ("overnight", "this week"), it lies from `when` to `until`.
    """

    start: int
    end: int
    when: When
    relative: bool = False
    until: When | None = None


#: Decimal digits of scripts in use, as a set: `\d` asks a function about every character, which takes twice as long.
DIGITS = "0-9٠-٩۰-۹०-९০-৯๐-๙၀-၉０-９"
_NUMBER = re.compile(rf"[{DIGITS}](?<!\d.)")
#: How far ahead of publication a day without a year may lie before it is taken for last year's.
_AHEAD = timedelta(days=31)
_WEEK = 7
_SHORT = 3
_SOLID = frozenset({"zh", "ja", "ko"})
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_ISO = r"(?P<iso>(?:19|20)\d{2}-\d{2}-\d{2})(?![\w-])"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|re|º|ª|\.)?(?!\d)"
_TO = r"(?:\s?(?:-|–|to|and|et|y|und|bis|au|al|по|и)\s?\d{1,2}(?:st|nd|rd|th)?(?!\d))?"
_OF = r"(?:\s+(?:of|de|del|di|d’|من|شهر))?"


def find_dates(text: str, *, language: str, published: When | None) -> list[DateMention]:
    """The days, months and such that `text` names, in order and apart.

    Weekdays mean the latest such day on or before `published` (or the next, after "will" and its like), "yesterday",
    "last Wednesday" and 9日 are reckoned from it, and a day without a year lies at most a month ahead of it; these
    carry `relative`, and are left out when `published` is unknown or coarser than a day. Bare years are no mention.
    Zone: that of `published`.
    """
    known = published if published and published.precision in (Precision.DAY, Precision.MINUTE) else None
    found: list[DateMention] = []
    for match in _matches(text, language):
        try:
            mention = _mention(match, _Frame(language=_base(language), published=known))
        except (BadDate, ValueError, OverflowError):
            continue  # 31 June, or a number that is no day after all
        if mention is not None:
            found.append(mention)
    return _with_reckoned(text, _base(language), known, found) if known else found


def _with_reckoned(text: str, language: str, published: When, found: list[DateMention]) -> list[DateMention]:
    """The mentions with those that are reckoned: of two at one place the longer one."""
    days = [(one.end, one.when.day) for one in found if one.when.precision is Precision.DAY]

    def anchor(start: int) -> date | None:
        return next((day for end, day in reversed(days) if end <= start), None)

    reckoned = [
        _reckoned_mention(one, published) for one in reckon(text, language=language, today=published.day, anchor=anchor)
    ]
    taken = [one for one in reckoned if not any(_holds(other, one) and other.end > one.end for other in found)]
    kept = [one for one in found if not any(one.start < other.end and other.start < one.end for other in taken)]
    return sorted((*kept, *taken), key=lambda one: one.start)


def _holds(one: DateMention, other: DateMention) -> bool:
    return one.start < other.end and other.start < one.end and not one.relative


def _reckoned_mention(one: Reckoned, published: When) -> DateMention:
    days, zone = one.days, published.zone
    until = None if days.iso or days.first == days.last else When(days.last.isoformat(), zone)
    return DateMention(one.start, one.end, When(days.iso or days.first.isoformat(), zone), relative=True, until=until)


def date_spans(text: str, *, language: str) -> list[tuple[int, int]]:
    """The places of words that name a day or a year, whatever day it is: what masks needs."""
    return [match.span() for match in _matches(text, language)]


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def _matches(text: str, language: str) -> Iterator[re.Match[str]]:
    """Matches that begin and end with their words.

    The pattern is tried only where a number or a word of a date begins: most sentences have neither, and to try it at
    every character took half of the time that a canonical form takes.
    """
    base = _base(language)
    pattern, past = _pattern(base), 0
    for start in _beginnings(text, base):
        match = pattern.match(text, start) if start >= past else None
        if match is None:
            continue
        past = match.end()
        if base in _SOLID or not text[past : past + 1].isalnum():
            yield match


def _beginnings(text: str, base: str) -> list[int]:
    """Where numbers and words of dates begin; never inside a word of a script with blanks."""
    found = [number.start() for number in _NUMBER.finditer(text)]
    automaton = _words(base)
    if automaton is not None:
        flat = text if base == "en" or base in _SOLID else _flat(text)
        found += [start for _, start, _ in automaton.find_matches_as_indexes(encodable(flat))]
        found.sort()
    if base in _SOLID:
        return found
    return [start for start in found if not (start and text[start - 1].isalnum())]


def _flat(text: str) -> str:
    """Lower case, character for character, so that places stay: a capital I of any alphabet becomes a plain i."""
    return text.replace("İ", "i").lower().replace("ı", "i")


@cache
def _words(base: str) -> AhoCorasick | None:
    """Every word by which a date can begin; None for a language of which none is known."""
    if base in _SOLID:
        known = {word for tongue in _SOLID for word in _relative(tongue)}
    elif base == "en":
        known = {*_capitals("month"), *_capitals("weekday"), *_relative(base)}
    else:
        names = (*months.names(base, "month"), *_weekdays(base), *_relative(base))
        known = {_flat(name) for name in names}
    return AhoCorasick(sorted(known), matchkind=MatchKind.LeftmostLongest) if known else None


@cache
def _pattern(base: str) -> re.Pattern[str]:
    """Every way in which a language names a day, as one pattern; English is read with its capitals."""
    if base in _SOLID:
        return re.compile(_solid_pattern())
    month = months.either(months.names(base, "month")) if base != "en" else months.either(_capitals("month"))
    weekday = months.either(_weekdays(base)) if base != "en" else months.either(_capitals("weekday"))
    words = months.either(_relative(base))
    year1, year2, year3 = (rf"(?P<year{number}>(?:19|20)\d{{2}})(?!\d)" for number in (1, 2, 3))
    between = r"(?:,|\s+(?:de|del|عام))?\s+"
    forms = (
        _ISO,
        rf"(?P<day1>{_DAY}){_TO}{_OF}\s+(?P<month1>{month})\b(?:\.(?=[\s,]*\d))?(?:/\w+)?(?:{between}{year1})?",
        rf"(?P<month2>{month})\b\.?\s+(?P<day2>{_DAY}){_TO}(?:,?\s+{year2})?",
        rf"(?P<month3>{month})\b\.?(?:\s+(?:of|de|del))?\s+{year3}",
        rf"(?P<weekday>{weekday})\b",
        rf"(?P<word>{words})\b",
        rf"{_YEAR}(?!\d)",
    )
    return re.compile("|".join(forms), 0 if base == "en" else re.IGNORECASE)


def _solid_pattern() -> str:
    words = months.either({word: 0 for base in sorted(_SOLID) for word in _relative(base)})
    year = r"(?P<year1>(?:19|20)\d{2})\s?[年년]"
    return (
        rf"{_ISO}|(?:{year}\s?)?(?P<month1>\d{{1,2}})\s?[月월](?:\s?(?P<day1>\d{{1,2}})\s?[日号號일])?"
        rf"|{year.replace('year1', 'year')}|(?P<bare>\d{{1,2}})[日일](?![本元夜])|(?P<word>{words})"
    )


@cache
def _capitals(kind: str) -> Mapping[str, int]:
    """English names as they are printed: May is a month, may is none; Sun and Sat are no weekdays."""
    found = months.names("en", kind)
    return {name.capitalize(): number for name, number in found.items() if kind == "month" or len(name) > _SHORT}


@cache
def _weekdays(base: str) -> Mapping[str, int]:
    """Names of weekdays without the short ones that are words of their own: so, do, mar, ср."""
    known = months.names(base, "weekday")
    full = {number: name for name, number in reversed(list(known.items()))}
    return {name: number for name, number in known.items() if len(name) > _SHORT or full[number] == name}


@cache
def _relative(base: str) -> Mapping[str, int]:
    """Words such as yesterday to days from publication, from data/relative.tsv; English also capitalised."""
    known = {word: int(days) for tongue, word, days in rows("relative.tsv") if tongue == base}
    if base == "en":
        known |= {word.capitalize(): days for word, days in known.items()}
    return known


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What a mention is read against."""

    language: str
    published: When | None

    def absolute(self, year: str, month: int, day: str | None) -> When:
        zone = self.published.zone if self.published else None
        return When(f"{year}-{month:02d}-{int(day):02d}" if day else f"{year}-{month:02d}", zone)

    def on(self, day: date) -> When:
        """A day in the zone of publication; only reached with one."""
        return When(day.isoformat(), self.published.zone if self.published else None)


def _mention(match: re.Match[str], frame: _Frame) -> DateMention | None:
    groups = match.groupdict()
    start, end = match.span()
    if groups["iso"]:
        return DateMention(start, end, When(groups["iso"], frame.published.zone if frame.published else None))
    for number in ("1", "2", "3"):
        if groups.get(f"month{number}"):
            return _calendar_day(match, number, frame)
    if frame.published is None:
        return None
    today = frame.published.day
    if groups.get("weekday"):
        wanted = _weekday(groups["weekday"], frame.language)
        back = (today.isoweekday() - wanted) % _WEEK
        back -= _WEEK if back and is_future(match.string, start, language=frame.language) else 0
        return DateMention(start, end, frame.on(today - timedelta(days=back)), relative=True)
    if groups.get("bare"):
        return DateMention(
            start, end, frame.on(_latest(today, lambda day: day.day == int(groups["bare"]))), relative=True
        )
    if groups.get("word"):
        return _from_word(match, frame, today)
    return None


def _calendar_day(match: re.Match[str], number: str, frame: _Frame) -> DateMention | None:
    """A month with or without day and year; without a year it lies at most a month after publication."""
    groups = match.groupdict()
    month = _month(groups[f"month{number}"], frame.language)
    spelled = re.match(r"\d+", groups.get(f"day{number}") or "")
    day = spelled.group() if spelled else None
    year = groups.get(f"year{number}")
    if year:
        return DateMention(match.start(), match.end(), frame.absolute(year, month, day))
    if frame.published is None:
        return None
    latest = frame.published.day + _AHEAD
    for guess in (latest.year, latest.year - 1, latest.year - 2, latest.year - 3, latest.year - 4):
        try:
            candidate = date(guess, month, int(day or 1))
        except ValueError:
            continue  # 29 February
        if candidate <= latest:
            when = frame.absolute(str(guess), month, day)
            return DateMention(match.start(), match.end(), when, relative=True)
    return None


def _month(spelled: str, language: str) -> int:
    return int(spelled) if spelled.isdecimal() else months.names(language, "month")[spelled.casefold()]


def _weekday(spelled: str, language: str) -> int:
    return months.names(language, "weekday")[spelled.casefold()]


def _latest(today: date, fits: Callable[[date], bool]) -> date:
    """The latest day on or before `today` that fits, within two months. Raises ValueError when none does."""
    for back in range(62):
        if fits(today - timedelta(days=back)):
            return today - timedelta(days=back)
    raise ValueError("no such day within two months")


def _from_word(match: re.Match[str], frame: _Frame, today: date) -> DateMention:
    """Yesterday and its like as days; last month and last year with the precision that they have."""
    days = _relative_days(match["word"], frame.language)
    if days == _LAST_MONTH:
        last = today.replace(day=1) - timedelta(days=1)
        return DateMention(match.start(), match.end(), frame.absolute(str(last.year), last.month, None), relative=True)
    if days == _LAST_YEAR:
        return DateMention(
            match.start(), match.end(), When(f"{today.year - 1:04d}", frame.on(today).zone), relative=True
        )
    return DateMention(match.start(), match.end(), frame.on(today + timedelta(days=days)), relative=True)


_LAST_MONTH, _LAST_YEAR = -30, -365


def _relative_days(word: str, language: str) -> int:
    for base in (language, *sorted(_SOLID)):
        if word in _relative(base) or word.casefold() in _relative(base):
            return _relative(base).get(word, _relative(base).get(word.casefold(), 0))
    return 0
