"""Formula by incident: which phrasing returns after which incident, at a glance.

Owns the choice and order of rows and columns. Counts statements and their issuers, never renderings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.model import Formula, How, Incident
from tracker.report.collection import Collection, by_default
from tracker.report.labels import count, say
from tracker.report.links import Link, page
from tracker.report.moments import moment, without_day
from tracker.report.pieces import direction
from tracker.report.template import Slot, clipped, template, template_text
from tracker.report.views.grids import Column, Count, Grid, Line, grid
from tracker.report.views.standing import counts, standing

ROWS = 20
COLUMNS = 14
#: So many rows are drawn; the table has all of them.
DRAWN = 10
#: Letters of a template that a row has room for.
_CLIP = 90
#: From how many statements on a spot takes the next shade.
_SHADES = (1, 2, 3, 6)


@dataclass(frozen=True, slots=True)
class Spot:
    """How many statements of an incident use a formula, and of how many issuers; their shade of four, and in words."""

    number: int
    issuers: int
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
    """The table and its picture; `left_out` says what found no place."""

    picture: Grid | None
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
    kept = [one for one in fit[:ROWS] if any(incident.id in found[one.id] for incident in columns)]
    rows = [_row(collection, one, found[one.id], columns) for one in kept]
    hidden = len(fit) - len(rows)
    return Matrix(
        picture=_drawn(columns, list(zip(kept, rows, strict=True))[:DRAWN]),
        columns=tuple((_named(one), moment(one.start).iso[:10]) for one in columns),
        rows=tuple(rows),
        left_out=say("matrix.left_out", n=hidden, incidents=len(used) - len(columns))
        if hidden or len(used) > len(columns)
        else "",
    )


def _named(incident: Incident) -> Link:
    """A column's head: the day stands above it."""
    return Link(without_day(incident.name) if incident.start else incident.name, page("incidents", incident.id))


def spots(collection: Collection, formula: Formula) -> Mapping[str, Spot]:
    """How many statements use a formula after each incident in own words, and of how many issuers."""
    said: dict[str, set[str]] = defaultdict(set)
    by: dict[str, set[str]] = defaultdict(set)
    for use in formula.uses:
        statement = collection.statements.get(use.statement)
        if statement and use.how is not How.REPORTED:
            for incident in statement.incidents:
                if incident in collection.incidents:
                    said[incident].add(statement.id)
                    by[incident].update(party.issuer for party in statement.parties)
    return {incident: _spot(len(said[incident]), len(by[incident])) for incident in said}


def _row(collection: Collection, formula: Formula, found: Mapping[str, Spot], columns: Sequence[Incident]) -> MatrixRow:
    return MatrixRow(
        slots=clipped(template(formula.template), _CLIP),
        href=page("formulas", formula.id),
        language=formula.language,
        direction=direction(formula.language),
        total=" · ".join(reversed(counts(formula, standing(collection, formula)))),
        spots=tuple(found.get(one.id, _NONE) for one in columns),
    )


def _spot(number: int, issuers: int) -> Spot:
    words = say("matrix.by", n=count("noun.statement", number), issuers=count("noun.issuer", issuers))
    return Spot(number, issuers, bisect_right(_SHADES, number), words)


_NONE = Spot(0, 0, 0, say("matrix.none"))


def _drawn(columns: Sequence[Incident], rows: Sequence[tuple[Formula, MatrixRow]]) -> Grid | None:
    """The first rows as a picture: circles as large as there are issuers."""
    heads = [
        Column(name=link.name, day=moment(one.start).iso[:7] or say("time.unknown"), href=link.href)
        for one, link in ((one, _named(one)) for one in columns)
    ]
    lines = [
        Line(
            words=template_text(formula.template),
            language=row.language,
            direction=row.direction,
            href=row.href,
            counts=tuple(
                Count(number=spot.issuers, text=f"{column.name}, {column.day}: {spot.label}") if spot.issuers else None
                for spot, column in zip(row.spots, heads, strict=True)
            ),
        )
        for formula, row in rows
    ]
    return grid(say("matrix.title"), say("matrix.picture"), heads, lines)
