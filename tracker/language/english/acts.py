"""Verbs that are speech in a figure only: who attacks a plan speaks, who attacks a ferry does not.

Owns which things behind such a verb show that hands or arms did it, or that it only names. Never finds the thing.
"""

from __future__ import annotations

import re

from tracker.language.english.lexicon import words
from tracker.language.english.verbs import Verb

_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")
#: What only words hit: a reason, a comparison, words of the speaker's own, a matter of talk. Possession alone is none.
_FIGURE = re.compile(
    r"[“\ue000]|\bfor\s(?:not\s)?[a-z]+ing\b|\bover\s(?:his|her|its|their)\b"
    r"|\bas\s(?:too|[a-z]+(?:ist|ive|ous|ent|al|ful|less))\b"
    r"|\b(?:plans?|polic(?:y|ies)|records?|remarks?|comments?|laws?|bills?|proposals?|ideas?|deals?|moves?|rhetoric|stances?"
    r"|reports?|claims?|critics?|criticisms?|media|press|decisions?|credibility|character|judge?ment|honesty|integrity|agenda"
    r"|legacy|votes?|handling|opponents?|rivals?|candidates?|nominees?|candidacy|performance|qualifications?|speech(?:es)?"
    r"|statements?|rulings?|suggestions?|approach|treatment|views?|hypocrisy|motives?|ideology|reforms?|sanctions|budget"
    r"|negotiations|diplomacy|resolutions?|elites?|establishment)\b"
)
#: Why a source has no name: "asked not to be named".
_UNNAMED = re.compile(
    r"(?:not\s)?(?:to\s)?(?:not\s)?be\s(?:named|identified|quoted)\b|anonymity\b|not to give (?:his|her|their) name"
)
#: Those who attack with arms, whatever for.
_ARMED = re.compile(
    r"\b(?:troops|forces?|jets|warplanes|planes|drones?|bombers?|missiles?|artillery|shelling|gunmen|gunman|militants?|rebels"
    r"|fighters|insurgents|terrorists|soldiers|army|navy|ships|police|mob|crowd|raiders|attackers|settlers)\b",
    re.IGNORECASE,
)
_LOOK_BACK = 80
_MONEY = re.compile(r"(?:[a-z]+\s){0,3}[$€£¥\d]")
#: A name and nothing that it is called besides: "a group called Real Norway", "a plan called “New Dawn”".
_NAME = re.compile(
    r"\s(?:the\s)?(?:[“‘]|[A-Z][\w’'-]*(?:\s(?:of\s|the\s|for\s|and\s)?[A-Z\d][\w’'-]*)*"
    r"(?=\s*(?:$|[,.;:)“”—–-]|(?:is|are|was|were|has|have|had|to|in|that|which|who|and|from|at|on|by)\b)))"
)
_NOUN_BEFORE = re.compile(
    r"(?:\b(?!who\b|which\b|that\b|he\b|she\b|it\b|they\b|what\b|also\b|then\b)[a-z]+(?<!ly)|\bso)[\s-]$"
)
_CONVENED = re.compile(r"(?:an?|the|another|for an?)\s(?:[a-z-]+\s){0,3}?(?P<what>[a-z]+)\b")


def literal(masked: str, verb: Verb, start: int, end: int) -> bool:
    """Whether a verb with its thing, masked[start:end], tells what somebody did and not what he said.

    A state's forces that attack a town must never become its words: without a sign of speech it is none.
    """
    if _UNNAMED.match(masked, start, end):
        return True
    if verb.lemma in words("blow"):
        armed = _ARMED.search(masked, max(0, verb.start - _LOOK_BACK), verb.start)
        return armed is not None or not _FIGURE.search(masked, start, end)
    if verb.lemma == "raise":
        said = {word.group() for word in _WORD.finditer(masked, start, end)} & words("raised")
        return not said or bool(_MONEY.match(masked, start, end))
    if verb.lemma in words("naming"):
        return _names(masked, verb) or _convenes(masked, verb, start, end)
    return False


def _names(masked: str, verb: Verb) -> bool:
    """Whether the form is passive and gives a name: "a website called Real News"."""
    before = (
        verb.form == "past"
        and verb.head == verb.start
        and _NOUN_BEFORE.search(masked[max(0, verb.start - 25) : verb.start])
    )
    return bool(before and _NAME.match(masked, verb.end))


def _convenes(masked: str, verb: Verb, start: int, end: int) -> bool:
    if verb.lemma != "call":
        return False
    found = _CONVENED.match(masked, start, end)
    return found is not None and any(
        w.group() in words("convened") for w in _WORD.finditer(masked, start, min(end, start + 45))
    )
