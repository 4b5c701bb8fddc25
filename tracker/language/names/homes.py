"""Where a report is at home: the state whose offices its outlet names without their state.

Owns the reading of the dateline for that purpose. Never says so of an agency that writes from abroad, since "the
prime minister" in its reports is whoever it named with a state before.
"""

from __future__ import annotations

import re

from tracker.language.names.nations import nations
from tracker.language.names.regions import place_of

_TOP = 1500
_DATELINE = re.compile(
    r"^\s*(?P<place>[A-Z][A-Za-z’' .-]{2,30}?)(?:,\s[A-Z][a-z]+\.?\s\d{1,2}(?:,\s\d{4})?)?\s*"
    r"(?:\((?P<agency>[^()\n]{2,30})\)\s*(?:[-–—]{1,2}|(?=[“\"A-Z]))|:(?=\s)|\s[–—]\s|\s--\s|(?<=[A-Z])\s-\s)"
    r"|^(?P<line>[A-Z]{4,}(?:\s[A-Z]{2,})?)\s*\n",
    re.MULTILINE,
)
#: National agencies: at home where they sit.
_AGENCIES = {
    "USA": ("AP", "UPI"),
    "IND": ("PTI", "ANI", "IANS"),
    "PAK": ("APP",),
    "CHN": ("XINHUA",),
    "RUS": ("TASS", "INTERFAX", "RIA"),
    "TUR": ("ANADOLU", "AA"),
    "IRN": ("IRNA", "TASNIM", "FARS"),
    "KOR": ("YONHAP",),
    "PRK": ("KCNA",),
    "JPN": ("KYODO",),
    "DEU": ("DPA",),
    "ITA": ("ANSA",),
    "ESP": ("EFE",),
    "SAU": ("SPA",),
    "ARE": ("WAM",),
    "MYS": ("BERNAMA",),
    "IDN": ("ANTARA",),
    "UKR": ("UKRINFORM",),
    "BGD": ("BSS",),
    "NPL": ("RSS",),
    "PHL": ("PNA",),
    "JOR": ("PETRA",),
    "EGY": ("MENA",),
}

#: Heads that any company or club has as well.
_PLAIN = re.compile(
    r"(?:the\s)?(?:president|vice president|director|chairman|secretary|head|chief|officials?)", re.IGNORECASE
)
#: A government told by letters that are no state's: a province's, or nobody's.
_LETTERS = re.compile(
    r"(?:[Tt]he\s)?(?!(?:US|UK|UN|EU)\b)[A-Z]{2,5}\s(?:government|police|cabinet|assembly|chief minister)\b"
)
#: An adjective of a place that no list has, before an office of states.
_FOREIGN = re.compile(
    r"(?:[Tt]he\s)?(?!Christian|Civilian|Custodian|Guardian|Veteran|Human|Urban)[A-Z][a-z]+(?:ian|ese|an|ish)\s"
    r"(?:[A-Za-z]+\s){0,2}"
    r"(?i:minist\w+|president|government|army|military|police|premier|ambassador|embassy)\b"
)
#: Offices that the United States do not have: in a report at home there they are others'.
_ABROAD = re.compile(r"\b(?:minist\w+|premier|chancellor|king|queen|foreign secretary|foreign office)\b", re.IGNORECASE)


def may_be_home(words: str, home: str | None) -> bool:
    """Whether an office named without its state can be the home state's: no letters, no adjective of elsewhere."""
    if _PLAIN.fullmatch(words) or _LETTERS.match(words) or _FOREIGN.match(words):
        return False
    return not (home == "USA" and _ABROAD.search(words))


def home_of(text: str) -> str | None:
    """Alpha-3 code of the state at home in the report, if its dateline tells: "LAHORE:", "New Delhi, Jan 14 (PTI)"."""
    code, agency = _dated(text)
    national = agency is None or agency.strip().upper() in _AGENCIES.get(code or "", ())
    return code if national else None


def seat_of(text: str) -> str | None:
    """Alpha-3 code of the state from which the report was sent, whoever sent it."""
    return _dated(text)[0]


def _dated(text: str) -> tuple[str | None, str | None]:
    """The state of the dateline and the agency that it names."""
    found = _DATELINE.search(text, 0, _TOP)
    if not found or " said" in found.group():
        return None, None
    place = (found.group("place") or found.group("line")).strip().title()
    named = nations(place)
    town = place_of(place, None)
    return (named[0].code if named else town[1] if town else None), found.group("agency")
