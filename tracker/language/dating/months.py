"""Names of months and weekdays, and calendars that count years otherwise.

Owns the calendar data. Never reads a whole date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from tracker.language.texts.wordlists import rows

#: Years to subtract to reach the Gregorian year: Thai Buddhist era, Republic of China.
YEAR_OFFSETS: Mapping[str, int] = MappingProxyType({"gregorian": 0, "buddhist": 543, "roc": -1911})

_MONTHS = 12
_HIJRI_MONTHS = (
    ("muharram", "محرم", "المحرم"),
    ("safar", "صفر"),
    ("rabi al-awwal", "rabi' al-awwal", "rabi i", "ربيع الأول", "ربيع الاول"),
    ("rabi al-thani", "rabi' al-thani", "rabi ii", "ربيع الآخر", "ربيع الثاني"),
    ("jumada al-ula", "jumada al-awwal", "jumada i", "جمادى الأولى", "جمادى الاولى"),
    ("jumada al-akhira", "jumada al-thani", "jumada ii", "جمادى الآخرة", "جمادى الثانية"),
    ("rajab", "رجب"),
    ("shaban", "sha'ban", "شعبان"),
    ("ramadan", "رمضان"),
    ("shawwal", "شوال"),
    ("dhu al-qidah", "dhu al-qa'dah", "ذو القعدة", "ذي القعدة"),
    ("dhu al-hijjah", "ذو الحجة", "ذي الحجة"),
)
_HIJRI_EPOCH = 227014  # proleptic Gregorian ordinal of 1 Muharram 1, civil reckoning, minus one


@cache
def names(language: str | None, kind: str) -> Mapping[str, int]:
    """Lower-case name to number of each "month" or "weekday" (Monday is 1) of `language`, English for None.

    Source: CLDR, in data/calendar.tsv. A region or script subtag is ignored; an unknown language has no names.
    """
    wanted = (language or "en").split("-")[0].lower()
    known = {
        form: number for tongue, sort, number, forms in _rows() if (tongue, sort) == (wanted, kind) for form in forms
    }
    # a Turkish MAYIS is folded to mayis, as in other languages
    return MappingProxyType({form.replace("ı", "i"): number for form, number in known.items()} | known)


@cache
def hijri_names() -> Mapping[str, int]:
    """Lower-case name to number of each Hijri month, in Arabic and in Latin letters."""
    return MappingProxyType({name: number for number, forms in enumerate(_HIJRI_MONTHS, start=1) for name in forms})


def hijri_ordinal(year: int, month: int, day: int) -> int:
    """The proleptic Gregorian ordinal of a Hijri date: by the Umm al-Qura calendar for the years that its table holds.

    Calendars of countries that wait for the moon can differ by a day. Raises ValueError for a month or day that the
    year does not have.
    """
    known = _umm_al_qura().get(year)
    if known is None:
        return tabular_ordinal(year, month, day)
    first, lengths = known
    _check(day, lengths[month - 1] if 1 <= month <= _MONTHS else 0, month, year)
    return first + sum(lengths[: month - 1]) + day - 1


def tabular_ordinal(year: int, month: int, day: int) -> int:
    """The same by the tabular (civil) calendar with its 30-year cycle, which is reckoned and not published."""
    leap = (11 * year + 14) % 30 < 11  # noqa: PLR2004  # the 11 leap years of the 30-year cycle
    longest = 30 if month % 2 or (month == _MONTHS and leap) else 29
    _check(day, longest if 1 <= month <= _MONTHS else 0, month, year)
    return _HIJRI_EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day


def _check(day: int, longest: int, month: int, year: int) -> None:
    if not 1 <= day <= longest:
        raise ValueError(f"no day {day} in month {month} of {year} AH")


@cache
def _umm_al_qura() -> Mapping[int, tuple[int, tuple[int, ...]]]:
    """Each year of the table with the ordinal of its first day and the lengths of its months."""
    return MappingProxyType(
        {
            int(year): (date.fromisoformat(first).toordinal(), tuple(29 + int(bit) for bit in bits))
            for year, first, bits in rows("umalqura.tsv")
        }
    )


@cache
def _rows() -> tuple[tuple[str, str, int, tuple[str, ...]], ...]:
    return tuple(
        (tongue, kind, int(number), tuple(forms.split("|"))) for tongue, kind, number, forms in rows("calendar.tsv")
    )


def either(known: Mapping[str, int]) -> str:
    """A pattern of these names, the longest first: "mars" is not read as "mar"; of no names it matches nothing."""
    return "|".join(re.escape(name) for name in sorted(known, key=lambda name: (-len(name), name))) or r"(?!)"
