"""News agencies, papers and broadcasters: they carry what others say.

Owns their names and what becomes of an attribution to one. Never guesses whom an outlet quotes.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from tracker.language.names.gazetteer import Gazetteer
from tracker.language.quoting.attribution import Attribution
from tracker.language.quoting.speakers import cast_of
from tracker.language.texts.wordlists import lines

_QUOTES = re.compile(
    r"\b(?:quoted|quoting|cited|citing|quotes|cites)\s+(?P<source>[^“”\"\n;:]{3,90}?)"
    r"\s+as\s+(?:saying|telling|having said)\b"
)
_ARTICLES = ("the ", "state ", "state-run ", "official ", "news agency ", "state broadcaster ", "state media ")
#: Words that an outlet carries are as sure as before, but nobody is known to have said them.
_LESS = 0.6


def is_outlet(name: str) -> bool:
    """Whether the name is that of an outlet and of nothing else."""
    bare = " ".join(name.casefold().replace("’", "'").split()).removesuffix("'s")
    for article in _ARTICLES:
        bare = bare.removeprefix(article)
    return bare.removesuffix(" news agency").removesuffix(" news") in _names()


def without_outlets(found: list[Attribution], text: str, gazetteer: Gazetteer | None) -> list[Attribution]:
    """The attributions with nobody as speaker where an outlet stood, or whom that sentence says the outlet quotes."""
    return [_from_behind(one, text, gazetteer) if _by_outlet(one) else one for one in found]


def _by_outlet(one: Attribution) -> bool:
    return not one.issuer_id and is_outlet(one.speaker or one.source)


def _from_behind(one: Attribution, text: str, gazetteer: Gazetteer | None) -> Attribution:
    begin = text.rfind("\n", 0, one.start) + 1
    quotes = _QUOTES.search(text, max(begin, one.source_end if one.source_end <= one.start else begin), one.start)
    plain = replace(
        one,
        speaker="",
        role="",
        issuer=None,
        country=None,
        rule=f"{one.rule}/outlet",
        confidence=one.confidence * _LESS,
    )
    if quotes is None:
        return plain
    voice = cast_of(text, gazetteer).voice(quotes["source"], quotes.start("source"))
    return replace(
        plain, speaker=voice.speaker, role=voice.role, issuer=voice.issuer, issuer_id=voice.issuer_id,
        country=voice.country, source=quotes["source"], source_start=quotes.start("source"),
        source_end=quotes.end("source"), confidence=round(min(one.confidence, voice.confidence), 2),
    )  # fmt: skip


@cache
def _names() -> frozenset[str]:
    return frozenset(name.casefold() for name in lines("outlets.txt"))
