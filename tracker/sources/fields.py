"""Small checked values of sources.yaml: intervals, zones, countries, languages, patterns, dates.

Owns how each is written and what is refused. Knows nothing of which key uses it.
"""

from __future__ import annotations

import re
import warnings
from datetime import date, timedelta
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pycountry
from pydantic import AfterValidator, BeforeValidator

_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_USER_ASSIGNED = re.compile(r"X[A-Z]{2}")  # ISO 3166-1 reserves XAA to XZZ for users: invented states live there
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")


@cache
def alpha3_codes() -> frozenset[str]:
    """Every alpha-3 code that ISO 3166-1 assigns."""
    return frozenset(str(country.alpha_3) for country in pycountry.countries)


def _interval(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"([1-9]\d{0,3})([mhdw])", value)
    if not found:
        raise ValueError(f'{value!r} is no interval: write a number and a unit, such as "3h", "1d" or "45m"')
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f'{value!r} is no IANA time zone: write one such as "Asia/Shanghai" or "UTC"') from error
    return value


def _country(value: str) -> str:
    if value in alpha3_codes() or _USER_ASSIGNED.fullmatch(value):
        return value
    raise ValueError(f'{value!r} is no ISO 3166 alpha-3 code (nor a user-assigned one, XAA to XZZ): write e.g. "NOR"')


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        raise ValueError(f'{value!r} is no language tag: write one such as "en", "zh" or "zh-Hans"')
    return value


def _pattern(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # "[[" will mean something else one day
            return re.compile(value)
    except (re.error, FutureWarning, OverflowError, RecursionError) as error:
        raise ValueError(f"{value[:100]!r} is no regular expression: {error}") from error


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{value!r} is no day: write YYYY-MM-DD") from error


def as_tuple(value: object) -> object:
    """A lone value as a tuple of one, a list as a tuple: `url: x` and `url: [x, y]` are both natural to write."""
    if value is None or isinstance(value, tuple):
        return value
    return tuple(value) if isinstance(value, list) else (value,)


Interval = Annotated[timedelta, BeforeValidator(_interval)]
Zone = Annotated[str, AfterValidator(_zone)]
Country = Annotated[str, AfterValidator(_country)]
Language = Annotated[str, AfterValidator(_language)]
Pattern = Annotated[re.Pattern[str], BeforeValidator(_pattern)]
Day = Annotated[date, BeforeValidator(_day)]
