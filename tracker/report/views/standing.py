"""What a recurring phrasing stands on: own words, reports of the same issuers, and which of them is the earliest.

Owns how own and reported uses are counted apart and said. Never counts a report about an issuer without own words, and
never decides what a use is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.match.phrasings.drafts import known_statements, own_statements
from tracker.model import Formula, How, Statement
from tracker.report.collection import Collection, by_default
from tracker.report.labels import count, say

#: Moves that say nothing of what an issuer thinks or wants.
_PLAIN = frozenset({"inform", "other"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`reported` counts statements that are only reported to use it, `incidents` those known by report alone.

    `outlets` name who reported them; `first` is the evidence of the earliest use, own or reported, with its outlet.
    """

    own: int
    reported: int
    incidents: int
    outlets: tuple[str, ...]
    first: str
    first_outlet: str

    @property
    def partly(self) -> bool:
        """Whether the phrasing recurs only because reports say so."""
        return self.own == 1 and self.reported > 0


def standing(collection: Collection, formula: Formula) -> Standing:
    """What one formula stands on; without a report that is told from its uses alone, however many statements use it."""
    if all(use.how is not How.REPORTED for use in formula.uses):
        own = set(own_statements(formula.uses))
        first = "own" if formula.first.statement in own else ""
        return Standing(own=len(own), reported=0, incidents=0, outlets=(), first=first, first_outlet="")
    return _beside_reports(collection, formula)


def _beside_reports(collection: Collection, formula: Formula) -> Standing:
    held = {use.statement: one for use in formula.uses if (one := collection.statements.get(use.statement))}
    uses = [use for use in formula.uses if use.statement in held]
    own = set(own_statements(uses))
    told = [key for key in known_statements(uses, held) if key not in own]
    spoken = _incidents(held[key] for key in own)
    by = {use.statement: _outlet(collection, use.rendering) for use in reversed(uses) if use.how is How.REPORTED}
    first = formula.first.statement or ""
    return Standing(
        own=len(own),
        reported=len(told),
        incidents=len(_incidents(held[key] for key in told) - spoken),
        outlets=tuple(sorted({by[key] for key in told})),
        first="own" if first in own else "reported" if first in held else "",
        first_outlet="" if first in own else by.get(first, ""),
    )


def _incidents(statements: Iterable[Statement]) -> set[str]:
    return {incident for one in statements for incident in one.incidents}


def _outlet(collection: Collection, rendering: str) -> str:
    held = collection.renderings.get(rendering)
    return collection.outlet(held) if held else say("evidence.a_report")


def counts(formula: Formula, found: Standing) -> tuple[str, ...]:
    """Statements and incidents in words, with what is known by report alone beside them."""
    parts = [count("noun.statement", formula.statements), count("noun.incident", formula.incidents)]
    if found.reported:
        parts[0] += " " + say("formula.and_reported", n=found.reported)
    if found.incidents:
        parts[1] += " " + say("formula.of_them_reported", n=found.incidents)
    return tuple(parts)


def numbers(formula: Formula, found: Standing) -> tuple[str, str]:
    """Incidents and statements for a table, the same told apart."""
    beside = (found.incidents, "formula.of_them_reported"), (found.reported, "formula.and_reported")
    told = [" " + say(key, n=number) if number else "" for number, key in beside]
    return f"{formula.incidents}{told[0]}", f"{formula.statements}{told[1]}"


def earliest(collection: Collection, formula: Formula, found: Standing) -> str:
    """Issuer and day of the earliest use for a table, and who reports it where nobody quotes it."""
    if formula.first.date is None:
        return ""
    told = ", " + say("evidence.paraphrased", outlet=found.first_outlet) if found.first == "reported" else ""
    return f"{collection.issuer_name(formula.first.issuer)}, {formula.first.date.iso[:10]}{told}"


def mark(found: Standing) -> str:
    """That own words stand there once, and who reports the rest; nothing for other phrasings."""
    return say("formula.partly", outlets=", ".join(found.outlets)) if found.partly else ""


def badge(formula: Formula, found: Standing) -> str:
    """What stands beside the earliest use."""
    if found.first == "reported":
        return say("formula.earliest_badge_reported", outlet=found.first_outlet)
    return say("formula.earliest_badge_shared" if formula.first.shared else "formula.earliest_badge")


def shown_by_default(formula: Formula) -> bool:
    """Whether the default filter shows a phrasing: it evaluates, or takes a stance that returned after another event.

    What an issuer holds, offers, demands or denies after two incidents is what people look for; what it only informs
    of is not.
    """
    stance = not _PLAIN.issuperset(move.value for move in formula.moves)
    return by_default(formula.moves) or (formula.incidents > 1 and stance)
