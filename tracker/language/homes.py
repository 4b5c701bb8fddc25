"""Where a report is at home: the state whose offices its outlet names without their state.

Owns the reading of the dateline for that purpose. Never says so of an agency that writes from abroad, since "the
prime minister" in its reports is whoever it named with a state before.
"""

from __future__ import annotations

import re

from tracker.language.nations import nations
from tracker.language.regions import place_of

_TOP = 1500
_DATELINE = re.compile(
    r"^\s*(?P<place>[A-Z][A-Za-z’' .-]{2,30}?)(?:,\s[A-Z][a-z]+\.?\s\d{1,2}(?:,\s\d{4})?)?\s*"
    r"(?:\((?P<agency>[^()\n]{2,30})\)\s*(?:[-–—]{1,2}|(?=[“\"A-Z]))|:(?=\s)|\s[–—]\s|\s--\s)",
    re.MULTILINE,
)
#: National agencies: at home where they sit.
_AGENCIES = {
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


def home_of(text: str) -> str | None:
    """Alpha-3 code of the state at home in the report, if its dateline tells: "LAHORE:", "New Delhi, Jan 14 (PTI)"."""
    found = _DATELINE.search(text, 0, _TOP)
    if not found or " said" in found.group("place"):
        return None
    place = found.group("place").strip().title()
    named = nations(place)
    town = place_of(place, None)
    code = named[0].code if named else town[1] if town else None
    agency = found.group("agency")
    national = agency is None or agency.strip().upper() in _AGENCIES.get(code or "", ())
    return code if national else None
