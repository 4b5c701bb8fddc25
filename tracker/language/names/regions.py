"""Provinces, towns and police: public bodies below the state, never the state itself.

Owns which place of which state a governor, mayor or police chief speaks for. A place of that name in several states
is nobody's, unless the caller says which state is meant.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

import pycountry

from tracker.language.names import geonames
from tracker.language.names.bodies import police_issuer, region_issuer
from tracker.language.names.nations import nations, state_name
from tracker.model import Issuer
from tracker.yamltext import parsed

_GOVERNING = re.compile(
    r"\b(?:chief minister|(?:lieutenant )?governor|provincial (?:government|assembly|minister|spokes\w+|authorities)"
    r"|premier|mayor|city council|county executive|first minister"
    r"|state government|regional (?:government|administration|head|leader)"
    r"|government of|district commissioner|deputy commissioner)\b",
    re.IGNORECASE,
)
_AUTONOMOUS = re.compile(
    r"\b(?:kurdistan|azad (?:jammu and )?kashmir|gilgit-baltistan|hong kong|macau|catalonia|crimea)\b", re.IGNORECASE
)
_NATIONAL = re.compile(r"\bbank\b|governor[- ]general|\bgovernment of (?:national )?unity\b", re.IGNORECASE)
_POLICE = re.compile(r"\bpolice\b|\bsheriff\b|\bgendarmerie\b", re.IGNORECASE)
_CAPITALISED = re.compile(r"[A-Z][\w’'-]*(?:(?: (?:de|del|da|do|la|of|and|upon))? [A-Z][\w’'-]*)*")
_TITLE = re.compile(
    r"\b(?:Chief|Deputy|Acting|Caretaker|Minister|Governor|Premier|Mayor|Police|Provincial|Government|The|Assembly|State"
    r"|Inspector|General|Commissioner|Superintendent|Senior|Officer|Lieutenant|Region(?:al)?|Province|City)\b"
)
_COMPASS = frozenset(
    (
        "north",
        "south",
        "east",
        "west",
        "central",
        "centre",
        "center",
        "northern",
        "southern",
        "eastern",
        "western",
        "upper",
    )
)
#: How a police force is called after a place that no list has.
_FORCE = re.compile(r"^(?:[Tt]he\s)?(?P<name>[A-Z][\w’'-]*(?:\s(?:and\s)?[A-Z][\w’'-]*){0,2})\sPolice\b")
_POSSESSIVE = re.compile(r"[’']s?$")


@cache
def _places() -> dict[str, frozenset[str]]:
    """Folded name of a province or town → alpha-3 codes of the states that have one; a province before a town."""
    found: dict[str, set[str]] = {}
    for town in (*geonames.cities(), *geonames.capitals()):
        if town.code:
            found[_folded(town.name)] = {town.code}  # the largest comes last and stays
    return {name: frozenset(codes) for name, codes in found.items()} | _provinces()


@cache
def _provinces() -> dict[str, frozenset[str]]:
    provinces: dict[str, set[str]] = {}
    for area in pycountry.subdivisions:
        if country := pycountry.countries.get(alpha_2=area.country_code):
            provinces.setdefault(_folded(area.name), set()).add(country.alpha_3)
    text = files("tracker.language").joinpath("data/offices.yaml").read_text(encoding="utf-8")
    for code, names in parsed(text)["regions"].items():
        provinces |= {_folded(name): {code} for name in names}
    return {name: frozenset(codes) for name, codes in provinces.items()}


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(char for char in plain if not unicodedata.combining(char)).replace("’", "'").casefold()


def place_of(words: str, country: str | None) -> tuple[str, str] | None:
    """(name, alpha-3 code) of the province or town of that name in `country`, or in the only state that has one."""
    codes = frozenset() if words.lower() in _COMPASS else _places().get(_folded(words), frozenset())
    if country in codes:
        return words, str(country)
    return (words, next(iter(codes))) if len(codes) == 1 else None


def _place_in(phrase: str, country: str | None) -> tuple[str, str] | None:
    """The first place that the phrase names, titles and states' names apart; the longest name at each word."""
    for found in _CAPITALISED.finditer(_TITLE.sub("·", phrase)):
        words = [_POSSESSIVE.sub("", word) for word in found.group().split()]
        for first in range(len(words)):
            for last in range(len(words), first, -1):
                name = " ".join(words[first:last])
                place = None if _is_state(name) else place_of(name, country)
                if place:
                    return place
    return None


def _is_state(name: str) -> bool:
    """Whether the name is that of a state and not of its capital alone: Pakistan, Singapore, but not Islamabad."""
    named = nations(name)
    return bool(named) and (name not in _capitals() or state_name(named[0].code) == name)


@cache
def _capitals() -> frozenset[str]:
    return frozenset(town.name for town in geonames.capitals())


def region_of(phrase: str, country: str | None) -> Issuer | None:
    """A province's or town's own government: "chief minister of Balochistan", "Mayor of Lviv". `country` narrows."""
    if _NATIONAL.search(phrase):
        return None
    phrase = _spelt_out(phrase)
    if below := _below(phrase, country):
        return below
    if not (_GOVERNING.search(phrase) or _AUTONOMOUS.search(phrase)):
        return None
    place = _place_in(phrase, country)
    return region_issuer(place[1], place[0]) if place else None


@cache
def _called() -> dict[str, str]:
    """Adjectives and abbreviations of provinces, as reports write them before an office."""
    text = files("tracker.language").joinpath("data/offices.yaml").read_text(encoding="utf-8")
    names: dict[str, str] = parsed(text)["region_names"]
    return names


def _spelt_out(phrase: str) -> str:
    """The phrase with the province's name for its adjective or letters, its president as what region_of knows."""
    found = _CALLED.match(phrase)
    name = _called().get(found["name"]) if found else None
    if not found or not name:
        return phrase
    rest = _HEADS.sub("regional leader", phrase[found.end() :], count=1)
    return f"{name} {rest}"


_CALLED = re.compile(r"(?:[Tt]he\s)?(?P<name>[A-Z][\w&]+)\s")
_HEADS = re.compile(r"\b(?:regional\s)?(?:president|first minister|leader)\b", re.IGNORECASE)


def _below(phrase: str, country: str | None) -> Issuer | None:
    """The government of the province that opens the phrase: "Balochistan government", "Ohio Secretary of State"."""
    for opening in _OPENINGS:
        found = opening.match(phrase)
        if not found or not _OF_PROVINCE.match(phrase, found.end()):
            continue
        name = found.group("name")
        codes = _provinces().get(_folded(name), frozenset())
        code = country if country in codes else next(iter(codes)) if len(codes) == 1 else None
        if code and not nations(name):
            return region_issuer(code, name)
    return None


#: A province's name of one, two or three words.
_OPENINGS = tuple(
    re.compile(rf"(?:[Tt]he\s)?(?P<name>[A-Z][\w’'-]*?(?:\s[A-Z][\w’'-]*?){{{more}}})(?:[’']s)?\s(?=[A-Za-z]+\b)")
    for more in range(3)
)
_OF_PROVINCE = re.compile(
    r"(?:provincial |state |home |interior |information |health |law |finance |education )*"
    r"(?:government|department of|secretary of state|attorney general|treasurer"
    r"|(?:elections? )?(?:officials|authorities)|(?:home|interior|information|health|finance|law|education) "
    r"(?:minister|ministry|department|secretary)|cabinet|assembly|legislature)\b",
    re.IGNORECASE,
)


def police_of(phrase: str, country: str | None) -> Issuer | None:
    """The police of a place, else of the state; unknown if neither can be told."""
    if not _POLICE.search(phrase):
        return None
    place = _place_in(phrase, country)
    if place:
        return police_issuer(place[1], place[0])
    named = _FORCE.match(phrase)
    if country and named and not nations(named["name"]) and not _TITLE.search(named["name"]):
        return police_issuer(country, named["name"])
    return police_issuer(country) if country else None
