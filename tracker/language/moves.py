"""What a sentence does: condemn, condole, demand and the other moves, several at once if need be.

Owns the reading of moves from cue files. Never looks beyond the sentence; what no cue explains is "inform".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from tracker.language.letters import lowered, one_for_one
from tracker.language.strength import strength
from tracker.model import Strength
from tracker.terms import Move, VerbClass

_CONCERNED = (VerbClass.CONCERN, VerbClass.REGRET)
_CONDEMNING = (VerbClass.CONDEMN, VerbClass.DEPLORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One rule: literals of which one must occur, the pattern that must match, and one that cancels."""

    move: Move
    has: tuple[str, ...]
    match: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The rules of one language; `report` matches a main clause that only reports."""

    rules: tuple[Cue, ...]
    report: re.Pattern[str]


@cache
def cues(language: str) -> Cues:
    """The shipped cue file for a language tag; a language without one has no rules."""
    resource = files("tracker.language").joinpath(f"data/moves_{language.split('-', 1)[0].lower()}.yaml")
    if not resource.is_file():
        return Cues(rules=(), report=re.compile("(?!)"))
    data = yaml.safe_load(one_for_one(resource.read_text(encoding="utf-8"), language=language))
    rules = tuple(
        Cue(
            move=Move(row["move"]),
            has=tuple(row["has"]),
            match=re.compile(row["match"]),
            unless=re.compile(row["unless"]) if "unless" in row else None,
        )
        for row in data["rules"]
    )
    return Cues(rules=rules, report=re.compile(data["inform"]["report"]))


def moves(sentence: str, *, language: str, read: Strength | None = None) -> tuple[Move, ...]:
    """Every move of one sentence in the order of the closed list; at least one.

    Judged from the sentence's own words. Pass `read` to spare a second reading of its strength.
    """
    found_strength = read or strength(sentence, language=language)
    low, rules = lowered(sentence, language=language), cues(language)
    found = {
        cue.move
        for cue in rules.rules
        if any(word in low for word in cue.has)
        and cue.match.search(low)
        and not (cue.unless and cue.unless.search(low))
    }
    found |= _from_strength(found_strength, found)
    if Move.OTHER in found and len(found) > 1:
        found.discard(Move.OTHER)
    if not found or (found & {Move.DEMAND, Move.THREATEN, Move.BLAME} and rules.report.search(low)):
        found.add(Move.INFORM)
    return tuple(move for move in Move if move in found)


def _from_strength(read: Strength, found: set[Move]) -> set[Move]:
    """Condemn and concern follow the scale; rejecting a class of acts is a principle, rejecting an act condemns it."""
    if read.verb_class in _CONDEMNING:
        return {Move.CONDEMN}
    if read.verb_class in _CONCERNED:
        return {Move.CONCERN}
    if read.verb_class is VerbClass.REJECT:
        if Move.PRINCIPLE in found and Move.BLAME not in found:
            return set()
        return {Move.CONDEMN}
    return set()
