"""How news in other languages than English says who said what: words of saying, offices and names, as data.

Owns the shape of the files data/cues_*.yaml and which languages have one. Never reads an article: that is reading's.

A file holds `order` (where the subject stands, see Order), `names` (where a person's name stands, see Naming), and
patterns over small letters: `say`, `judge` and `urge` (verbs that quote or report, that characterise, that call for
something), `that` (what opens reported speech), `according`, `document` ("in a statement"), `title` (words for people
in office), `offices` (slug of data/offices.yaml), `seats` and `bodies` (issuer ids), `embassy`, `consulate`, `mission`,
`host` (group host), `province`, `nobody` (people who speak for no office), `outlet`, `pronoun`, `socalled`, `aside`
(what opens an adverbial), `names_end` (what no name holds),
`glue` (particles between a source and what it says); `object: before` where a verb follows its object;
`turned` pairs of marks that may close where others open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from tracker.language.texts.hant import simplified
from tracker.language.texts.letters import lowered, one_for_one
from tracker.yamltext import parsed


class Order(StrEnum):
    """Where a subject stands.

    After the verb behind a quotation (French), always before the verb (Chinese, Urdu), after the verb that opens a
    sentence (Arabic), or before the quotation that the verb follows (Turkish).
    """

    INVERTED = "inverted"
    PLAIN = "plain"
    VERB_FIRST = "verbfirst"
    FINAL = "final"


class Naming(StrEnum):
    """How a name is told from what stands around it: by capitals, or by standing after or before a title."""

    CAPITALS = "capitals"
    AFTER = "after"
    BEFORE = "before"
    CHINESE = "chinese"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tongue:
    """One language's rules. `cue` has a group for each kind of verb; `heads` are (kind, value, pattern)."""

    language: str
    order: Order
    naming: Naming
    object_before: bool
    turned: str
    cue: re.Pattern[str]
    heads: tuple[tuple[str, str, re.Pattern[str]], ...]
    patterns: Mapping[str, re.Pattern[str]]
    home: tuple[tuple[str, re.Pattern[str]], ...]

    def plain(self, text: str) -> str:
        """The text in the letters that the patterns are written in, each character at its place."""
        return simplified(text) if self.language == "zh" else lowered(text, language=self.language)

    def find(self, name: str, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first place of a pattern of the file, if it has that pattern."""
        pattern = self.patterns.get(name)
        return pattern.search(text, start, end) if pattern else None

    def at(self, name: str, text: str, start: int, end: int) -> re.Match[str] | None:
        """The pattern of the file at `start`, if it stands there."""
        pattern = self.patterns.get(name)
        return pattern.match(text, start, end) if pattern else None


#: Kinds of cue in the order in which they are tried at one place.
CUES = ("judge", "urge", "according", "say")
_HEADS = ("nobody", "mission", "embassy", "consulate", "province", "title")
_SOLID = frozenset({"zh", "ja", "ko"})
#: Vowel signs that Python counts among no words.
_SIGNS = "\u0900-\u0963\u064b-\u0652"
_PARTICLES = MappingProxyType({"ar": "(?:[وف]?(?:لل|[بلك]))?"})


def languages() -> frozenset[str]:
    """The languages that have a file."""
    folder = files("tracker.language").joinpath("data")
    names = (entry.name for entry in folder.iterdir() if entry.name.startswith("cues_"))
    return frozenset(name[len("cues_") : -len(".yaml")] for name in names) - {"en", "latin"}


@cache
def tongue_of(language: str) -> Tongue | None:
    """The rules of a language by its primary subtag; None for one that is not read."""
    if language not in languages():
        return None
    data = _data(language)
    names = Naming(data["names"])
    shared = _data("latin")["bodies"] if names is Naming.CAPITALS and language != "ru" else {}
    whole = _Whole(language)
    return Tongue(
        language=language,
        order=Order(data["order"]),
        naming=names,
        object_before=data.get("object") == "before",
        turned=data.get("turned", ""),
        cue=whole("|".join(f"(?P<{kind}>{_joined(data[kind])})" for kind in CUES if kind in data)),
        heads=tuple(_heads(data, shared, whole)),
        # علي is a name and على is none: where names end is read in the letters of the text.
        patterns=MappingProxyType(
            {name: _Whole(language, folded=name != "names_end")(data[name]) for name in _NAMED if data.get(name)}
        ),
        home=tuple((code, whole(pattern)) for code, pattern in data.get("home", {}).items()),
    )


_NAMED = ("that", "document", "host", "outlet", "pronoun", "socalled", "aside", "names_end", "home_offices", "glue")


def _data(language: str) -> dict[str, Any]:
    text = files("tracker.language").joinpath(f"data/cues_{language}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = parsed(text)
    return found


def _joined(pieces: str | list[str]) -> str:
    return pieces if isinstance(pieces, str) else "|".join(pieces)


def _heads(
    data: dict[str, Any], shared: dict[str, str], whole: Callable[[str], re.Pattern[str]]
) -> Iterator[tuple[str, str, re.Pattern[str]]]:
    for kind, section in (("body", {**data["bodies"], **shared}), ("seat", data["seats"]), ("office", data["offices"])):
        yield from ((kind, value, whole(pattern)) for value, pattern in section.items())
    yield from ((kind, "", whole(data[kind])) for kind in _HEADS if kind in data)


@dataclass(frozen=True, slots=True)
class _Whole:
    """Patterns of whole words, in scripts that part words."""

    language: str
    folded: bool = True

    def __call__(self, pattern: str) -> re.Pattern[str]:
        written = one_for_one(pattern, language=self.language) if self.folded else pattern
        if self.language in _SOLID:
            return re.compile(written)
        lead = _PARTICLES.get(self.language, "")
        return re.compile(rf"(?<![\w{_SIGNS}]){lead}(?:{written})(?![\w{_SIGNS}])")
