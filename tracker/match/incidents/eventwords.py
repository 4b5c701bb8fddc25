"""Words by which texts name events, per kind and language.

Owns the lexicon of events as patterns. Never reads a text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ahocorasick_rs import AhoCorasick

from tracker.language.texts.spans import encodable
from tracker.match.incidents.openings import openings
from tracker.model import When
from tracker.yamltext import parsed

#: Languages whose patterns end with a word; the others inflect or write without blanks.
_CLOSED = frozenset({"en", "fr", "es", "de", "pt"})
#: Languages whose patterns begin anywhere: scripts without blanks, and those that write "and" or "the" onto a word.
_OPEN = frozenset({"zh", "ja", "ko", "ar", "fa", "ur"})
_NEVER = r"(?!)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of event: its family (kinds that can be one event in two texts) and its label for names.

    `weak` kinds are what states do every day (votes, laws, exercises). The rest says how names are made: see
    data/events.yaml.
    """

    name: str
    family: str
    label: str
    weak: bool = False
    joint: str = "in"
    things: str = ""
    persons: bool = False
    plural: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Event words and their company in one language, as patterns."""

    kinds: tuple[tuple[Kind, re.Pattern[str]], ...]
    begins: AhoCorasick
    begun: tuple[tuple[int, ...], ...]
    reactions: re.Pattern[str]
    casualties: re.Pattern[str]
    generic: re.Pattern[str]
    speech: re.Pattern[str]
    anniversary: re.Pattern[str]
    definite: re.Pattern[str]
    several: re.Pattern[str]
    strong: re.Pattern[str]
    subject: re.Pattern[str]
    answered: re.Pattern[str]
    besides: re.Pattern[str]
    abstract: re.Pattern[str]
    asked: re.Pattern[str]
    earlier: re.Pattern[str]
    aftermath: re.Pattern[str]
    solid: bool

    def kinds_in(self, text: str) -> list[tuple[Kind, re.Pattern[str]]]:
        """The kinds of which the text may hold a word, in their order: to try them all takes ten times as long."""
        found = {
            kind
            for at, _, _ in self.begins.find_matches_as_indexes(encodable(text.lower()), overlapping=True)
            for kind in self.begun[at]
        }
        return [self.kinds[kind] for kind in sorted(found)]


@cache
def _loaded() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = parsed(files("tracker.match").joinpath("data/events.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; one without an own list is read with the English one."""
    loaded = _loaded()
    code = language.split("-", maxsplit=1)[0]
    code = code if code in loaded["reactions"] else "en"
    rows = [(name, row) for name, row in loaded["kinds"].items() if code in row]
    kinds = tuple((_kind(name, row), _pattern(row[code], code)) for name, row in rows)
    begins: dict[str, list[int]] = defaultdict(list)
    for at, (_, row) in enumerate(rows):
        for opening in sorted(openings(row[code])):
            begins[opening].append(at)
    company = ("reactions", "casualties", "generic", "speech", "anniversary")
    around = (
        "definite",
        "several",
        "strong",
        "subject",
        "answered",
        "besides",
        "abstract",
        "asked",
        "earlier",
        "aftermath",
    )
    return Lexicon(
        kinds=kinds,
        begins=AhoCorasick(list(begins)),
        begun=tuple(tuple(kinds) for kinds in begins.values()),
        solid=code in ("zh", "ja", "ko"),
        **{name: _pattern(loaded[name][code], code) for name in company},
        **{name: re.compile(loaded[name].get(code, _NEVER), re.IGNORECASE) for name in around},
    )


def _kind(name: str, row: Mapping[str, Any]) -> Kind:
    return Kind(
        name=name,
        family=row["family"],
        label=row["label"],
        weak=row.get("weak", False),
        joint=row.get("joint", "in"),
        things=row.get("things", ""),
        persons=row.get("persons", False),
        plural=row.get("plural", ""),
    )


@cache
def kind_of(name: str) -> Kind:
    """The kind of that name."""
    return _kind(name, _loaded()["kinds"][name])


def _pattern(text: str, code: str) -> re.Pattern[str]:
    begin = "" if code in _OPEN else r"\b"
    end = r"\b" if code in _CLOSED else ""
    return re.compile(rf"{begin}(?:{text}){end}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What the reading of an event needs of one text."""

    title: str
    body: str
    language: str
    published: When | None
    home: str | None = None
