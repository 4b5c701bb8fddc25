"""What nouns and adjectives hold of somebody's words and thoughts: the claim that S, support for X, confident that S.

Owns contents that hang on no verb of saying, and what is "said to be" by nobody named. Never takes one for an
utterance: that somebody made the claim here and now is not told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from tracker.language.english.cues import Cue
from tracker.language.english.extents import clause_end, object_end
from tracker.language.english.hearing import WORDS, Reading, made
from tracker.language.english.indirect import plausible, subject, trimmed
from tracker.language.english.lexicon import inflected, lists
from tracker.language.english.reports import Sentence
from tracker.language.quoting.attribution import Attribution
from tracker.terms import Evidence

Span = tuple[int, int]

#: So far before a noun its owner or subject may stand, and so many findings before may cover it.
_REACH, _LOOK = 400, 12
_OWNER = re.compile(
    r"(?:(?P<owner>(?:(?:the|an?)\s)?(?:[A-Z][\w’'\ue003.-]*?\s){0,4}[A-Z][\w\ue003.-]*|(?:the|an?)\s(?:[a-z-]+\s){0,2}[a-z-]+)"
    r"(?:['’]s|(?<=s)['’])|(?P<pronoun>\b(?:his|her|its|their)))\s(?:[a-z-]+\s){0,2}$"
)
_BY = re.compile(r"\sby\s(?P<source>[^,;:“”.]{2,60}?)(?=\sthat\b)")
_DENIED = re.compile(r"\b(?:no|not|without|any|if|never|few|little)\s(?:[a-z-]+\s){0,2}$")
_BEING = re.compile(
    r"(?:\b(?:is|are|was|were|am|remains?|became|becomes|feels?|felt|seems?|been)|['’](?:s|re|m))\s"
    r"(?:(?:also|still|now|not|only|so|too|very|more|increasingly|even|just|[a-z]+ly)\s)*$"
)
_VERB = re.compile(r"(?:not\s)?(?:[a-z]+ly\s)?(?!(?:the|an?|his|her|its|their|this|that|these|those)\b)[a-z]")
_HEAD = re.compile(
    r"(?<![\w’'-])(?P<head>[a-z]++)\s(?=(?P<particle>that|to|for|of|about|against|over|on|with|by|at|in)\s)"
)
_RELATIVE = re.compile(r"(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|[a-z]+ly)\b")
_PREDICATE = re.compile(
    r"\s(?:is|are|was|were|has|have|had|will|would|can|could|[a-z]{3,}ed\s(?:the|an?|in|by|on|to|its|his|her|their))\b"
)
_SAID_TO = re.compile(
    r"\b(?:is|are|was|were|been)\s(?:[a-z]+ly\s|also\s|still\s|now\s)?(?P<cue>expected|said|believed|thought|reported|alleged"
    r"|rumou?red|feared|understood)\s(?=to\s(?!(?:the|an?|by)\b))"
)
_SUBJECT_START = re.compile(
    r".*(?:[,;:—–]\s|\b(?:that|and|but|while|because|as|when|if|though|where)\s|\()(?=\S)", re.DOTALL
)


@cache
def _heads() -> Mapping[tuple[str, str], str]:
    """Noun or adjective and what follows it → which of the two it is."""
    found: dict[tuple[str, str], str] = {}
    for kind in ("adjective", "noun"):
        for particle, heads in lists(f"{kind}s").items():
            for head in heads:
                found[head, particle] = kind
                if kind == "noun":
                    found[inflected(head)[0], particle] = kind
    return MappingProxyType(found)


def stances(reading: Reading, sentence: Sentence) -> None:
    """What one sentence tells of claims and stances, where nothing else was found."""
    masked = reading.report.masked
    taken = [(a.start, a.end) for a in reading.found[-_LOOK:] if a.end > sentence.start]
    heard = len(reading.cast.spoken)
    heads = _HEAD.finditer(masked, sentence.start, sentence.end)
    found = [_stance(reading, sentence, head) for head in heads if head.group("head", "particle") in _heads()]
    found += [_unsourced(reading, sentence, head) for head in _SAID_TO.finditer(masked, sentence.start, sentence.end)]
    for one in found:
        if one and not any(start < one.end and one.start < end for start, end in taken[-_LOOK:]):
            reading.found.append(one)
            taken.append((one.start, one.end))
    del reading.cast.spoken[heard:]  # who owns a claim has not spoken


def _stance(reading: Reading, sentence: Sentence, found: re.Match[str]) -> Attribution | None:
    masked = reading.report.masked
    particle = found["particle"]
    kind = _heads()[found["head"], particle]
    low = max(sentence.start, found.start() - _REACH)
    if _DENIED.search(masked, low, found.start()):
        return None
    if kind == "noun":
        known, source = True, _owner(masked, sentence, found)
    else:
        being = _BEING.search(masked, low, found.start())
        known, source = being is not None, subject(masked, low, being.start()) if being else None
    start = found.end() + len(particle) + 1
    verb = bool(_VERB.match(masked, start))
    if not known or (kind == "adjective" and source is None) or (particle == "to" and kind == "noun" and not verb):
        return None
    if particle == "that" and _RELATIVE.match(masked, start):
        return None
    end = (clause_end if particle == "that" else object_end)(masked, start, min(sentence.end, start + 5 * _REACH))
    over = _PREDICATE.search(masked, start, end) if kind == "noun" and particle != "that" else None
    end = over.start() if over else end
    if particle == "to" and verb:
        start = found.end()
    first, last = trimmed(masked, start, end)
    if first >= last:
        return None
    cue = Cue(start=found.start(), end=found.end("head"), word=found["head"], kind="stance")
    rule = f"{kind}-{particle}"
    return made(reading, first, last, source, cue, rule, evidence=Evidence.CHARACTERISED, spoken=False)


def _owner(masked: str, sentence: Sentence, found: re.Match[str]) -> Span | None:
    """Whose claim it is: "Orlen's claim that", "claims by Orlen that"."""
    owner = _OWNER.search(masked, max(sentence.start, found.start() - 90), found.start())
    if owner and owner["owner"] and plausible(owner["owner"]):
        return owner.span("owner")
    by = _BY.match(masked, found.end() - 1, sentence.end)
    return by.span("source") if by and plausible(by["source"]) else None


def _unsourced(reading: Reading, sentence: Sentence, found: re.Match[str]) -> Attribution | None:
    """What is "expected to" or "said to" happen, by nobody named."""
    masked = reading.report.masked
    low = max(sentence.start, found.start() - _REACH)
    opening = _SUBJECT_START.match(masked, low, found.start())
    first, last = trimmed(
        masked,
        opening.end() if opening else low,
        clause_end(masked, found.end(), min(sentence.end, found.end() + 5 * _REACH)),
    )
    if len(WORDS.findall(masked[first : found.start()])) == 0 or first >= last:
        return None
    cue = Cue(start=found.start("cue"), end=found.end("cue"), word=found["cue"], kind="stance")
    return made(reading, first, last, None, cue, "unsourced", evidence=Evidence.CHARACTERISED, spoken=False)
