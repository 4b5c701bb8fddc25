"""State names inside a short phrase, as alpha-3 codes.

Owns the names, adjectives and seats of government that stand in titles ("Chinese", "US", "Islamabad", 中国).
Never reads whole articles (the gazetteer does that) and never guesses from a part of a word.
"""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import pycountry

from tracker.language.names import geonames
from tracker.yamltext import parsed

_WORD = re.compile(r"U\.(?:S|K)\.(?:A\.)?|[^\W\d_]+(?:[-’'][^\W\d_]+)*|[一-鿿]+")
_POSSESSIVE = re.compile(r"[’']s?$")
#: Names that hold a state's and mean another place.
_NO_STATES = frozenset(
    (
        *("new jersey", "new mexico", "jersey city", "gulf of mexico", "south china sea", "east china sea"),
        *("sea of japan", "gulf of oman", "indian ocean", "american university", "latin american"),
    )
)
_HAN = re.compile(r"[一-鿿]")
_LONGEST = 5
_SHORT = {"RUS": "Russia", "PRK": "North Korea", "KOR": "South Korea", "COD": "DR Congo", "PSE": "Palestine"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """One mention of a state: half-open offsets into the phrase, and its alpha-3 code."""

    start: int
    end: int
    code: str


@cache
def _names() -> dict[str, str]:
    """Folded name → code. Short capitalised forms (US) are kept as they are, since "us" is a word."""
    names: dict[str, str] = {}
    for country in pycountry.countries:
        for key in ("name", "common_name", "official_name"):
            if name := getattr(country, key, None):
                names[_fold(name)] = country.alpha_3
    for capital in geonames.capitals():
        names.setdefault(_fold(capital.name), capital.code or "")
    text = files("tracker.language").joinpath("data/nations.yaml").read_text(encoding="utf-8")
    for code, words in parsed(text).items():
        names |= {_fold(word): code for word in words}
    return names


@cache
def _names_zh() -> dict[str, str]:
    names: dict[str, str] = {}
    zh = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["zh_CN"])
    for country in pycountry.countries:
        for key in ("common_name", "name"):
            if name := getattr(country, key, None):
                names.setdefault(zh.gettext(name), country.alpha_3)
    names |= {
        "中国": "CHN",
        "中方": "CHN",
        "韩国": "KOR",
        "朝鲜": "PRK",
        "俄罗斯": "RUS",
        "伊朗": "IRN",
        "叙利亚": "SYR",
    }
    return {name: code for name, code in names.items() if _HAN.match(name)}


def _fold(name: str) -> str:
    return name if name.isupper() and len(name) <= len("U.S.A.") else name.lower()


def nations(phrase: str) -> list[Nation]:
    """Every state named in the phrase, longest name first at each place, in text order.

    Names are matched as whole words, so "Chinatown" is no China and "us" no United States.
    """
    found = list(_latin(phrase))
    return found if not _HAN.search(phrase) else sorted([*found, *_chinese(phrase)], key=lambda n: n.start)


@lru_cache(maxsize=16_384)
def _latin(phrase: str) -> tuple[Nation, ...]:
    words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(phrase)]
    found: list[Nation] = []
    at = 0
    while at < len(words):
        size, code = _longest(phrase, words, at)
        if code:
            found.append(Nation(start=words[at][0], end=words[at + size - 1][1], code=code))
        at += size
    return tuple(found)


def _longest(phrase: str, words: list[tuple[int, int, str]], at: int) -> tuple[int, str | None]:
    names = _names()
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        name = _POSSESSIVE.sub("", phrase[words[at][0] : words[at + size - 1][1]])
        if not name[:1].isupper():
            return 1, None
        if name.lower() in _NO_STATES:
            return size, None
        if code := names.get(name) or names.get(_fold(name)) or names.get(" ".join(name.lower().split())):
            return size, code
    return 1, _first_half(words[at][2])


def _first_half(word: str) -> str | None:
    """The state of a hyphenated adjective: "China-led", "US-backed" name nobody as speaker, so None."""
    return _names().get(word.lower()) if "-" not in word and len(word) > len("USA.") else None


def _chinese(phrase: str) -> list[Nation]:
    names, found, at = _names_zh(), [], 0
    while at < len(phrase):
        for size in range(8, 1, -1):
            if code := names.get(phrase[at : at + size]):
                found.append(Nation(start=at, end=at + size, code=code))
                at += size - 1
                break
        at += 1
    return found


@cache
def alpha3(name: str) -> str | None:
    """The alpha-3 code of a whole country name, adjective or ISO code, or None when nothing matches exactly."""
    bare = name.strip()
    if re.fullmatch(r"[A-Z]{3}", bare) and (pycountry.countries.get(alpha_3=bare) or re.fullmatch("X[A-Z]{2}", bare)):
        return bare
    if re.fullmatch(r"[A-Z]{2}", bare) and (country := pycountry.countries.get(alpha_2=bare)):
        return str(country.alpha_3)
    whole = [n for n in nations(bare) if (n.start, n.end) == (0, len(bare))]
    return whole[0].code if whole else _names().get(bare.lower())


def state_name(code: str) -> str:
    """The short English name of a state, or the code itself for one that ISO does not know."""
    country = pycountry.countries.get(alpha_3=code)
    if not country:
        return code
    return _SHORT.get(code) or str(getattr(country, "common_name", None) or country.name).split(",")[0]
