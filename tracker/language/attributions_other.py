"""Other languages, basic: a direct quotation with a verb of saying beside it.

Owns short verb lists a language. Never reads reported speech there, since clause rules are not written for them.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from tracker.language.attribution import Attribution
from tracker.language.gazetteer import Gazetteer, NameKind
from tracker.language.offices import resolve_issuer
from tracker.language.quotes import quotes
from tracker.terms import Evidence

_REACH = 90
_SHORT = 12


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]] | None:
    text = files("tracker.language").joinpath("data/cues_other.yaml").read_text(encoding="utf-8")
    verbs = yaml.safe_load(text).get(language)
    if not verbs:
        return None
    either = "|".join(sorted(verbs, key=len, reverse=True))
    after = re.compile(
        rf"\s*[,،-]?\s*(?:[^.!?\n]{{0,40}}?\b)?(?P<cue>{either})\b\s*(?P<source>[^.,;:!?«»“”\"\n]{{2,70}})?"
    )
    before = re.compile(
        rf"(?P<source>[^.!?\n«»“”\"]{{2,80}}?)[\s,]*\b(?P<cue>{either})\b[^.!?\n«»“”\"]{{0,40}}[:،,]?\s*$"
    )
    verb_first = re.compile(rf"\b(?P<cue>{either})\s+(?P<source>[^.!?\n«»“”\":،,]{{2,70}}?)[:،,]\s*$")
    return after, before, verb_first


def read(text: str, language: str, gazetteer: Gazetteer | None) -> list[Attribution]:
    """Direct quotations with a verb before or after; without a verb list for the language, none."""
    patterns = _patterns(language)
    if patterns is None:
        return []
    after, before, verb_first = patterns
    found: list[Attribution] = []
    for quote in quotes(text):
        if quote.last - quote.first < _SHORT:
            continue
        left = text[max(0, quote.start - 2 * _REACH) : quote.start]
        lead = verb_first.search(left) or before.search(left)
        link = lead or after.match(text, quote.end, min(len(text), quote.end + _REACH))
        if not link:
            continue
        base = max(0, quote.start - 2 * _REACH) if lead else 0
        found.append(_made(text, quote.first, quote.last, link, base, gazetteer))
    return found


def _made(  # noqa: PLR0917 - places and links are told apart by their types
    text: str, start: int, end: int, link: re.Match[str], base: int, gazetteer: Gazetteer | None
) -> Attribution:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    source = (link.group("source") or "").strip(" ,")
    issuer = resolve_issuer(source) if source else None
    if issuer is None and source and gazetteer is not None:
        codes = [n.country for n in gazetteer.find(source) if n.kind is NameKind.ACTOR and n.country]
        issuer = resolve_issuer(source, country=codes[0]) if codes else None
    first = base + link.start("source") if source else start
    first += len(text[first : first + 4]) - len(text[first : first + 4].lstrip(" ,")) if source else 0
    return Attribution(
        content=text[start:end],
        start=start,
        end=end,
        cue=link.group("cue"),
        speaker="",
        role=source,
        issuer=issuer.name if issuer else None,
        issuer_id=issuer.id if issuer else None,
        country=issuer.country if issuer else None,
        direct=True,
        evidence=Evidence.QUOTED,
        rule="verb-beside",
        confidence=0.6 if issuer else 0.4,
        source=text[first : first + len(source)],
        source_start=first,
        source_end=first + len(source),
    )
