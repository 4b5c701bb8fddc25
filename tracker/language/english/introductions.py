"""What leads up to a quotation without a verb of saying: a label, a colon, "in her words".

Owns who is named there, in English. Never resolves a name, and names nobody where only a thing is introduced.
"""

from __future__ import annotations

import re

from tracker.language.english.cues import Cue
from tracker.language.english.hearing import Link, main_subject
from tracker.language.english.indirect import plausible
from tracker.language.english.reports import Sentence
from tracker.language.names.nations import nations
from tracker.language.names.regions import place_of
from tracker.language.quoting.quotes import Quote

_LABEL = re.compile(r"\s*(?P<source>[A-Z][^“”.;:!?,]{1,60}):\s*$")
_DASHED = re.compile(r"[^“”]*\s[–—-]{1,2}\s(?P<source>[A-Z][\w’'.-]*(?:\s[\w’'.-]+){0,5}):\s*$")
_WORDS_OF = re.compile(
    r"(?:.*\W)?[Ii]n (?:the words of (?P<of>[A-Z][^“”.;:!?]{1,80}?)|(?P<own>[A-Z][^“”.;:!?,]{1,60}?)[’'](?:s)?"
    r" (?:own )?(?:words|phrase|telling|view)),?\s*$"
)
#: Labels of the page and not of a speaker.
_FURNITURE = re.compile(
    r"(?:Related|Read|Watch|Listen|See|Also|More|Photo|Photos|Image|Picture|Video|Audio|Note|Update|Updated|Correction"
    r"|Editor|Caption|Headline|Title|Source|Sources|Tags|Topics|Share|Breaking|Live|Exclusive|Opinion|Analysis"
    r"|Background|Example|Fact|Claim|Verdict|Slogan|Motto|Theme)\b",
    re.IGNORECASE,
)
#: What belongs to whoever made it: "Karsa’s answer was short: “No.”" is Karsa's word.
_UTTERANCE = re.compile(
    r"\s(?:[a-z-]+\s){0,2}?(?:response|answer|reply|message|statement|comment|reaction|tweet|post|letter|warning|verdict"
    r"|advice|explanation|argument|conclusion|appeal|plea|demand|note|email|announcement|declaration|communiqu[eé]"
    r"|speech|remarks?|words?|pitch|refrain|assessment|summary|retort|response|question|request|order|promise|pledge)s?\b"
)
#: Of all that "the …" may name, what speaks.
_SPEAKS = re.compile(
    r"\s*(?P<source>[Tt]he (?:[a-z]+ )?(?:ministry|embassy|mission|government|department|council|commission|consulate"
    r"|army|military|minister|president|premier|chancellor|ambassador|envoy|general|king|queen|pope|secretary|spokes\w+|group|union"
    r"|party|statement|letter|note|resolution|communiqu[eé]|declaration|document|message|report|post|text)\b)"
)
_CLAUSE = re.compile(r"\s(?:that|which|who|whose|where|because|if)\s")
#: An article names its people early; a page of labels is not searched to its end for each.
_KNOWN_WITHIN = 20_000
_CAPITALS = re.compile(r"\s*(?P<source>[A-Z][A-Z’'.-]+(?:\s[A-Z][A-Z’'.-]+){1,3}):\s*")
_OWNER = re.compile(r"(?:[’']s|s[’'])$")
_LEAST = 3
_WORD = re.compile(r"\w[\w’'-]*")


def introduced(masked: str, sentence: Sentence, start: int, quote: Quote) -> Link | None:
    """Who is named before a quotation that no verb introduces, and how.

    A source of None says that somebody is heard and that the text does not tell who.
    """
    label = _LABEL.match(masked, start, quote.start) if start == sentence.start else None
    label = label or _DASHED.match(masked, start, quote.start)
    if label and _FURNITURE.match(label.group("source")):
        return None
    if label and plausible(label.group("source")):
        return Link(None, label.span("source"), "label")
    words = _WORDS_OF.match(masked, start, quote.start)
    if words:
        return Link(None, words.span("of") if words.group("of") else words.span("own"), "in-words-of")
    if not masked[start : quote.start].rstrip().endswith(":"):
        return None
    return colon(masked, start, quote.start) if len(_WORD.findall(masked, start, quote.start)) >= _LEAST else None


def shouted(text: str, masked: str, sentence: Sentence, quote: Quote) -> Link | None:
    """MAO NING: “…”. Capitals before a colon are mostly a dateline; a person is one whom the text names elsewhere."""
    if masked[sentence.start : quote.start].strip():
        return None
    found = _CAPITALS.fullmatch(masked, masked.rfind("\n", 0, quote.start) + 1, quote.start)
    name = found.group("source").title() if found else ""
    if not found or text.find(name, 0, _KNOWN_WITHIN) < 0 or nations(name) or place_of(name, None):
        return None
    return Link(None, found.span("source"), "label")


def colon(masked: str, start: int, end: int) -> Link | None:
    """Trump went even further: “…” / Karsa's answer was short: “…”. What is introduced is the subject's own word."""
    at = Cue(start=end, end=end, word="", kind="say")
    body = _SPEAKS.match(masked, start, end)
    span = body.span("source") if body else main_subject(masked, Sentence(start=start, end=end, quotes=()), at, [])
    if span is None or _FURNITURE.match(masked, span[0]) or _CLAUSE.search(masked, span[1], end):
        return None
    if not body and masked[span[0] : span[0] + 4].lower() == "the ":
        return None
    owner = _OWNER.search(masked, *span)
    if owner and not _UTTERANCE.match(masked, span[1], end):
        return None
    return Link(None, (span[0], owner.start() + (owner.group()[0] == "s")) if owner else span, "colon")
