"""Where what is reported ends: before the reporter's next clause, another party's denial, the outlet that relays it.

Owns the ends of reported clauses and of the things that verbs are about, in English, over masked text. Never finds a
beginning.
"""

from __future__ import annotations

import re

from tracker.language.english.hearing import WORDS
from tracker.language.english.indirect import plausible, trimmed
from tracker.language.english.verbs import told_forms

_CLAUSE_END = re.compile(
    r",\s(?:adding|saying|noting|telling|stressing|warning|arguing|insisting|stating|citing)\b|\sadding\s|;|\s—\s"
    r"|,\s(?:while|although|whereas)\b"
    r"|,\s(?:an?|the)\s(?:charge|claim|accusation|allegation|assertion|statement|suggestion|view|position|argument)\s"
)
#: Where a verb of the same source may follow.
_NEXT = re.compile(
    r",?\s(?:and|but)\s(?:(?:he|she|they|it)\s)?(?:also\s|has\s|have\s|had\s|then\s|later\s|[a-z]+ly\s)*(?P<verb>[a-z]+)\b"
)
#: Where another party's words begin: "and the Karsa League said it …".
_OTHER = re.compile(
    r",?\s(?:and|but)\s(?P<source>(?:the\s)?(?:(?![a-z])[^\W\d_][\w’'\ue003-]*\s(?:of\s|for\s|the\s){0,2}){1,8}|the\s[a-z]+\s)"
    r"(?:has\s|have\s|also\s|[a-z]+ly\s)*(?P<verb>said(?=\s)|[a-z]+(?=\s(?:that|it|they|he|she|there|its|their|his|her)\b))"
)
_OBJECT_END = re.compile(
    r",?\sand\s(?=(?:also\s|then\s)?(?:has|have|had|is|was|were|are|will|would|they|he|she|it)\b)"
    r"|[;:]\s|\s—\s|\s-{1,2}\s|\swhile\s|,?\sbut\s|,?\s(?:saying|adding|noting|telling|which|because|when|after"
    r"|as (?:he|she|they|it|the|well))\b"
    r"|,\s(?=[a-z]+(?:ing|ed)\s|(?:said|says|told|wrote)\s"
    r"|(?:who|whom|whose|where|before|an?|one|s?he|it|they|that)\b)|\sin which\s"
)
_AND_CLAUSE = re.compile(
    r",?\sand\s(?=(?:the|an?|his|her|its|their|[A-Z][\w’']+)\s(?:[\w’'-]+\s){0,4}?(?:is|are|was|were|has|have|had|said"
    r"|will|would|can|could)\b)"
)
_TAIL_SOURCE = re.compile(
    r",\s(?P<source>[^,;:“”]{2,110}?)\s(?:also\s)?(?:said|says|say|reported|reports|added|told(?:\s[^,;:“”]{2,60})?|show|shows|wrote)"
    r"(?:\s(?:on\s)?[A-Z][a-z]+day)?\s*[.]?\s*$|,\saccording\sto\s"
)
_OCCASION = re.compile(
    r"\s(?:in|on|at|during|via|through)\s(?:an?|its|his|her|their|the)\s(?:[\w’'-]+\s){0,3}(?:statement|interview|speech"
    r"|tweet|post|letter|message|call|conference|briefing|meeting|talks|address|remarks|email|e-mail|video|article|debate"
    r"|account|show|program|rally|event|hearing|release)(?:\s(?:on|with|in|to)\s[\w’'\s]{2,30})?$"
    r"|\son\s[A-Z][a-z]+day(?:\s[a-z]+)?$"
)
#: So far behind its beginning what is said may be broken off first: "that, according to Y, S".
_PAUSE = 2
#: Where a clause about somebody ends and his own verb follows: ", who called it “vile,” said".
_MAIN_VERB = re.compile(
    r",(?P<mark>”?)\s(?=(?:also\s|has\s|have\s|had\s|then\s|later\s|[a-z]+ly\s)*(?P<verb>[a-z]+)\b(?!\s(?:by|from|with)\b)"
    r"(?P<thing>\s(?:the|an?|his|her|its|their)\b)?)"
)
_BEING = frozenset(("is", "are", "was", "were", "has", "have", "had", "will", "would", "did", "does"))
#: The longest name of an outlet that stands without article or capital ("state radio").
_RELAY = 4


def clause_end(masked: str, start: int, end: int) -> int:
    """Where a reported clause ends: before ", adding", "and called for", ", the agency reported", else at `end`."""
    found = _CLAUSE_END.search(masked, start, end)
    end = found.start() if found else end
    cut = next((one for one in _NEXT.finditer(masked, start, end) if one["verb"] in told_forms()), None)
    end = cut.start() if cut else end
    for other in _OTHER.finditer(masked, start, end):
        if other["verb"] in told_forms() and len(WORDS.findall(masked, start, other.start())) > 1:
            return other.start()
    tail = None if found or cut else _TAIL_SOURCE.search(masked, start + _PAUSE, end)
    return tail.start() if tail and _relays(tail["source"]) else end


def _relays(source: str | None) -> bool:
    return source is None or plausible(source) or len(WORDS.findall(source)) <= _RELAY


def aside_end(masked: str, start: int, end: int) -> int:
    """Where a clause between commas ends that is about somebody whose own verb follows it; else `end`."""
    for found in _MAIN_VERB.finditer(masked, start, end):
        does = found["thing"] and found["verb"].endswith("ed")
        if does or found["verb"] in told_forms() or found["verb"] in _BEING:
            return found.end("mark") if found["mark"] else found.start()
    return end


def object_end(masked: str, start: int, end: int) -> int:
    """Where the thing ends that a verb is about, without the occasion on which it was said."""
    end = clause_end(masked, start, end)
    for pattern in (_OBJECT_END, _AND_CLAUSE):
        stop = pattern.search(masked, start, end)
        end = stop.start() if stop else end
    end = trimmed(masked, start, end)[1]
    occasion = _OCCASION.search(masked, start, end)
    return occasion.start() if occasion and occasion.start() > start else end
