"""Whether a verb's subject is one of the parties that a sentence names.

Owns what may stand between a name and its verb, and before a name that is no subject. Never knows whose sentence it
is: it is told which names are not the speaker's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tracker.language.texts.spans import Span


class _Order(NamedTuple):
    """How subjects stand in one language: what lies between name and verb, what makes a name no subject, what does."""

    between: re.Pattern[str]
    object_before: re.Pattern[str]
    office_before: re.Pattern[str]
    also_before: re.Pattern[str]


_ENGLISH = _Order(
    between=re.compile(
        r"(?:[’']s?)?(?:\s+(?:foreign|interior|external|defen[cs]e|prime|affairs|ministry|minister|government|governments"
        r"|president|presidency|embassy|mission|parliament|leaders?|leadership|officials?|authorities|department|army"
        r"|military|spokes\w+|itself|who|which|has|have|had|also|again|then|later|already|today|yesterday|too|\w+ly"
        r"|on\s+\w+day))*\s+"
    ),
    object_before=re.compile(
        r"\b(?:in|on|of|at|after|following|against|for|with|by|from|to|into|near|across|throughout|during|regarding|about"
        r"|under|over|within|between|towards?|like|than|as|join|joins|joined|support|supports|urge|urges|thank|and|or)"
        r"\s+(?:the\s+)?$|,\s*$"
    ),
    office_before=re.compile(
        r"\b(?:ministry|minister|ministers|government|president|king|parliament|embassy|affairs|republic|kingdom"
        r"|leaders?|people|emirate|state)\s+of\s+(?:the\s+)?$"
    ),
    also_before=re.compile(r"(?:,\s*|\s+)(?:and\s+)?(?:the\s+)?$"),
)
_CHINESE = _Order(
    between=re.compile(
        r"(?:方|政府|外交部|外长|总统|总理|首相|军方|领导人|发言人|当局|官员|等国|两国)*"
        r"(?:也|已|均|都|曾|则|强烈|坚决|严厉|一贯|始终|坚定|公开|再次|表示|予以|深表|[对就][^，。；：谴反]{1,30})*"
    ),
    object_before=re.compile(r"(?:对|向|在|与|和|同|就|从|为|把|被|给|让|由|支持|要求|敦促|的)$"),
    office_before=re.compile(r"(?!)"),
    also_before=re.compile(r"[、和与及]$"),
)
_ORDERS = {"en": _ENGLISH, "zh": _CHINESE}
_BACK = 40


def governs(low: str, verb: int, names: Sequence[Span], *, language: str) -> bool:
    """Whether one of `names`, spans in text order, is the subject of the verb that begins at `verb` of lower-case text.

    Told from what stands right before the verb, in English and Chinese; in other languages the answer is no. Of
    subjects joined by "and" all must be among the names: a speaker who stands beside others speaks.
    """
    order = _ORDERS.get(language.split("-", maxsplit=1)[0].lower())
    before = [name for name in names if name.end <= verb]
    if order is None or not before or not order.between.fullmatch(low, before[-1].end, verb):
        return False
    return _is_subject(low, before, order)


def _is_subject(low: str, before: Sequence[Span], order: _Order) -> bool:
    """Whether the last of these names begins a subject, alone or with names before it."""
    start = before[-1].start
    left = low[max(0, start - _BACK) : start]
    if order.office_before.search(left):
        return True
    if len(before) > 1 and order.also_before.fullmatch(low, before[-2].end, start):
        return _is_subject(low, before[:-1], order)
    return not order.object_before.search(left)
