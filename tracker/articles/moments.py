"""Dates where no source declares a format: in imported files, and on news pages that nobody described.

Owns the short list of unmistakable forms. Never guesses day before month from figures alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.errors import BadDate
from tracker.language.dates import parse_date
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


@lru_cache(maxsize=4096)
def read_when(text: str) -> When | None:
    """The date that the text states, at its own precision, or None when it states none that is unmistakable.

    03/04/2022 is None: which is the month cannot be told.
    """
    bare = _FRACTION.sub(r"\1", " ".join(text.split()))
    compact = _COMPACT.fullmatch(bare)
    if compact:
        bare = "-".join(compact.groups())
    try:
        return When(bare) if _PLAIN.fullmatch(bare) else parse_date(bare, formats=_FORMATS, zone=None) if bare else None
    except BadDate:
        return None
