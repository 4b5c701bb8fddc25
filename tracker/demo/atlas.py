"""The invented bodies, places and incidents of the sample world, read from its data files.

Owns who can speak and what happened. Never composes a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tracker.errors import BadConfig
from tracker.yamltext import parsed

WORLD = Path(__file__).parent / "world"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A body that speaks: its zone, the office of whoever speaks for it, and the people with the first day of each."""

    issuer: str
    name: str
    country: str | None
    parent: str | None
    zone: ZoneInfo
    role: str
    people: tuple[tuple[date, str], ...]

    def speaker(self, day: date) -> str:
        """Who speaks on that day; "" for a body without a voice of its own."""
        return next((name for since, name in reversed(self.people) if since <= day), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One incident as the truth knows it, with the words for it and its hand-written facts in each language."""

    id: str
    day: date
    place: str
    state: str
    kind: str
    mode: str
    words: Mapping[str, Mapping[str, str]]
    facts: Mapping[str, tuple[str, ...]]


def read(name: str) -> Any:
    """The content of one data file of the world. Raises BadConfig where the installation lacks it."""
    path = WORLD / f"{name}.yaml"
    try:
        return parsed(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadConfig(f"{path}: a data file of the sample world is missing ({error}); install again") from error


@cache
def voices() -> Mapping[str, Voice]:
    """Every body by issuer id."""
    return {entry["id"]: _voice(entry) for entry in read("issuers")}


def _voice(entry: Mapping[str, Any]) -> Voice:
    return Voice(
        issuer=entry["id"],
        name=entry["name"],
        country=entry.get("country"),
        parent=entry.get("parent"),
        zone=ZoneInfo(entry.get("zone", "UTC")),
        role=entry.get("role", ""),
        people=tuple((since, name) for since, name in entry.get("people", ())),
    )


@cache
def state_words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """For each state and language the forms of its name that sentences need."""
    return {entry["code"]: {lang: entry[lang] for lang in ("en", "zh", "fr", "ar")} for entry in read("states")}


@cache
def happenings() -> Mapping[str, Happening]:
    """Every incident by id, in the order in which they happened."""
    return {entry["id"]: _happening(entry) for entry in read("incidents")}


def _happening(entry: Mapping[str, Any]) -> Happening:
    languages = ("en", "zh", "fr", "ar")
    states = state_words()[entry["state"]]
    return Happening(
        id=entry["id"],
        day=entry["date"],
        place=entry["place"],
        state=entry["state"],
        kind=entry["kind"],
        mode=entry.get("mode", "usual"),
        words={lang: {"place": entry["place"], **states[lang], **_plain(entry[lang])} for lang in languages},
        facts={lang: tuple(entry[lang]["facts"]) for lang in languages},
    )


def _plain(words: Mapping[str, Any]) -> dict[str, str]:
    return {key: value for key, value in words.items() if isinstance(value, str)}
