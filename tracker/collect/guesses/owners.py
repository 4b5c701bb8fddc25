"""Whose site an unknown page is: a name, a country and a time zone from what it and its address say.

Owns these guesses. Pure; a country without its own ending in the address stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import pycountry

from tracker.collect.guesses.lists import tree_of
from tracker.collect.reading.blocks import clean, one_line
from tracker.model import Capture

#: Endings that are not the country's ISO 3166 code.
_ENDINGS = {"uk": "GB", "su": "RU"}
#: No body has a longer name.
_LONGEST = 200
_PARTS = re.compile(r"\s+[|–—·»-]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The likely owner; empty values were not found. `id` is made from the host."""

    id: str
    name: str
    country: str = ""
    zone: str = "UTC"


def owner_of(capture: Capture, body: bytes) -> Owner:
    """The owner as the page and its address tell."""
    host = (urlsplit(capture.url).hostname or "source").removeprefix("www.")
    ending = host.rpartition(".")[2]
    country = pycountry.countries.get(alpha_2=_ENDINGS.get(ending, ending.upper()))
    identity = re.sub(r"[^a-z0-9]+", "_", host.lower()).strip("_")
    return Owner(
        id=identity if identity[:1].isalpha() else f"s_{identity}",
        name=clean(_name(capture, body)[:_LONGEST]) or host,
        country=str(country.alpha_3) if country else "",
        zone=_zones().get(str(country.alpha_2), "UTC") if country else "UTC",
    )


def _name(capture: Capture, body: bytes) -> str:
    """The site's name for itself: og:site_name, the title of its feed, or the last part of its page's title."""
    tree = tree_of(capture, body)
    for tag in tree.select('meta[property="og:site_name"]'):
        named = tag.get("content")
        if isinstance(named, str) and named.strip():
            return " ".join(named.split())
    title = next((one_line(tag) for tag in tree.select("title")), "")
    return max(_PARTS.split(title), key=len) if title else ""


@cache
def _zones() -> dict[str, str]:
    """The first zone of every country, from the IANA time zone database's zone.tab: its capital's or largest one."""
    text = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            found.setdefault(code, zone)
    return found
