"""Which of an issuer's habitual moves are missing after one incident.

Owns when a move is a habit and when its absence can be known. Never reads a text: what statements do was read before.
Only an official text, or a quotation long enough, can show that something was left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tracker.match.incidents.eventwords import lexicon
from tracker.model import Evidence, Incident, Move, Statement

#: So many of an issuer's last incidents of one kind are looked at, and so few are no habit.
LAST, LEAST = 5, 3
#: A habit is what was done in this share of them.
SHARE = 0.75
#: A quotation of so many words (characters where words are not divided) shows what it leaves out.
AT_LENGTH, AT_LENGTH_UNDIVIDED = 80, 160
#: Moves whose absence says something.
_MOVES = (
    Move.CONDEMN, Move.CONCERN, Move.CONDOLE, Move.SOLIDARITY, Move.PRINCIPLE, Move.BLAME, Move.DEMAND, Move.OFFER,
)  # fmt: skip
_UNDIVIDED = ("zh", "ja")


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A move that an issuer made after `done` of its last `of` incidents of this kind, and not after this one.

    `before` are the statements that made it, the latest first.
    """

    move: Move
    done: int
    of: int
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """What is missing from an issuer after an incident. `partly`: it has habits, but is quoted only in part."""

    missing: tuple[Missing, ...] = ()
    partly: bool = False


def missing_moves(
    incident: Incident, incidents: Mapping[str, Incident], by_incident: Mapping[str, Sequence[Statement]]
) -> Habit:
    """The habitual moves of an issuer that it did not make after an incident.

    `by_incident` are its statements in its own words by the incidents that they answer. Looked at are its last five
    earlier incidents of the same kind of which its words are known at length.
    """
    here = by_incident.get(incident.id, [])
    if not here or incident.start is None:
        return Habit()
    earlier = [
        other
        for key in by_incident
        if (other := incidents.get(key)) and _before(other, incident) and any(map(known_whole, by_incident[key]))
    ]
    earlier.sort(key=lambda one: (one.start.start if one.start else incident.start.start, one.id))  # type: ignore[union-attr]
    last = earlier[-LAST:]
    done = {move for statement in here for move in statement.moves}
    habits = tuple(one for move in _MOVES if move not in done and (one := _habit(move, last, by_incident)))
    if not any(map(known_whole, here)):
        return Habit(partly=bool(habits))
    return Habit(missing=habits)


def known_whole(statement: Statement) -> bool:
    """Whether enough of a statement is at hand to say what it leaves out."""
    if statement.evidence is Evidence.OFFICIAL:
        return True
    if statement.evidence is not Evidence.QUOTED:
        return False
    if statement.language.split("-")[0] in _UNDIVIDED:
        return len(statement.text) >= AT_LENGTH_UNDIVIDED
    return len(statement.text.split()) >= AT_LENGTH


def _before(other: Incident, incident: Incident) -> bool:
    """Whether an incident of the same kind had ended before this one began."""
    if other.start is None or incident.start is None or _family(other.kind) != _family(incident.kind):
        return False
    return (other.end or other.start).earlier_than(incident.start)


@cache
def _family(kind: str) -> str:
    return next((one.family for one, _ in lexicon("en").kinds if one.name == kind), kind)


def _habit(move: Move, last: Sequence[Incident], said: Mapping[str, Sequence[Statement]]) -> Missing | None:
    made = [(one, [s.id for s in said[one.id] if move in s.moves]) for one in reversed(last)]
    done = [statements for _, statements in made if statements]
    if len(last) < LEAST or len(done) < SHARE * len(last):
        return None
    return Missing(move=move, done=len(done), of=len(last), before=tuple(statements[0] for statements in done))
