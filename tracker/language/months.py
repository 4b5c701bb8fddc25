"""Names of months and weekdays, and calendars that count years otherwise.

Owns the calendar data. Never reads a whole date.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

#: Years to subtract to reach the Gregorian year: Thai Buddhist era, Republic of China.
YEAR_OFFSETS: Mapping[str, int] = MappingProxyType({"gregorian": 0, "buddhist": 543, "roc": -1911})

#: The days before the first of each month of a Hijri year whose months alternate between 30 and 29 days.
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
    return MappingProxyType(
        {form: number for tongue, sort, number, forms in _rows() if (tongue, sort) == (wanted, kind) for form in forms}
    )


@cache
def hijri_names() -> Mapping[str, int]:
    """Lower-case name to number of each Hijri month, in Arabic and in Latin letters."""
    return MappingProxyType({name: number for number, forms in enumerate(_HIJRI_MONTHS, start=1) for name in forms})


def hijri_ordinal(year: int, month: int, day: int) -> int:
    """The proleptic Gregorian ordinal of a Hijri date by the tabular (civil) calendar with its 30-year cycle.

    Sighted calendars can differ by a day. Raises ValueError for a month or day that the year does not have.
    """
    leap = (11 * year + 14) % 30 < 11  # noqa: PLR2004  # the 11 leap years of the 30-year cycle
    longest = 30 if month % 2 or (month == 12 and leap) else 29  # noqa: PLR2004
    if not (1 <= month <= 12 and 1 <= day <= longest):  # noqa: PLR2004
        raise ValueError(f"no day {day} in month {month} of {year} AH")
    return _HIJRI_EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day


@cache
def _rows() -> tuple[tuple[str, str, int, tuple[str, ...]], ...]:
    table = files("tracker.language").joinpath("data/calendar.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple((tongue, kind, int(number), tuple(forms.split("|"))) for tongue, kind, number, forms in rows)
