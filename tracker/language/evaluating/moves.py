"""What a sentence does: condemn, condole, demand and the other moves, several at once if need be.

Owns the reading of moves from cue files. Never looks beyond the sentence; what no cue explains is "inform".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

from tracker.language.evaluating.ladder import ladder
from tracker.language.evaluating.strength import strength
from tracker.language.texts.letters import lowered, one_for_one
from tracker.language.texts.spans import encodable
from tracker.model import Strength
from tracker.terms import Move, VerbClass
from tracker.yamltext import parsed

_CONCERNED = (VerbClass.CONCERN, VerbClass.REGRET)
_CONDEMNING = (VerbClass.CONDEMN, VerbClass.DEPLORE)
_PLACES = {move: place for place, move in enumerate(Move)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One rule: literals of which one must occur, the pattern that must match, and one that cancels."""

    move: Move
    has: tuple[str, ...]
    match: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The rules of one language; `report` matches a main clause that only reports.

    `literals` finds the words of `has` of all rules in one pass; `asked` holds the rules for which each of them speaks.
    """

    rules: tuple[Cue, ...]
    report: re.Pattern[str]
    literals: AhoCorasick
    asked: tuple[tuple[Cue, ...], ...]


@cache
def cues(language: str) -> Cues:
    """The shipped cue file for a language tag; a language without one has no rules."""
    resource = files("tracker.language").joinpath(f"data/moves_{language.split('-', 1)[0].lower()}.yaml")
    if not resource.is_file():
        return _with_literals((), re.compile("(?!)"))
    data = parsed(one_for_one(resource.read_text(encoding="utf-8"), language=language))
    rules = tuple(
        Cue(
            move=Move(row["move"]),
            has=tuple(row["has"]),
            match=re.compile(row["match"]),
            unless=re.compile(row["unless"]) if "unless" in row else None,
        )
        for row in data["rules"]
    )
    return _with_literals(rules, re.compile(data["inform"]["report"]))


def _with_literals(rules: tuple[Cue, ...], report: re.Pattern[str]) -> Cues:
    words = sorted({word for rule in rules for word in rule.has})
    asked = tuple(tuple(rule for rule in rules if word in rule.has) for word in words)
    return Cues(rules=rules, report=report, literals=AhoCorasick(words), asked=asked)


def moves(sentence: str, *, language: str, read: Strength | None = None) -> tuple[Move, ...]:
    """Every move of one sentence in the order of the closed list; at least one.

    Judged from the sentence's own words; a journalist's turn does none of them. Pass `read` to spare a second
    reading of its strength.
    """
    found_strength = read or strength(sentence, language=language)
    low, rules = lowered(sentence, language=language), cues(language)
    found = _from_cues(low, rules)
    scale = ladder(language)
    if scale is not None and scale.turns.match(low):
        found &= {Move.OTHER}
    found |= _from_strength(found_strength, found)
    if Move.OTHER in found and len(found) > 1:
        found.discard(Move.OTHER)
    if not found or (found & {Move.DEMAND, Move.THREATEN, Move.BLAME} and rules.report.search(low)):
        found.add(Move.INFORM)
    return tuple(sorted(found, key=_PLACES.__getitem__))


def _from_cues(low: str, rules: Cues) -> set[Move]:
    """The moves of the rules that hold; those whose move is found already need no look."""
    found: set[Move] = set()
    for index in {hit[0] for hit in rules.literals.find_matches_as_indexes(encodable(low), overlapping=True)}:
        for cue in rules.asked[index]:
            if cue.move not in found and cue.match.search(low) and not (cue.unless and cue.unless.search(low)):
                found.add(cue.move)
    return found


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
