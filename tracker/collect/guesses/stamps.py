"""How dates on unknown pages are written.

Owns the list of forms that are tried. A form is a guess over all values of a list together, never over a single one:
2/5/2026 alone is May to some and February to others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tracker.errors import BadDate
from tracker.language.dating.dates import parse_date
from tracker.model import Precision

#: Machine forms need no declaration; then forms of people, day first where both would do: most ministries write so.
_FORMS = (
    "iso",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y年%m月%d日",
    "%d.%m.%Y",
    "%d.%m.%Y %H:%M",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d %B, %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%A, %d %B %Y",
    "%A, %B %d, %Y",
    "%d %B %Y %H:%M",
    "%d %B %Y, %H:%M",
    "%d. %B %Y",
)
_AMBIGUOUS = {"%d/%m/%Y": "%m/%d/%Y"}
_YEAR = re.compile(r"(?<!\d)(?:19|20|25|14)\d\d(?!\d)")
_LONGEST = 40
_MOST = 0.8


def looks_dated(text: str) -> bool:
    """Whether a short text could be a date: it holds a year."""
    return 6 <= len(text) <= _LONGEST and _YEAR.search(text) is not None  # noqa: PLR2004  2026-1 is the shortest


def form_of(values: Sequence[str], language: str) -> str:
    """The form that most of the values are written in; nothing if none is."""
    return next((form for form in _FORMS if values and _share(form, tuple(values), language) >= _MOST), "")


def is_ambiguous(form: str, values: Sequence[str], language: str) -> bool:
    """Whether day and month could just as well stand the other way round."""
    other = _AMBIGUOUS.get(form)
    return other is not None and _share(other, tuple(values), language) >= _MOST


def declared(form: str) -> str:
    """The form as sources.yaml needs it: nothing for those that are always understood."""
    return "" if form == "iso" else form


@cache
def _share(form: str, values: tuple[str, ...], language: str) -> float:
    return sum(_reads(form, value, language) for value in values) / len(values)


def _reads(form: str, value: str, language: str) -> bool:
    try:
        when = parse_date(value, formats=(form,), zone="UTC", months=language)
    except BadDate:
        return False
    return when.precision in (Precision.DAY, Precision.MINUTE)
