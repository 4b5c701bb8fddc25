"""How one voice composes one text: paragraphs from parts, each formula in the wording whose turn it is.

Owns the turns: variants, orders and titles follow one another by count, never by chance. Knows no source's pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from tracker.demo.atlas import Happening, Voice, read
from tracker.demo.phrasebook import Sentence, fill, phrases, say
from tracker.terms import Move, VerbClass

#: Where each issuer publishes its own words; further sources repeat or translate them.
HOMES = {
    "xaa-mfa": "veldoria_mfa",
    "xaa-embassy-xae": "veldoria_embassy_kestria",
    "xab-mfa": "yunlan_mfa_zh",
    "xab-embassy-xae": "yunlan_embassy_kestria",
    "xac-mfa": "maravelle_mfa",
    "xac-embassy-xaf": "maravelle_embassy_pallonia",
    "xad-mfa": "sahlan_mfa",
    "xae-mfa": "kestria_mfa",
    "xaf-mfa": "pallonia_mfa",
    "xag-mfa": "zoravia_mfa",
    "littoral-union": "littoral_union",
    "concord-sc": "concord_sc",
}
TRANSLATIONS = "yunlan_mfa_en"


@dataclass(slots=True)
class Turns:
    """Whose turn it is: how often each formula, order and title of an issuer has been used so far."""

    used: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def next(self, choices: int, *key: str) -> int:
        """The next of so many choices for this key, in turn, from the first."""
        turn = self.used[key]
        self.used[key] += 1
        return turn % choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One voice speaking about one incident, or about none."""

    voice: Voice
    mode: str
    at: datetime
    happening: Happening | None = None


@cache
def habits() -> Mapping[str, Any]:
    """How each issuer speaks, as the data file says it."""
    return read("habits")  # type: ignore[no-any-return] # a data file, checked by the tests of this room


def compose(order: str, words: Mapping[str, str], occasion: Occasion, turns: Turns) -> tuple[tuple[Sentence, ...], ...]:
    """The paragraphs of one order of parts, each formula in the wording whose turn it is."""
    language = habits()[occasion.voice.issuer]["language"] if occasion.voice.issuer in habits() else "en"
    return tuple(
        tuple(sentence(part, words, language, occasion, turns) for part in paragraph.split())
        for paragraph in order.split(" / ")
    )


def sentence(part: str, words: Mapping[str, str], language: str, occasion: Occasion, turns: Turns) -> Sentence:
    """The next wording of a formula for this voice, or the next of the incident's own facts."""
    if part == "fact":
        assert occasion.happening is not None
        facts = occasion.happening.facts[language]
        return Sentence(
            text=fill(facts[turns.next(len(facts), "fact", occasion.happening.id, language)], words)[0],
            move=Move.INFORM,
        )
    phrase = phrases()[part]
    choices = phrase.on(occasion.at.date())
    number, _ = choices[turns.next(len(choices), occasion.voice.issuer, part, str(choices[0][0]))]
    return say(phrase, number, words)


def written(entry: Mapping[str, Any], body: list[str]) -> Iterator[Sentence]:
    """Sentences that belong to no formula; the first carries the entry's strength, what it nears and why."""
    verb_class, intensity = entry.get("s", ("none", 0))
    yield Sentence(
        text=body[0],
        move=Move(entry.get("move", "other")),
        verb_class=VerbClass(verb_class),
        intensity=intensity,
        negated=entry.get("neg", False),
        near=entry.get("near", ""),
        why=entry.get("why", ""),
    )
    for text in body[1:]:
        yield Sentence(text=text)
