"""What follows a reporting verb: a clause, a question, an infinitive, somebody to do something, or a thing.

Owns the kind and the beginning of what is reported behind a verb, over text whose quotations are masked. Never asks who
speaks or which verb it is.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from tracker.language.english.indirect import content_start

_FINITE = (
    r"(?:is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|does|did|do|won’t|can’t|isn’t|doesn’t"
    r"|[A-Za-z]+n['’]t|cannot|'s|’s|'re|’re|'d|’d|'ll|’ll|'ve|’ve)"
)
_SUBJECT = (
    r"(?:he|she|it|they|we|I|you|there|nobody|everyone|everybody|nothing|this|these|those|people|many|some|most|both)"
)
_PLAIN = r"(?:[\w’'$%\ue000“”\ue003()&-]+\s+){1,9}?"
_PRONOUN = re.compile(rf"\s*(?:{_SUBJECT}\s|(?:he|she|it|they|we|I|you|there|that|what|who)['’])")
_CLAUSE = re.compile(rf"\s*{_PLAIN}{_FINITE}\b(?!\s(?:to\b(?!\sbe)))")
_LATER_THAT = re.compile(
    r"\s*(?:in|on|at|to|during|after|before|following|amid|outside|despite|via|from|through|with|late|early|earlier|last|this|[A-Z][a-z]+day|today|yesterday"
    r"|here|again|recently|[a-z]+ly)\b[^,;:“”—]{0,80}?\sthat\s(?!(?:is|are|was|were|has|have|had|will|would)\b)"
)
#: Not every past form: "state radio reported on Monday" would be what somebody states.
_PAST_CLAUSE = re.compile(
    rf"\s*{_PLAIN}(?:came|went|took|made|met|held|gave|saw|got|won|lost|led|began|put|ran|knew|needs?|wants?|remains?"
    r"|deserves?|seems?|appears?|opposes|supports|firmly|continues?|understood|became|left|told|said|faces|makes|gives"
    r"|takes|comes|goes|means|represents|shows|hopes?|believes?|thinks?)\s"
)
_THAT = re.compile(r"\s*,?\s*that\b(?!\s(?:of|the same|time)\b)")
_WH = re.compile(r"\s*(?:about\s)?(?:whether|if|how|why|what|who|whom|which|where|when)\b")
_NO_VERB = (
    r"(?!(?:the|an?|his|her|its|their|this|that|those|these|be(?:com)?ing|me|us|him|them|it|reporters|voters|supporters"
    r"|questions|some|any|all|what|whether)\b)"
)
_TO = re.compile(rf"\s*(?:not\s|never\s)?to\s(?:[a-z]+ly\s|not\s|also\s|\ue000?“?)?{_NO_VERB}[a-z“]")
_BIDDEN = re.compile(
    r"\s*(?:on |upon )?(?:[\w’'\ue003\ue000“”&.-]+\s+){1,10}?(?:not\s|never\s)?to\s(?:[a-z]+ly\s)?"
    rf"{_NO_VERB}[a-z]"
)
_PREPOSITION = re.compile(
    r"\s*(?:in|on|at|by|with|from|as|of|for|to|over|after|before|during|while|when|since|about|against|through|out|off|up"
    r"|down|back|than|until|under|into|because|amid|via|only|even|too|here|there|alongside|within|among|near|despite"
    r"|following|and|or|but|so|again|earlier|later|today|yesterday|last|this (?:week|month|year|morning)|next)\b"
)
_NOUN = re.compile(r"\s*[\w“$\ue000(‘]")


_HEARER_THAT = re.compile(r"\s+(?:[\w’'\ue003.&-]+,?\s){1,7}?that\s")
#: The occasion may stand between a verb and its infinitive.
_LATER_TO = re.compile(
    r"\s*(?:in|on|at|during|after|via|late|early|earlier|last|this|[A-Z][a-z]+day|today|yesterday|again|recently)\b"
    rf"[^,;:“”—]{{0,60}}?\sto\s(?={_NO_VERB}[a-z])"
)


class Kind(Enum):
    """What stands behind a verb."""

    THAT = "that"
    CLAUSE = "clause"
    QUESTION = "question"
    INFINITIVE = "infinitive"
    BIDDING = "bidding"
    OBJECT = "object"
    NOTHING = "nothing"


class Complement(NamedTuple):
    """The kinds that what follows may be, likeliest first, and where it begins."""

    kinds: tuple[Kind, ...]
    start: int


def complement(masked: str, at: int, end: int, *, told: bool) -> Complement:
    """What follows a verb that ends at `at`, up to the sentence's end; `told` lets a hearer stand between."""
    start = content_start(masked, at, end, told=told)
    if "that" in masked[at:start][-6:] or _THAT.match(masked, at, end):
        that = _THAT.match(masked, at, end)
        return Complement((Kind.THAT,), max(start, that.end() if that else start))
    later = (_HEARER_THAT.match(masked, at, end) if told else None) or _LATER_THAT.match(masked, start, end)
    if later:
        return Complement((Kind.THAT,), later.end())
    later = _LATER_TO.match(masked, start, end)
    if later:
        return Complement((Kind.INFINITIVE,), later.end() - 3)
    comma = masked[at:start].strip(" ")[:1] == ","
    return Complement(_kinds(masked, start, end, comma=comma), start)


def _kinds(masked: str, at: int, end: int, *, comma: bool) -> tuple[Kind, ...]:
    kinds: list[Kind] = []
    if _PRONOUN.match(masked, at, end):
        return (Kind.CLAUSE, Kind.BIDDING, Kind.OBJECT)
    if _WH.match(masked, at, end):
        return (Kind.QUESTION, Kind.CLAUSE) if comma else (Kind.QUESTION,)
    if _TO.match(masked, at, end):
        return (Kind.INFINITIVE,)
    if _BIDDEN.match(masked, at, end) and not _CLAUSE.match(masked, at, _soon(masked, at, end)):
        kinds.append(Kind.BIDDING)
    if _PREPOSITION.match(masked, at, end):
        return (Kind.NOTHING,)
    if _CLAUSE.match(masked, at, end) or _PAST_CLAUSE.match(masked, at, end):
        kinds.append(Kind.CLAUSE)
    if _NOUN.match(masked, at, end) and not comma:
        kinds.append(Kind.OBJECT)
    return tuple(kinds) or (Kind.NOTHING,)


def _soon(masked: str, at: int, end: int) -> int:
    """Where the first "to" behind a verb stands."""
    found = masked.find(" to ", at, end)
    return found if found >= 0 else end
