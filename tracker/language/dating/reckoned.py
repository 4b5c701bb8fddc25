"""Days, weeks and months that a text names by their distance from the day on which it was published.

Owns what "last Wednesday", "two days ago", "earlier this month" and their like mean, in nine languages. Never reads a
date that names its own year, and gives a stretch where the words leave the day open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from tracker.language.dating import months
from tracker.yamltext import parsed

_WEEK, _YEAR_MONTHS, _SATURDAY = 7, 12, 6
_DAY = timedelta(days=1)
#: "Seventy days ago" is a count and no date.
_MOST_DAYS = 60
#: Entries of the table that are lists of words or serve another question, and no pattern of a day.
_OTHER = frozenset({"number", "weekdays", "months", "future"})
_REACH = 80


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `first` to `last`, both included; `iso` is YYYY or YYYY-MM where they are that year or month."""

    first: date
    last: date
    iso: str = ""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The days that `text[start:end]` names."""

    start: int
    end: int
    days: Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tongue:
    """The patterns of one language by kind, with the words by which it counts and names days."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    future: re.Pattern[str]
    numbers: Mapping[str, int]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One match: its words by what they are, the day of publication, and the day named before it."""

    words: Mapping[str, str]
    today: date
    anchor: date | None
    tongue: _Tongue

    def count(self) -> int:
        spelled = self._word("number", "number2") or "1"
        count = int(spelled) if spelled.isdecimal() else self.tongue.numbers[spelled]
        if count > _MOST_DAYS:
            raise ValueError(f"{count} days are a count, not a date")
        return count

    def weekday(self) -> int:
        return self.tongue.weekdays[self._word("weekday", "weekday2")]

    def month(self) -> int:
        figures = self._word("figures")
        return int(figures) if figures else self.tongue.months[self._word("month", "month2")]

    def day(self) -> int:
        return int(self._word("day", "day2") or 0)

    def _word(self, *names: str) -> str:
        return next((self.words[name] for name in names if self.words.get(name)), "")


def reckon(text: str, *, language: str, today: date, anchor: Callable[[int], date | None]) -> list[Reckoned]:
    """What `text` names by its distance from `today`, in order and apart; of two that overlap, the longer one.

    `anchor` gives the day that the text names last before a place, by which "the day before" and "the same day" go;
    without one "the day before" is that before publication, and "the same day" is nothing.
    """
    tongue = _tongue(language)
    found = list(_all(_flat(text, language), tongue, today, anchor)) if tongue else []
    kept: list[Reckoned] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _all(flat: str, tongue: _Tongue, today: date, anchor: Callable[[int], date | None]) -> Iterator[Reckoned]:
    for kind, pattern in tongue.patterns:
        for match in pattern.finditer(flat):
            words = {name: word.casefold() for name, word in match.groupdict().items() if word}
            found = _Found(words=words, today=today, anchor=anchor(match.start()), tongue=tongue)
            try:
                days = _KINDS[kind](found)
            except (ValueError, OverflowError, KeyError):
                continue  # the 31st of a month without one, or a word that is a number in another sense
            if days is not None:
                yield Reckoned(match.start(), match.end(), days)


def is_future(text: str, start: int, *, language: str) -> bool:
    """Whether the words before a weekday speak of what is to come: "will meet on Friday"."""
    tongue = _tongue(language)
    return tongue is not None and bool(tongue.future.search(text, max(0, start - _REACH), start))


def _flat(text: str, language: str) -> str:
    """Lower case with every place kept, but for English, where May is a month and may is none."""
    return text if language == "en" else text.replace("İ", "i").lower().replace("ı", "i")


@cache
def _tongue(language: str) -> _Tongue | None:
    table: dict[str, dict[str, Any]] = parsed(
        files("tracker.language").joinpath("data/reckoned.yaml").read_text(encoding="utf-8")
    )
    rows = table.get(language)
    if rows is None:
        return None
    numbers = _numbered(rows["number"])
    weekdays = _numbered(rows["weekdays"]) if "weekdays" in rows else _full(language, "weekday")
    named = _numbered(rows["months"]) if "months" in rows else _full(language, "month")
    words = {"number": numbers, "weekday": weekdays, "month": named}
    return _Tongue(
        patterns=tuple((kind, _pattern(rows[kind], words, language)) for kind in rows if kind not in _OTHER),
        future=re.compile(rows.get("future", r"(?!)")),
        numbers=numbers,
        weekdays=weekdays,
        months=named,
    )


def _numbered(rows: list[str]) -> Mapping[str, int]:
    """Each word to its number: the rows count from one, each with its forms parted by |."""
    spelled = {form: number for number, forms in enumerate(rows, start=1) for form in str(forms).split("|")}
    return MappingProxyType(spelled | {form.replace("ı", "i"): number for form, number in spelled.items()})


def _full(language: str, kind: str) -> Mapping[str, int]:
    """The names in full: "so" and "mar" are words before they are days."""
    return MappingProxyType({name: number for name, number in months.names(language, kind).items() if len(name) > 2})  # noqa: PLR2004


def _pattern(template: str, words: Mapping[str, Mapping[str, int]], language: str) -> re.Pattern[str]:
    """A row of the table as a pattern that begins and ends with its words, where words stand apart."""
    capital = str.capitalize if language == "en" else str
    for name, known in words.items():
        either = "|".join(re.escape(word) for word in sorted(known, key=lambda word: (-len(word), word)))
        if name == "number":
            template = template.replace("{number}", rf"(?P<number>{either}|\d{{1,2}})")
            template = template.replace("{number2}", rf"(?P<number2>{either}|\d{{1,2}})")
        else:
            template = template.replace(f"{{{name}}}", "|".join(map(capital, either.split("|"))))
    if language == "zh":
        return re.compile(template)
    prefix = "[وف]?" if language == "ar" else ""
    return re.compile(rf"(?<!\w){prefix}(?:{template if language == 'en' else template.replace('ı', 'i')})(?!\w)")


def _one(day: date) -> Stretch:
    return Stretch(day, day)


def _monday(today: date) -> date:
    return today - timedelta(days=today.isoweekday() - 1)


def _days_ago(found: _Found) -> Stretch:
    return _one(found.today - timedelta(days=found.count()))


def _days_earlier(found: _Found) -> Stretch:
    return _one((found.anchor or found.today) - timedelta(days=found.count()))


def _after_anchor(found: _Found, days: int) -> Stretch | None:
    return _one(found.anchor + timedelta(days=days)) if found.anchor else None


def _latest_weekday(found: _Found, *, before: date) -> date:
    """The latest such weekday on or before a day."""
    return before - timedelta(days=(before.isoweekday() - found.weekday()) % _WEEK)


def _weekday_last_or_before(found: _Found) -> Stretch:
    """Said on a Friday, "last Wednesday" is two days ago to some and nine to others: from the one to the other."""
    latest = _latest_weekday(found, before=found.today - _DAY)
    return Stretch(latest - timedelta(days=_WEEK), latest) if latest >= _monday(found.today) else _one(latest)


def _weekday_next(found: _Found) -> Stretch:
    return _one(found.today + timedelta(days=(found.weekday() - found.today.isoweekday() - 1) % _WEEK + 1))


def _weekday_of_week(found: _Found, *, weeks: int) -> Stretch:
    """That weekday of this week (0), the one before (-1) or after (1), weeks beginning on Monday."""
    return _one(_monday(found.today) + timedelta(days=found.weekday() - 1 + weeks * _WEEK))


def _week(found: _Found, *, weeks: int) -> Stretch:
    first = _monday(found.today) + timedelta(days=weeks * _WEEK)
    return Stretch(first, min(first + timedelta(days=6), found.today))


def _weekend(found: _Found, *, back: int) -> Stretch:
    """The weekend that today is part of or that came last, or so many before it."""
    saturday = found.today - timedelta(days=(found.today.isoweekday() - _SATURDAY) % _WEEK + back * _WEEK)
    return Stretch(saturday, min(saturday + _DAY, found.today))


def _this_weekend(found: _Found) -> Stretch | None:
    """From Tuesday to Friday it may be the next one as well."""
    return _weekend(found, back=0) if found.today.isoweekday() in (1, 6, 7) else None


def _last_weekend(found: _Found) -> Stretch:
    return _weekend(found, back=1 if found.today.isoweekday() >= _SATURDAY else 0)


def _whole_month(year: int, month: int) -> Stretch:
    first = date(year, month, 1)
    after = date(year + month // _YEAR_MONTHS, month % _YEAR_MONTHS + 1, 1)
    return Stretch(first, after - _DAY, f"{year:04d}-{month:02d}")


def _whole_year(year: int) -> Stretch:
    return Stretch(date(year, 1, 1), date(year, 12, 31), f"{year:04d}")


def _month_in(found: _Found) -> Stretch:
    """The latest such month that has begun."""
    return _whole_month(found.today.year - (found.month() > found.today.month), found.month())


def _month_last(found: _Found) -> Stretch:
    return _whole_month(found.today.year - (found.month() >= found.today.month), found.month())


def _month_next(found: _Found) -> Stretch:
    return _whole_month(found.today.year + (found.month() <= found.today.month), found.month())


def _month_of(found: _Found, *, years: int) -> Stretch:
    year = found.today.year + years
    return _one(date(year, found.month(), found.day())) if found.day() else _whole_month(year, found.month())


def _day_of_month(found: _Found, *, back: int) -> Stretch:
    """The 26th of this month, or of the one before."""
    first = found.today.replace(day=1)
    return _one((first if not back else (first - _DAY)).replace(day=found.day()))


_KINDS: Mapping[str, Callable[[_Found], Stretch | None]] = MappingProxyType(
    {
        "days_ago": _days_ago,
        "days_earlier": _days_earlier,
        "day_after": lambda found: _after_anchor(found, 1),
        "same_day": lambda found: _after_anchor(found, 0),
        "before_yesterday": lambda found: _one(found.today - 2 * _DAY),
        "overnight": lambda found: Stretch(found.today - _DAY, found.today),
        "weekday_on": lambda found: _one(_latest_weekday(found, before=found.today)),
        "weekday_last": lambda found: _one(_latest_weekday(found, before=found.today - _DAY)),
        "weekday_last_or_before": _weekday_last_or_before,
        "weekday_next": _weekday_next,
        "weekday_of_week": lambda found: _weekday_of_week(found, weeks=0),
        "weekday_week_before": lambda found: _weekday_of_week(found, weeks=-1),
        "weekday_week_after": lambda found: _weekday_of_week(found, weeks=1),
        "this_week": lambda found: _week(found, weeks=0),
        "last_week": lambda found: _week(found, weeks=-1),
        "week_ago": lambda found: Stretch(found.today - 8 * _DAY, found.today - 6 * _DAY),
        "weekend": lambda found: _weekend(found, back=0),
        "this_weekend": _this_weekend,
        "last_weekend": _last_weekend,
        "this_month": lambda found: _whole_month(found.today.year, found.today.month),
        "this_year": lambda found: _whole_year(found.today.year),
        "month_in": _month_in,
        "month_last": _month_last,
        "month_next": _month_next,
        "month_last_year": lambda found: _month_of(found, years=-1),
        "month_this_year": lambda found: _month_of(found, years=0),
        "day_of_this_month": lambda found: _day_of_month(found, back=0),
        "day_of_last_month": lambda found: _day_of_month(found, back=1),
    }
)
