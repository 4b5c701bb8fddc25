"""Codes of other data sets for joining: states by Correlates of War and Gleditsch-Ward, moves by PLOVER and CAMEO.

Owns the reading of state_codes.tsv and event_codes.toml. Never guesses: what has no code has none, and a code is
never a scale of ours.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tracker.model import Move, Passage, VerbClass, When


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCodes:
    """One state as other data sets number it; empty or None where they do not have it."""

    iso3: str = ""
    cowc: str = ""
    cown: int | None = None
    gwn: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCode:
    """One move as event data sets code it; empty where they do not."""

    event: str = ""
    mode: str = ""
    cameo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A code with the days between which it holds; an empty end is open."""

    abbreviation: str
    number: int
    since: str
    until: str

    def on(self, day: str) -> bool:
        """Whether it holds on a day, month or year; the empty day is the latest."""
        if not day:
            return not self.until
        return self.since[: len(day)] <= day[: len(self.since)] and (not self.until or day <= self.until[: len(day)])


@dataclass(frozen=True, slots=True)
class _State:
    cow: tuple[_Held, ...]
    gw: tuple[_Held, ...]


def state_codes(country: str | None, date: When | None) -> StateCodes:
    """The codes of a state (alpha-3) on a date; those of today without one, and nothing for no state."""
    if not country:
        return StateCodes()
    return _coded(country, date.iso[:10] if date else "")


@cache
def _coded(country: str, day: str) -> StateCodes:
    held = _states().get(country)
    if held is None:
        return StateCodes(iso3=country)
    # Of a month or year in which a code changed, the later one stands.
    cow = next((one for one in reversed(held.cow) if one.on(day)), None)
    gw = next((one for one in reversed(held.gw) if one.on(day)), None)
    return StateCodes(
        iso3=country,
        cowc=cow.abbreviation if cow else "",
        cown=cow.number if cow else None,
        gwn=gw.number if gw else None,
    )


@cache
def _states() -> Mapping[str, _State]:
    cow: dict[str, list[_Held]] = defaultdict(list)
    gw: dict[str, list[_Held]] = defaultdict(list)
    for line in _read("state_codes.tsv").splitlines():
        if line.startswith("#"):
            continue
        iso3, name, number, since, until, other, begins, ends = ("" if one == "-" else one for one in line.split("\t"))
        cow[iso3].append(_Held(abbreviation=name, number=int(number), since=since, until=until))
        gw[iso3].append(_Held(abbreviation=name, number=int(other), since=begins, until=ends))
    return {iso3: _State(tuple(cow[iso3]), tuple(gw[iso3])) for iso3 in cow}


def event_code(move: Move, verb: VerbClass, *, text: str = "", language: str = "") -> EventCode:
    """The code of a move whose sentence has this evaluating verb; an empty one where there is none.

    A demand is told from an appeal by the words of `text`, as CAMEO has it; without them it is an appeal.
    """
    codes = _events()
    insisting = _insisting().get(language.split("-", 1)[0].lower())
    if move is Move.DEMAND and insisting and insisting.search(text.lower()):
        return codes["demand.insisting"]
    return codes.get(f"{move}.{verb}") or codes.get(move.value) or EventCode()


def event_context(passage: Passage) -> tuple[str, ...]:
    """What keeps a sentence from being an event as it stands."""
    return tuple(name for name in ("negated", "hypothetical") if getattr(passage.strength, name))


@cache
def _events() -> Mapping[str, EventCode]:
    held = tomllib.loads(_read("event_codes.toml"))
    return {name: EventCode(**entry) for name, entry in held.items() if name != "insisting"}


@cache
def _insisting() -> Mapping[str, re.Pattern[str]]:
    held = tomllib.loads(_read("event_codes.toml"))["insisting"]
    return {language: re.compile(pattern) for language, pattern in held.items()}


def _read(name: str) -> str:
    return files("tracker.report.tables").joinpath("data", name).read_text(encoding="utf-8")
