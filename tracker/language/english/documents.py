"""Whose document a report quotes: "the statement said" after "the ministry issued a statement".

Owns the way from a document to the phrase that names who made it, in English. Never resolves the phrase, and names
nobody where the nearest mention of such a document has no maker.
"""

from __future__ import annotations

import re

from tracker.language.english.indirect import plausible, subject

_KIND = (
    r"statement|communiqu[eé]|letter|post|tweet|message|note|declaration|release|readout|report|memo|email|appeal"
    r"|resolution|announcement|thread"
)
_DOCUMENT = re.compile(rf"(?:the|this|that|its|their)\s(?:[a-z]+\s){{0,2}}(?P<kind>{_KIND})$", re.IGNORECASE)
_MADE = (
    r"(?:issued|released|published|put out|sent|posted|adopted|signed|said|wrote|added|warned|announced|condemned"
    r"|stated|reacted|responded|called|expressed)"
)
#: So far back a document may have been mentioned.
_REACH = 800
_LONGEST_OWNER = 120


def owner_of(masked: str, phrase: tuple[int, int]) -> tuple[int, int] | None:
    """The place of the phrase that names who made the document that `phrase` names, or None.

    The nearest mention before it counts: "a statement from X", "X's statement", "X said in a statement".
    """
    named = _DOCUMENT.fullmatch(masked, *phrase)
    if not named:
        return None
    low = max(0, phrase[0] - _REACH)
    kind = named.group("kind")
    for pattern in (_by(kind), _own(kind)):
        found = [m for m in pattern.finditer(masked, low, phrase[0]) if plausible(m.group("owner"))]
        if found:
            return found[-1].span("owner")
    for made in reversed(list(_verb(kind).finditer(masked, low, phrase[0]))):
        begins = max(masked.rfind(mark, low, made.start()) + 1 for mark in ".\n”")
        owner = subject(masked, max(begins, made.start() - _LONGEST_OWNER), made.start())
        if owner:
            return owner
    return None


def _by(kind: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b{kind}s?\s(?:(?:issued|released|published|posted|sent|signed)\s)?(?:from|by|on behalf of)\s"
        r"(?P<owner>[^,.;:“”\n]{3,80}?)(?=[,.;:“”\n]|\s(?:on|in|said|read|says|reads|that|which|came|was|is|has|had|went"
        r"|[a-z]+ed)\b)"
    )


def _own(kind: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<owner>(?:[Tt]he\s)?(?:[A-Z][\w’-]*\s|of\s|[a-z]+\s){{0,5}}?[A-Z]?\w+)[’']s?\s(?:[a-z]+\s){{0,2}}{kind}\b"
    )


def _verb(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_MADE}\b[^.“”\n]{{0,60}}?\s(?:an?|its|his|her|their)\s(?:[a-z]+\s){{0,3}}{kind}\b")
