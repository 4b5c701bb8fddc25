"""How often a phrasing had been used by the time of one of its uses.

Owns the counting of uses in order of time. What was counted by then stays as it was when later uses follow, so that a
page of an old statement need not change with them. Never counts a report about an issuer without own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.match.phrasings.drafts import known_statements, own_statements
from tracker.model import How, Statement, Use, When
from tracker.report.moments import order


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Statements with own words, those that are only `reported` to use it, and the incidents of both.

    `told` counts the incidents known by report alone; `reports` are the renderings of the reports, one a statement.
    """

    own: int
    reported: int
    incidents: int
    told: int
    reports: tuple[str, ...]

    @property
    def parts(self) -> tuple[object, ...]:
        """What it says, in plain values."""
        return self.own, self.reported, self.incidents, self.told, self.reports


def tally(uses: Sequence[Use], statements: Mapping[str, Statement]) -> Tally:
    """The count of these uses; each one's statement is among `statements`."""
    own = set(own_statements(uses))
    told = [key for key in known_statements(uses, statements) if key not in own]
    spoken, heard = _incidents(statements[key] for key in own), _incidents(statements[key] for key in told)
    by = {use.statement: use.rendering for use in reversed(uses) if use.how is How.REPORTED}
    return Tally(
        own=len(own),
        reported=len(told),
        incidents=len(spoken | heard),
        told=len(heard - spoken),
        reports=tuple(by[key] for key in told),
    )


def _incidents(statements: Iterable[Statement]) -> set[str]:
    return {incident for one in statements for incident in one.incidents}


def tallies(uses: Sequence[Use], statements: Mapping[str, Statement]) -> dict[str, Tally]:
    """By statement that uses it, in order of time: the count of all uses up to it, its own among them."""
    held = [(statements[one.statement], one) for one in uses if one.statement in statements]
    held.sort(key=lambda pair: (order(pair[0].date), pair[0].id))
    if any(use.how is How.REPORTED for _, use in held):
        ordered = [use for _, use in held]
        upto = {use.statement: at for at, use in enumerate(ordered, 1)}
        return {key: tally(ordered[:at], statements) for key, at in upto.items()}
    found: dict[str, Tally] = {}
    incidents: set[str] = set()
    for one, _ in held:
        if one.id not in found:
            incidents.update(one.incidents)
            found[one.id] = Tally(own=len(found) + 1, reported=0, incidents=len(incidents), told=0, reports=())
    return found


def taken_up(uses: Iterable[Use], statements: Mapping[str, Statement]) -> dict[str, When | None]:
    """The date of each issuer's earliest statement that uses it in own words; joint ones count for every party."""
    ids = {one.statement for one in uses if one.how is not How.REPORTED and one.statement in statements}
    held = [one for key in ids if (one := statements[key]).evidence.own_words]
    found: dict[str, When | None] = {}
    for one in sorted(held, key=lambda one: (order(one.date), one.id)):
        for party in one.parties:
            found.setdefault(party.issuer, one.date)
    return found
