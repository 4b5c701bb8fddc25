"""What a recurring phrasing stands on: own words, reports of the same issuers, and which of them is the earliest.

Owns how own and reported uses are counted apart and said. Never counts a report about an issuer without own words, and
never decides what a use is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.match.phrasings.drafts import own_statements
from tracker.model import Formula, How, Statement
from tracker.report.collection import Collection, by_default
from tracker.report.labels import count, say
from tracker.report.moments import order
from tracker.report.tally import Tally, tally

#: Moves that say nothing of what an issuer thinks or wants.
_PLAIN = frozenset({"inform", "other"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """`first` is the evidence of the earliest use, own or reported, with the outlet of a report."""

    first: str
    first_outlet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Opening):
    """`reported` counts statements that are only reported to use it, `incidents` those known by report alone.

    `outlets` name who reported them.
    """

    own: int
    reported: int
    incidents: int
    outlets: tuple[str, ...]

    @property
    def partly(self) -> bool:
        """Whether the phrasing recurs only because reports say so."""
        return self.own == 1 and self.reported > 0


def opening(collection: Collection, formula: Formula) -> Opening:
    """On what evidence the earliest use stands; that is told from its own statement, whatever follows."""
    first = formula.first.statement or ""
    uses = [use for held, use in collection.uses.get(first, ()) if held.id == formula.id]
    if any(use.how is not How.REPORTED for use in uses):
        return Opening(first="own", first_outlet="")
    known = bool(uses) and first in collection.statements
    outlet = _outlet(collection, uses[0].rendering) if known else ""
    return Opening(first="reported" if known else "", first_outlet=outlet)


def standing(collection: Collection, formula: Formula) -> Standing:
    """What one formula stands on; without a report that is told from its uses alone, however many statements use it."""
    began = opening(collection, formula)
    if all(use.how is not How.REPORTED for use in formula.uses):
        found = Tally(own=len(own_statements(formula.uses)), reported=0, incidents=0, told=0, reports=())
    else:
        held = {use.statement: one for use in formula.uses if (one := collection.statements.get(use.statement))}
        found = tally([use for use in formula.uses if use.statement in held], held)
    return Standing(
        own=found.own,
        reported=found.reported,
        incidents=found.told,
        outlets=_outlets(collection, found),
        first=began.first,
        first_outlet=began.first_outlet,
    )


def _outlets(collection: Collection, found: Tally) -> tuple[str, ...]:
    return tuple(sorted({_outlet(collection, one) for one in found.reports}))


def _outlet(collection: Collection, rendering: str) -> str:
    held = collection.renderings.get(rendering)
    return collection.outlet(held) if held else say("evidence.a_report")


def by_then(collection: Collection, formula: Formula, shown: Iterable[Statement]) -> tuple[str, ...]:
    """Statements and incidents up to the last of those shown that use a phrasing, in words; none in no own words.

    Later uses stand on the phrasing's own page: what an old statement was made with does not change with them.
    """
    users = (one for one in shown if any(held.id == formula.id for held, _ in collection.uses.get(one.id, ())))
    last = max(users, key=lambda one: (order(one.date), one.id), default=None)
    found = collection.tally(formula.id, last.id) if last else None
    if found is None or not found.own:
        return ()
    parts = _counted(found.own, found.incidents, found.reported, found.told)
    once = found.own == 1 and found.reported > 0
    named = say("formula.partly", outlets=", ".join(_outlets(collection, found))) if once else ""
    return (*parts, named) if named else parts


def counts(formula: Formula, found: Standing) -> tuple[str, ...]:
    """Statements and incidents in words, with what is known by report alone beside them."""
    return _counted(formula.statements, formula.incidents, found.reported, found.incidents)


def _counted(statements: int, incidents: int, reported: int, told: int) -> tuple[str, ...]:
    parts = [count("noun.statement", statements), count("noun.incident", incidents)]
    if reported:
        parts[0] += " " + say("formula.and_reported", n=reported)
    if told:
        parts[1] += " " + say("formula.of_them_reported", n=told)
    return tuple(parts)


def numbers(formula: Formula, found: Standing) -> tuple[str, str]:
    """Incidents and statements for a table, the same told apart."""
    beside = (found.incidents, "formula.of_them_reported"), (found.reported, "formula.and_reported")
    told = [" " + say(key, n=number) if number else "" for number, key in beside]
    return f"{formula.incidents}{told[0]}", f"{formula.statements}{told[1]}"


def earliest(collection: Collection, formula: Formula, found: Opening) -> str:
    """Issuer and day of the earliest use for a table, and who reports it where nobody quotes it."""
    if formula.first.date is None:
        return ""
    told = ", " + say("evidence.paraphrased", outlet=found.first_outlet) if found.first == "reported" else ""
    return f"{collection.issuer_name(formula.first.issuer)}, {formula.first.date.iso[:10]}{told}"


def mark(found: Standing) -> str:
    """That own words stand there once, and who reports the rest; nothing for other phrasings."""
    return say("formula.partly", outlets=", ".join(found.outlets)) if found.partly else ""


def badge(formula: Formula, found: Opening) -> str:
    """What stands beside the earliest use."""
    if found.first == "reported":
        return say("formula.earliest_badge_reported", outlet=found.first_outlet)
    return say("formula.earliest_badge_shared" if formula.first.shared else "formula.earliest_badge")


def shown_by_default(formula: Formula) -> bool:
    """Whether the default filter shows a phrasing: it evaluates, or takes a stance that returned after another event.

    What an issuer holds, offers, demands or denies after two incidents is what people look for; what it only informs
    of is not.
    """
    return by_default(formula.moves) or telling(formula, returned=formula.incidents > 1)


def telling(formula: Formula, *, returned: bool) -> bool:
    """The same of one that is known to have `returned` after another incident, or not to have."""
    stance = not _PLAIN.issuperset(move.value for move in formula.moves)
    return by_default(formula.moves) or (returned and stance)
