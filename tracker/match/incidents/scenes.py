"""Where an event happened, by the names around its word, and which states are named as those who did it.

Owns the difference between a scene, an actor, a speaker and a dateline. Never weighs a mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from tracker.language.names import geonames
from tracker.language.names.gazetteer import Name, NameKind
from tracker.match.incidents.eventwords import Kind, Lexicon
from tracker.match.incidents.localities import called_places

_NEAR = 28
#: Parts of the world that are named as a whole are no scene of one event.
_BROAD = frozenset(
    [
        "Europe",
        "Asia",
        "Africa",
        "America",
        "Middle East",
        "Southeast Asia",
        "South Asia",
        "East Asia",
        "Central Asia",
        "Indo-Pacific",
        "Asia-Pacific",
        "Western Balkans",
        "Balkans",
        "Latin America",
        "Central America",
        "Sahel",
        "Horn of Africa",
        "Western Hemisphere",
        "Northeast Asia",
    ]
)
_VERB = 12
_DATELINE = 40
_INTO = re.compile(
    r"(?:\b(?:in|of|on|against|at|near|into|hit|hits|struck|across|around|en|à|au|dans|contre|gegen|auf|bei|em|contra|в|на)"
    r"\s(?:the\s|la\s|le\s|el\s|o\s|a\s)?|在|对|驻|في|على)$",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:\b(?:by|from|to|towards?|via)\s(?:the\s)?(?:[\w-]+[’']s\s)?|-)$", re.IGNORECASE)
#: "150 km south of" tells where it is by a place where it is not.
_FAR = re.compile(r"\b(?:km|kilomet\w+|miles?)\b[\w ]{0,16}\b(?:of|from)\s$", re.IGNORECASE)
_OWNS = re.compile(r"[’']s?\b|-(?:bound|based|backed)\b")
#: Who asks: 巴西《环球报》记者, 土耳其阿纳多卢通讯社记者.
_ASKING = re.compile(r"[^，。：；]{0,14}记者")
_DATELINE_TAIL = re.compile(r"[,:]? ?(?:\w{3,9}\.? \d{1,2}|\d{1,2} \w{3,9})? ?[(（:：—–]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The states and places where it can have happened, nearest first, and the states that did it."""

    countries: tuple[str, ...]
    places: tuple[tuple[str, str | None], ...]
    actors: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.countries or self.places or self.actors)


def scene_of(found: re.Match[str], names: Sequence[Name], words: Lexicon, kind: Kind) -> Scene:
    """The scene of an event word, from the `names` of its sentence."""
    sentence = found.string
    there, acting = _scene(found, with_called(sentence, names), words, kind)
    return Scene(
        countries=_distinct(n.country for n in there if n.kind in (NameKind.ACTOR, NameKind.PLACE)),
        places=tuple(
            dict.fromkeys(
                (n.canonical, n.country) for n in there if n.kind is NameKind.PLACE and _is_scene(sentence, n)
            )
        ),
        actors=_distinct(n.country for n in acting),
    )


def places_of(sentence: str, names: Sequence[Name], words: Lexicon) -> list[Name]:
    """The places of a clause where something can have happened, in their order."""
    return [
        name
        for name in _possible(sentence, with_called(sentence, names), words)
        if name.kind is NameKind.PLACE and _is_scene(sentence, name)
    ]


def _scene(found: re.Match[str], names: Sequence[Name], words: Lexicon, kind: Kind) -> tuple[list[Name], list[Name]]:
    """The names that can be where it happened, nearest first, and those of who did it.

    Neither holds those who speak about it, nor a dateline. Of an attack, "X’s" and "by X" name who did it.
    """
    sentence = found.string
    possible = _possible(sentence, names, words)
    near = sorted(possible, key=lambda n: (abs((n.start + n.end) - sum(found.span())) - _lead(sentence, n), n.start))
    acting = [name for name in near if kind.family == "attack" and _acts(sentence, name)]
    return [name for name in near if name not in acting], acting


def _possible(sentence: str, names: Sequence[Name], words: Lexicon) -> list[Name]:
    """The names without those who speak, who ask, whose compound it is, and the dateline."""
    return [
        name
        for name in names
        if sentence[name.end - 1] != "方"  # 中方 is who speaks or acts, never where
        and not _speaks(sentence, name, words)
        and not _ASKING.match(sentence, name.end)
        and not _in_compound(sentence, name)
        and not (name.start < _DATELINE and _DATELINE_TAIL.match(sentence, name.end))
    ]


def _speaks(sentence: str, name: Name, words: Lexicon) -> bool:
    """Whether a verb of speech begins close behind the name, or the name is a seat that stands for its government."""
    verb = words.speech.search(sentence, name.end, name.end + _NEAR + _VERB)
    if verb is not None and verb.start() < name.end + _NEAR:
        return True
    return name.kind is NameKind.PLACE and name.canonical in seats() and not _is_scene(sentence, name)


def with_called(sentence: str, names: Sequence[Name]) -> list[Name]:
    """The names and those that only the sentence itself calls places."""
    called = [
        Name(start, end, NameKind.PLACE, None, name)
        for start, end, name in called_places(sentence)
        if not any(known.start < end and start < known.end for known in names)
    ]
    return sorted((*names, *called), key=lambda name: name.start)


def _in_compound(sentence: str, name: Name) -> bool:
    """Whether the name is half of a compound, which says whose: Norwegian-American, US-led."""
    before, after = sentence[max(0, name.start - 1) : name.start], sentence[name.end : name.end + 2]
    return name.kind is NameKind.ACTOR and (before == "-" or (after[:1] == "-" and after[1:].isalpha()))


def _lead(sentence: str, name: Name) -> int:
    """A head start for a name after a preposition of place: an attack "by" one is an attack "on" the other."""
    return 60 if _INTO.search(sentence[max(0, name.start - 14) : name.start]) else 0


def _acts(sentence: str, name: Name) -> bool:
    """Whether a state is named as who did it: "Russia’s attack", "an attack by Iran"."""
    if name.kind is not NameKind.ACTOR or _lead(sentence, name):
        return False
    return bool(_OWNS.match(sentence, name.end) or _BY.search(sentence[max(0, name.start - 30) : name.start]))


def _is_scene(sentence: str, name: Name) -> bool:
    """Whether it can have happened there: a seat of government stands for its government unless "in" is before it.

    Where a journey goes to or comes from is no scene either.
    """
    before = sentence[max(0, name.start - 14) : name.start]
    far = sentence[max(0, name.start - 30) : name.start]
    if _BY.search(far) or _FAR.search(far):
        return False
    if name.canonical in _BROAD or sentence.startswith("-bound", name.end):
        return False
    written = sentence[name.start : name.end]
    return name.canonical not in seats() or bool(_INTO.search(before)) or not written.isascii()


@cache
def seats() -> frozenset[str]:
    """The seats of governments, whose names often stand for those governments."""
    return frozenset(city.name for city in geonames.capitals())


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
