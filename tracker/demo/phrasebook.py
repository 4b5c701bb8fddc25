"""The formulas of the sample world with their hand-written variants, and the sentences made from them.

Owns how slots are filled and where the filled words and inserted clauses lie in a sentence. Never decides who says
which sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from tracker.demo.atlas import Happening, read
from tracker.terms import Move, VerbClass

#: Half-open code-point offsets into the sentence.
Span = tuple[int, int]
_PIECE = re.compile(r"\{(\w+)\}|⟦|⟧")
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One hand-written wording, with its own strength and the days between which it is in use."""

    text: str
    verb_class: VerbClass
    intensity: int
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A formula as the truth knows it. `agreed` names the text that it was agreed in; `pair` its translation."""

    id: str
    language: str
    move: Move
    agreed: str
    pair: str
    variants: tuple[Variant, ...]

    def on(self, day: date) -> list[tuple[int, Variant]]:
        """The variants in use on that day, with their numbers."""
        return [(n, v) for n, v in enumerate(self.variants) if v.since <= day <= v.until]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence with all that is true of it.

    `phrase` is "" for words that belong to no formula; then `near` may name the one they come near to and `why`.
    `slots` are the words filled in, `inserts` the clauses that are no part of the formula.
    """

    text: str
    phrase: str = ""
    variant: int = 0
    move: Move = Move.OTHER
    verb_class: VerbClass = VerbClass.NONE
    intensity: int = 0
    negated: bool = False
    near: str = ""
    why: str = ""
    slots: tuple[Span, ...] = ()
    inserts: tuple[Span, ...] = ()


@cache
def phrases() -> Mapping[str, Phrase]:
    """Every formula of the four languages by id."""
    return {
        entry["id"]: _phrase(entry, lang) for lang in ("en", "zh", "fr", "ar") for entry in read(f"formulas-{lang}")
    }


def _phrase(entry: Mapping[str, Any], language: str) -> Phrase:
    return Phrase(
        id=entry["id"],
        language=language,
        move=Move(entry["move"]),
        agreed=entry.get("agreed", ""),
        pair=entry.get("pair", ""),
        variants=tuple(_variant(one, entry.get("s", ("none", 0))) for one in entry["v"]),
    )


def _variant(entry: Any, strength: tuple[str, int]) -> Variant:
    given: Mapping[str, Any] = {"t": entry} if isinstance(entry, str) else entry
    verb_class, intensity = given.get("s", strength)
    return Variant(
        text=given["t"],
        verb_class=VerbClass(verb_class),
        intensity=intensity,
        since=given.get("from", date.min),
        until=given.get("until", date.max),
    )


def say(phrase: Phrase, number: int, words: Mapping[str, str]) -> Sentence:
    """One variant of a formula with its slots filled."""
    variant = phrase.variants[number]
    text, slots, inserts = fill(variant.text, words)
    return Sentence(
        text=text,
        phrase=phrase.id,
        variant=number,
        move=phrase.move,
        verb_class=variant.verb_class,
        intensity=variant.intensity,
        slots=slots,
        inserts=inserts,
    )


def fill(template: str, words: Mapping[str, str]) -> tuple[str, tuple[Span, ...], tuple[Span, ...]]:
    """The text of a template, where its slots lie in it, and where its inserted clauses do."""
    out, slots, inserts, opened, last = "", [], [], 0, 0
    for piece in _PIECE.finditer(template):
        out += template[last : piece.start()]
        last = piece.end()
        if piece[0] == "⟦":
            opened = len(out)
        elif piece[0] == "⟧":
            inserts.append((opened, len(out)))
        else:
            slots.append((len(out), len(out) + len(words[piece[1]])))
            out += words[piece[1]]
    return out + template[last:], tuple(slots), tuple(inserts)


def words_of(happening: Happening, language: str, *, home: bool = False) -> dict[str, str]:
    """The words for one incident in one language, slot by slot; at `home` nobody says in which country it was."""
    words = dict(happening.words[language])
    if home:
        words["event"] = words.get("event_home", words["event"])
    event = words["event"]
    words["Event"] = event[:1].upper() + event[1:]
    words["event_bare"] = event.removeprefix("the ")
    words["date"] = day_words(happening.day, language)
    words["n"] = ("two", "three", "four", "five", "seven", "nine")[happening.day.toordinal() % 6]
    return words


def day_words(day: date, language: str) -> str:
    """Day and month as a sentence says them."""
    if language in _MONTHS:
        number = "1er" if language == "fr" and day.day == 1 else str(day.day)
        return f"{number} {_MONTHS[language].split()[day.month - 1]}"
    return f"{day.month}月{day.day}日"
