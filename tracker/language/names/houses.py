"""Bodies as an article names them: "Karsa's foreign ministry", and "the ministry" that goes back to one.

Owns where such bodies stand and which words go back to them. Never decides which body speaks.
"""

from __future__ import annotations

import re

from tracker.terms import IssuerKind

#: A body named by its kind alone, with two words before it at most.
BODY_WORDS = re.compile(
    r"^(?:[\w’'-]+\s){0,2}(?P<head>ministry|embassy|mission|government|department|group|military|army|commission|council"
    r"|consulate|office|agency|bloc|alliance|union|organi[sz]ation|movement|party|Guards|rebels|militants|body"
    r"|watchdog|statement|delegation|administration|presidency|police|force|court|spokes\w+)$"
)
#: What kind of issuer such a word means; a state's where it is not listed.
KINDS = {
    **dict.fromkeys(("group", "movement", "rebels", "militants", "party"), IssuerKind.NON_STATE),
    **dict.fromkeys(
        ("bloc", "alliance", "union", "organisation", "organization", "agency", "body", "watchdog"),
        IssuerKind.ORGANISATION,
    ),
}
#: Names begin where words do: tried from each of its letters, a word of thousands would be read thousands of times.
_BODY = re.compile(
    r"[A-Z](?<!\w[A-Z])"
    r"(?:[\w’'.-]*+\s++(?:[A-Z][\w’'.-]*+\s++){0,3}(?:(?:foreign|defen[cs]e|interior|home|finance|health)\s)?"
    r"(?:[Mm]inistry|[Ee]mbassy|[Mm]ission|[Gg]overnment|[Dd]epartment|[Cc]ommission|[Mm]ilitary|[Aa]rmy"
    r"|[Cc]onsulate)(?:\s+in\s+[A-Z]\w+)?|[\w’'-]++(?:\s[A-Z][\w’'-]++){0,2}\s(?:Army|Front"
    r"|Movement)\s\([A-Z]{2,5}\))"
)


def named_bodies(text: str) -> list[tuple[int, str]]:
    """Where each body stands that the text names in full, and its words, in text order."""
    found = ((one.end(), _STOP.split(one.group())[-1]) for one in _BODY.finditer(text))
    return [(end - len(words), words) for end, words in found]


#: Where a sentence ends before the body's own words: "… Velm. The Karsan government".
_STOP = re.compile(r"(?<=[a-zà-ÿ]{2}\.)\s+")


def is_whereabouts(text: str, at: int, phrase: str) -> bool:
    """Whether a place only says where something is: a dateline, "in Velm, Karsa, ", and nobody's metonym."""
    end = at + len(phrase)
    if phrase.isupper() and _DATELINE.match(text, end):
        return True
    return text[end : end + 1] == "," and _TOWN.search(text, max(0, at - 50), at) is not None


_DATELINE = re.compile(r"(?:,\s[^()\n]{1,30})?\s*(?:\([A-Z][A-Za-z ]{1,20}\)|[—–])")
_TOWN = re.compile(r"\b(?:in|at|near|from|outside|to)\s(?:[A-Z][\w’'-]+\s?){1,3},\s$")
