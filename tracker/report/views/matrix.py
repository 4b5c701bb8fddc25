"""Formula by incident: which phrasing returns after which incident, at a glance.

Owns the choice and order of rows and columns. Counts statements, never renderings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass

from tracker.model import Formula, How, Incident
from tracker.report.collection import Collection, by_default
from tracker.report.labels import count, say
from tracker.report.links import Link, page
from tracker.report.moments import moment, without_day
from tracker.report.pieces import direction
from tracker.report.template import Slot, clipped, template
from tracker.report.views.standing import counts, standing

ROWS = 20
COLUMNS = 14
#: Letters of a template that a row has room for.
_CLIP = 90
#: From how many statements on a spot takes the next shade.
_SHADES = (1, 2, 3, 6)


@dataclass(frozen=True, slots=True)
class Spot:
    """How many statements of an incident use a formula: the number, its shade of four, and the words for it."""

    number: int
    shade: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One formula over the incidents."""

    slots: tuple[Slot, ...]
    href: str
    language: str
    direction: str
    total: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The picture and the table in one; `left_out` says what found no place."""

    columns: tuple[tuple[Link, str], ...]
    rows: tuple[MatrixRow, ...]
    left_out: str


def matrix(collection: Collection, *, everything: bool = False) -> Matrix:
    """The formulas with most incidents, by the incidents in which most of them occur, oldest first."""
    fit = [one for one in collection.formulas.values() if everything or by_default(one.moves)]
    fit = [one for one in fit if one.incidents > 0]
    fit.sort(key=lambda f: (-f.incidents, -f.statements, f.id))
    found = {one.id: spots(collection, one) for one in fit[:ROWS]}
    used = Counter(incident for spotted in found.values() for incident in spotted)
    chosen = set(sorted(used, key=lambda one: (-used[one], one))[:COLUMNS])
    columns = [one for one in collection.incidents.values() if one.id in chosen]
    rows = [_row(collection, one, found[one.id], columns) for one in fit[:ROWS]]
    rows = [row for row in rows if any(spot.number for spot in row.spots)]
    hidden = len(fit) - len(rows)
    return Matrix(
        columns=tuple((_named(one), moment(one.start).iso[:10]) for one in columns),
        rows=tuple(rows),
        left_out=say("matrix.left_out", n=hidden, incidents=len(used) - len(columns))
        if hidden or len(used) > len(columns)
        else "",
    )


def _named(incident: Incident) -> Link:
    """A column's head: the day stands above it."""
    return Link(without_day(incident.name) if incident.start else incident.name, page("incidents", incident.id))


def spots(collection: Collection, formula: Formula) -> Counter[str]:
    """How many statements use a formula in each incident, in own words."""
    found: dict[str, set[str]] = defaultdict(set)
    for use in formula.uses:
        statement = collection.statements.get(use.statement)
        if statement and use.how is not How.REPORTED:
            for incident in statement.incidents:
                if incident in collection.incidents:
                    found[incident].add(statement.id)
    return Counter({incident: len(statements) for incident, statements in found.items()})


def _row(collection: Collection, formula: Formula, found: Counter[str], columns: list[Incident]) -> MatrixRow:
    return MatrixRow(
        slots=clipped(template(formula.template), _CLIP),
        href=page("formulas", formula.id),
        language=formula.language,
        direction=direction(formula.language),
        total=" · ".join(reversed(counts(formula, standing(collection, formula)))),
        spots=tuple(_spot(found[one.id]) for one in columns),
    )


def _spot(number: int) -> Spot:
    shade = bisect_right(_SHADES, number)
    return Spot(number, shade, count("noun.statement", number) if number else say("matrix.none"))
