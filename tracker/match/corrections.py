"""What people decided, put in place of what the machine found.

Owns which correction reaches which thing, what is remembered of it, and what is said of one that reaches nothing. Never
judges one: the last line of the file wins. How incidents and phrasings are changed is told in `corrected_incidents` and
`corrected_formulas`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tracker.match import ledger as histories
from tracker.match.incidents.corrected_incidents import Incidents
from tracker.match.phrasings.corrected_formulas import correct_formulas
from tracker.model import (
    Corrected,
    Formula,
    Incident,
    LedgerEntry,
    Move,
    Party,
    Statement,
    Strength,
    VerbClass,
)
from tracker.sources.corrections import NONE, Correction, Corrections

_OF_STATEMENTS = ("speaker", "issuer", "date")
#: Kinds of which a thing can have one value only: a later line puts an earlier one out of force.
_ONE_VALUE = ("incident-name", "incident-date", "incident-parent", "speaker", "issuer", "date", "strength")


@dataclass(slots=True)
class People:
    """The corrections of one match, and which of them have found what they speak of.

    A thing may be named by any id that it ever had. The methods are called in the order of the stages, each once.
    """

    corrections: Corrections
    aliases: dict[str, str] = field(default_factory=dict)
    _by_id: dict[str, list[tuple[int, Correction]]] = field(default_factory=dict)
    _marks: dict[tuple[str, int], Corrected] = field(default_factory=dict)
    _met: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Sort the corrections by what they name: statements are many."""
        for number, one in self._numbered():
            self._by_id.setdefault(one.id, []).append((number, one))

    def excluded(self, statement: Statement) -> bool:
        """Whether a person left the statement, or one of its renderings, out of matching."""
        found = [one for one in self._of(statement) if one[1].what == "exclude"]
        for number, one in found:
            self._mark(statement.id, number, one)
        return bool(found)

    def statement(self, statement: Statement) -> Statement:
        """The statement with the speaker, issuer and date that people gave it."""
        for number, one in self._of(statement):
            if one.what in _OF_STATEMENTS:
                was, statement = _corrected(statement, one)
                self._mark(statement.id, number, one, was)
        return statement

    def strength(self, statement: Statement) -> Statement:
        """The statement with the strength that people gave it; whether it condemns follows from that."""
        for number, one in self._of(statement):
            if one.what == "strength":
                before = statement.strength
                verb, intensity = (VerbClass.NONE, 0) if one.to == NONE else one.verb
                moves = {*statement.moves, Move.CONDEMN} if verb is VerbClass.CONDEMN else set(statement.moves)
                moves -= set() if verb is VerbClass.CONDEMN else {Move.CONDEMN}
                given = Strength(verb_class=verb, intensity=intensity)
                statement = replace(statement, strength=given, moves=tuple(move for move in Move if move in moves))
                self._mark(statement.id, number, one, f"{before.verb_class}/{before.intensity}")
        return statement

    def incidents(
        self, incidents: Iterable[Incident], statements: Iterable[Statement], ledger: Iterable[LedgerEntry]
    ) -> tuple[Incident, ...]:
        """Incidents merged, split, named, dated and linked as people decided, in the order of the file.

        `ledger` is the whole history of ids, that of this match included.
        """
        wanted = [
            pair for pair in self._numbered() if pair[1].what.startswith("incident-") or pair[1].what == "exclude"
        ]
        if not wanted:
            return tuple(incidents)
        held = Incidents(incidents, histories.aliases(ledger, thing="incident"), _now(statements))
        for number, one in wanted:
            if one.what != "exclude" or held.resolve(one.id):
                for thing, was in held.correct(one):
                    self._mark(thing, number, one, was)
        self.aliases |= held.merged
        return held.all()

    def formulas(
        self, formulas: Iterable[Formula], statements: Iterable[Statement], ledger: Iterable[LedgerEntry]
    ) -> tuple[Formula, ...]:
        """Phrasings merged and split as people decided, in the order of the file; `ledger` as for incidents."""
        wanted = [pair for pair in self._numbered() if pair[1].what.startswith("formula-")]
        if not wanted:
            return tuple(formulas)
        done = correct_formulas(
            formulas,
            [one for _, one in wanted],
            {statement.id: statement for statement in statements},
            histories.aliases(ledger, thing="formula"),
        )
        for (number, one), reached in zip(wanted, done.reached, strict=True):
            for thing, was in reached:
                self._mark(thing, number, one, was)
        self.aliases |= done.merged
        return done.formulas

    def corrected(self) -> tuple[Corrected, ...]:
        """The corrections that hold, by thing and number; of contradicting ones the last."""
        last = {(mark.thing, mark.what): mark.number for mark in self._ordered()}
        return tuple(
            mark
            for mark in self._ordered()
            if mark.what not in _ONE_VALUE or last[mark.thing, mark.what] == mark.number
        )

    def doubts(self) -> tuple[str, ...]:
        """One line for every correction that reached nothing, and for every one that a later one contradicts."""
        lines = {
            number: f"{_called(number, one)}: {_missing(one)}"
            for number, one in self._numbered()
            if number not in self._met
        }
        last = {(mark.thing, mark.what): mark for mark in self._ordered()}
        for mark in self._ordered():
            later = last[mark.thing, mark.what]
            if mark.what in _ONE_VALUE and later.to != mark.to:
                one = self.corrections.corrections[mark.number - 1]
                lines[mark.number] = f"{_called(mark.number, one)}: correction {later.number} says otherwise, and wins"
        return tuple(f"corrections.yaml: {lines[number]}" for number in sorted(lines))

    def _numbered(self) -> Iterable[tuple[int, Correction]]:
        return enumerate(self.corrections.corrections, 1)

    def _of(self, statement: Statement) -> list[tuple[int, Correction]]:
        if not self._by_id:
            return []
        found = (pair for name in (statement.id, *statement.aliases) for pair in self._by_id.get(name, ()))
        return sorted(found, key=lambda pair: pair[0])

    def _ordered(self) -> list[Corrected]:
        return [self._marks[key] for key in sorted(self._marks)]

    def _mark(self, thing: str, number: int, one: Correction, was: str = "") -> None:
        self._met.add(number)
        self._marks[thing, number] = Corrected(
            thing=thing, number=number, what=one.what, to=one.to, ids=one.ids, was=was, who=one.who, day=one.when,
            why=one.why,
        )  # fmt: skip


def _now(statements: Iterable[Statement]) -> Mapping[str, str]:
    """The id of today for every id that a statement has or had."""
    return {name: statement.id for statement in statements for name in (statement.id, *statement.aliases)}


def _corrected(statement: Statement, one: Correction) -> tuple[str, Statement]:
    """What the machine had found, and the statement as a person wants it."""
    none = one.to == NONE
    if one.what == "speaker":
        return statement.speaker or NONE, replace(statement, speaker="" if none else one.to)
    if one.what == "issuer":
        was = ", ".join(party.issuer for party in statement.parties) or NONE
        return was, replace(statement, parties=() if none else (Party(one.to),))
    dates = one.dates
    return str(statement.date or NONE), replace(statement, date=dates[0] if dates else None)


def _called(number: int, one: Correction) -> str:
    return f"correction {number} ({one.what} {one.id})"


def _missing(one: Correction) -> str:
    """Why nothing was found to correct."""
    thing = "incident" if one.what.startswith("incident-") else "phrasing" if "formula-" in one.what else "statement"
    others = f", or nothing of {', '.join(one.ids)} is in it" if one.ids else ""
    return f"no {thing} has that id{others}; `tracker show {one.id}` says what it is now"
