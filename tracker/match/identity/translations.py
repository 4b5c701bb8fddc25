"""Statements that may be one statement in two languages, where no words can tie them.

Owns the guess "possibly the same". Never merges: a reader decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tracker.language.names.gazetteer import Gazetteer
from tracker.match.identity.kinship import Kinship
from tracker.model import Statement

#: Share of the named states and places that two language versions have in common.
SHARED = 0.5
#: Names below which nothing can be said.
LEAST = 2


def translations(
    statements: Sequence[Statement], *, kin: Kinship, gazetteer: Gazetteer
) -> Mapping[str, tuple[str, ...]]:
    """For each statement those of its voice and day in another language that name the same, each other's best."""
    days: dict[tuple[str, int], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.issuer and statement.date:
            days[kin.root(statement.issuer), statement.date.day.toordinal()].append(statement)
    ties: dict[str, set[str]] = defaultdict(set)
    for day in days.values():
        if len({_primary(s) for s in day}) < 2:  # noqa: PLR2004  # one language has no translations
            continue
        names = {s.id: _names(s, gazetteer) for s in day}
        best = {s.id: _best(s, day, names, kin) for s in day}
        for one, other in best.items():
            if other and best.get(other) == one:
                ties[one].add(other)
    return {key: tuple(sorted(found)) for key, found in sorted(ties.items())}


def _primary(statement: Statement) -> str:
    return statement.language.split("-")[0]


def _names(statement: Statement, gazetteer: Gazetteer) -> frozenset[str]:
    found = gazetteer.find(f"{statement.title}\n{statement.question}\n{statement.text}")
    return frozenset(name.country or name.canonical for name in found)


def _best(
    statement: Statement, day: Sequence[Statement], names: Mapping[str, frozenset[str]], kin: Kinship
) -> str | None:
    """The other-language statement that shares most names, the first by id among equals."""
    ours = names[statement.id]
    scored: list[tuple[float, str]] = []
    for other in day:
        theirs = names[other.id]
        if _primary(other) == _primary(statement) or min(len(ours), len(theirs)) < LEAST:
            continue
        if not kin.kin(statement.issuer or "", other.issuer or ""):
            continue
        share = len(ours & theirs) / len(ours | theirs)
        if share >= SHARED:
            scored.append((-share, other.id))
    return min(scored)[1] if scored else None
