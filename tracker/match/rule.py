"""When two passages count as one wording: the one rule that judging and clustering share.

Owns the thresholds and what a content term is. Never compares anything itself.
"""

from __future__ import annotations

from collections.abc import Iterable

#: Weighted Dice at or over this makes two passages the same wording. The labelling guide calls a wording re-used when
#: about 60 % of the shorter one's content recurs in the other; if that other is a fifth longer, Dice is 0.6 * 2 / 2.2.
DICE = 0.55
#: A whole passage of which this share of weight lies in another one occurs in it. Above the guide's 60 %, because the
#: other passage may be long, and a long one holds a few common words of anything.
CONTAINMENT = 0.65
#: A matched wording needs three content words (design, section 3).
MEMBER_TERMS = 3
#: A clause that occurs in another passage needs one more: three words of a topic meet by chance in a long sentence.
CLAUSE_TERMS = 4

#: The slot that stands for the name of an event.
EVENT = "{EVENT}"


def is_slot(term: str) -> bool:
    """Whether the term of a canonical form stands for a masked name, place, date or number."""
    return term.startswith("{")


def content_terms(form: Iterable[str]) -> int:
    """How many distinct terms of the form are words, not slots; the name of an event hides a noun and counts as one."""
    return len({term for term in form if term == EVENT or not is_slot(term)})


def primary(language: str) -> str:
    """The language without script or region: wordings are compared within it."""
    return language.split("-", maxsplit=1)[0].lower() or "und"
