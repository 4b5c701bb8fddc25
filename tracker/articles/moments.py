"""Dates where no source declares a format: in imported files, and on news pages that nobody described.

Owns the short list of unmistakable forms. Never guesses day before month from figures alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.errors import BadDate
from tracker.language.dating.dates import parse_date
from tracker.when import When

_PLAIN = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_FORMATS = (
    "iso",
    "rfc2822",
    "%B %d, %Y",
    "%b %d, %Y",
    "%b. %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%A, %B %d, %Y",
    "%A, %d %B %Y",
    "%B %Y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y年%m月%d日",
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_FRACTION = re.compile(r"(T\d{2}:\d{2}:\d{2})\.\d+")
_FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_MONTHS = 12
#: Where the month is written before the day: the United States, and some islands that it governs (CLDR).
_MONTH_FIRST = frozenset({"US", "PR", "GU", "AS", "VI", "MP", "UM", "FM", "PW", "MH"})
#: Where both orders are in use.
_EITHER = frozenset({"CA", "PH", "KE", "GH", "PA"})


@lru_cache(maxsize=4096)
def read_when(text: str, *, locale: str = "") -> When | None:
    """The date that the text states, at its own precision, or None when it states none that is unmistakable.

    03/04/2022 is None unless `locale` (en-GB, fr) tells which is the month: English alone does not. 27/08/2022 and
    27.08.2022 are unmistakable, the second since only day-first countries write points.
    """
    bare = _FRACTION.sub(r"\1", " ".join(text.split()))
    compact = _COMPACT.fullmatch(bare)
    if compact:
        bare = "-".join(compact.groups())
    figures = _FIGURES.fullmatch(bare)
    if figures:
        bare = _figured(figures, locale)
    for months in dict.fromkeys((None, locale.partition("-")[0] or None)):
        try:
            if bare:
                return (
                    When(bare)
                    if _PLAIN.fullmatch(bare)
                    else parse_date(bare, formats=_FORMATS, zone=None, months=months)
                )
        except BadDate:
            continue
    return None


def _figured(found: re.Match[str], locale: str) -> str:
    """Day and month in figures as an ISO date; nothing where they could be told either way round."""
    first, sign, second, year = found.groups()
    language, _, region = locale.upper().partition("-")
    elsewhere = bool(region) and region not in _MONTH_FIRST | _EITHER
    day_first = sign == "." or int(first) > _MONTHS or first == second or elsewhere
    if day_first or (not region and language not in ("", "EN")):
        return f"{year}-{int(second):02d}-{int(first):02d}" if int(second) <= _MONTHS else ""
    month_first = int(second) > _MONTHS or region in _MONTH_FIRST
    return f"{year}-{int(first):02d}-{int(second):02d}" if month_first else ""
