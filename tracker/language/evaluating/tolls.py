"""Numbers of killed, injured and hostages, and who claims an attack, as a text states them.

Owns the reading of the cited patterns (data/tolls_*.yaml). Never adds numbers up, never says which is right: each is
one text's claim, with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from tracker.language.texts.sentences import sentences
from tracker.yamltext import parsed


class Told(StrEnum):
    """What a claim is about, the gravest first: of two readings of one place the first counts."""

    CLAIMED = "claimed-by"
    KILLED = "killed"
    INJURED = "injured"
    HOSTAGES = "hostages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """One claim at `text[start:end]`: `value` where its words name one number, `name` who claims an attack."""

    told: Told
    words: str
    value: int | None
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    """The compiled file of one language."""

    told: tuple[tuple[Told, re.Pattern[str]], ...]
    signs: re.Pattern[str]
    unless: re.Pattern[str]
    words: Mapping[str, int]


@cache
def _patterns(language: str) -> _Patterns | None:
    code = language.split("-", 1)[0].lower()
    resource = files("tracker.language").joinpath(f"data/tolls_{code}.yaml")
    if not resource.is_file():
        return None
    data = parsed(resource.read_text(encoding="utf-8"))
    edge = r"\b" if code == "en" else ""
    number = f"{edge}{data['hedge']}(?P<n>{data['number']})"
    keys = {Told.CLAIMED: "claimed", Told.KILLED: "killed", Told.INJURED: "injured", Told.HOSTAGES: "hostages"}
    return _Patterns(
        told=tuple(
            (told, re.compile(row.replace("{n}", number).replace("{gap}", data["gap"]), re.IGNORECASE))
            for told, key in keys.items()
            for row in data[key]
        ),
        signs=re.compile(data["signs"], re.IGNORECASE),
        unless=re.compile(data["unless"], re.IGNORECASE),
        words=data["words"],
    )


def find_tolls(text: str, *, language: str) -> list[Toll]:
    """The claims of a text in order and apart; none in a language without patterns.

    Sentences about another time ("last year", "since 2014") or about what could be are left out.
    """
    held = _patterns(language)
    if held is None or not held.signs.search(text):
        return []
    found: list[Toll] = []
    for span in sentences(text, language=language):
        if held.signs.search(text, span.start, span.end) and not held.unless.search(text, span.start, span.end):
            found += _apart(_in(text, span.start, span.end, held))
    return found


def _apart(found: Iterator[Toll]) -> list[Toll]:
    """Of claims at one place the one that came first; in the order of the text."""
    kept: list[Toll] = []
    for one in found:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _in(text: str, start: int, end: int, held: _Patterns) -> Iterator[Toll]:
    for told, pattern in held.told:
        for hit in pattern.finditer(text, start, end):
            name = hit["who"].strip() if told is Told.CLAIMED else ""
            value = None if told is Told.CLAIMED else _value(hit["n"], held.words)
            begin, last = hit.span()
            yield Toll(told=told, words=text[begin:last], value=value, name=name, start=begin, end=last)


def _value(number: str, words: Mapping[str, int]) -> int | None:
    """The number that the words name; None for dozens, scores and numbers with a rest ("十余")."""
    plain = number.lower().strip().replace(",", "")
    if plain.isdigit():
        return int(plain)
    if plain.isascii():
        parts = re.split(r"[- ]", plain)
        return sum(words[part] for part in parts) if all(part in words for part in parts) else None
    return _han(plain, words)


def _han(plain: str, words: Mapping[str, int]) -> int | None:
    """三, 十二, 三十七; None beyond ninety-nine, where scripts write digits."""
    tens, ten, ones = plain.partition("十")
    if not all(sign in words for sign in (*tens, *ones)) or len(tens) > 1 or len(ones) > 1:
        return None
    if not ten:
        return words.get(plain)
    return 10 * (words[tens] if tens else 1) + (words[ones] if ones else 0)
