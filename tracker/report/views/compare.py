"""Statements set side by side: aligned rows of passages, with what changed and where words come from.

Owns the alignment of two to twelve statements. Never decides that two passages are the same phrasing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.errors import BadConfig
from tracker.model import Formula, How, Move, Origin, Passage, Statement
from tracker.report.collection import Collection
from tracker.report.views.aligning import aligned, likeness

FEWEST, MOST = 2, 12
#: Two quotations of one statement with this share of words in common are one sentence, quoted twice.
AGAIN = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One column: a statement, or the checked text (id `text`) and what stands beside it (id `earliest`).

    These two are no statement, and so on no evidence: what they are is a `label`.
    """

    id: str
    issuer: str
    date: str | None
    language: str
    evidence: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A passage in a cell, with the origins of its words (offsets into the rendering's text)."""

    statement: str
    rendering: str
    start: int
    end: int
    text: str
    language: str
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Passages that belong side by side: of one formula, or (formula None) of one move.

    `cells` hold own words alone; what reporters say that was said stands in `reported`, never in the same cells.
    """

    formula: str | None
    template: str
    move: str
    cells: tuple[Piece | None, ...]
    reported: tuple[Piece | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Columns and rows."""

    statements: tuple[Side, ...]
    rows: tuple[Row, ...]


def compare(collection: Collection, ids: Sequence[str]) -> Comparison:
    """Two to twelve statements, by id or alias, side by side in the given order; BadConfig for another number."""
    wanted = dict.fromkeys(collection.store.resolve(one) for one in ids)
    for one in wanted:
        if one not in collection.statements:
            raise BadConfig(f"compare: {one} is no statement; tracker statements lists the ids of statements")
    chosen = [collection.statements[one] for one in wanted]
    if not FEWEST <= len(chosen) <= MOST:
        raise BadConfig(
            f"compare: expected {FEWEST} to {MOST} different statements, found {len(chosen)}; give their ids"
            " (tracker statements lists them)"
        )
    return Comparison(
        statements=tuple(_side(collection, one) for one in chosen),
        rows=(*_formula_rows(collection, chosen), *_other_rows(collection, chosen)),
    )


def _side(collection: Collection, statement: Statement) -> Side:
    return Side(
        id=statement.id,
        issuer=collection.issuer_names(statement),
        date=statement.date.iso if statement.date else None,
        language=statement.language,
        evidence=statement.evidence.value,
    )


def _formula_rows(collection: Collection, chosen: Sequence[Statement]) -> list[Row]:
    """One row a formula: those in most columns first, then in the order of the first text that has them."""
    places: dict[str, tuple[int, int, int]] = {}
    for at, one in enumerate(chosen):
        for formula, use in collection.uses.get(one.id, ()):
            number, first, start = places.get(formula.id, (0, at, use.start))
            places[formula.id] = (number - 1, first, start)
    rows = []
    for key in sorted(places, key=lambda one: (places[one], one)):
        formula = collection.formulas[key]
        cells, told = (tuple(_used(collection, s, formula, reported=r) for s in chosen) for r in (False, True))
        rows.append(Row(formula=key, template=formula.template, move=_move(formula.moves), cells=cells, reported=told))
    return rows


def _used(collection: Collection, statement: Statement, formula: Formula, *, reported: bool = False) -> Piece | None:
    """The first use of a formula in a statement, in own words or as reported; its fullest text before reports of it."""
    voiced = {one.id for one in collection.voiced(statement)}
    found = [use for held, use in collection.uses.get(statement.id, ()) if held.id == formula.id]
    uses = [use for use in found if (use.how is How.REPORTED) is reported]
    if not uses:
        return None
    use = min(uses, key=lambda one: one.rendering not in voiced)
    return Piece(
        statement=statement.id,
        rendering=use.rendering,
        start=use.start,
        end=use.end,
        text=use.text,
        language=formula.language,
        origins=_origins(collection, statement, use.rendering, use.version, (use.start, use.end)),
    )


def _origins(
    collection: Collection, statement: Statement, rendering: str, version: int, span: tuple[int, int]
) -> tuple[Origin, ...]:
    start, end = span
    return tuple(
        one
        for one in collection.origins(statement.id)
        if (one.rendering, one.version) == (rendering, version) and one.start < end and one.end > start
    )


def _other_rows(collection: Collection, chosen: Sequence[Statement]) -> list[Row]:
    """Sentences outside all formulas, those of one move side by side: the most alike, then the rest in their order."""
    columns = [_by_move(_loose(collection, one)) for one in chosen]
    rows = []
    for move in Move:
        for line in aligned([column.get(move, ()) for column in columns]):
            cells = tuple(
                _passage(collection, statement, one) if one else None
                for statement, one in zip(chosen, line, strict=True)
            )
            rows.append(Row(formula=None, template="", move=move.value, cells=cells))
    return rows


def _loose(collection: Collection, statement: Statement) -> list[Passage]:
    """Its own sentences that no formula holds; what two reports quote alike stands once."""
    taken = [(use.rendering, use.start, use.end) for _, use in collection.uses.get(statement.id, ())]
    voiced = {one.id for one in collection.voiced(statement)}
    found: list[Passage] = []
    for one in collection.passages(statement.id):
        used = any(r == one.rendering and start < one.end and end > one.start for r, start, end in taken)
        if one.rendering in voiced and not used and not any(_again(held, one) for held in found):
            found.append(one)
    return found


def _again(held: Passage, one: Passage) -> bool:
    """Whether another report quotes the same sentence."""
    elsewhere = held.rendering != one.rendering and held.language == one.language
    return elsewhere and likeness(held.text, one.text, language=one.language) >= AGAIN


def _by_move(passages: Sequence[Passage]) -> dict[Move, list[Passage]]:
    found: dict[Move, list[Passage]] = {}
    for one in passages:
        found.setdefault(one.moves[0] if one.moves else Move.OTHER, []).append(one)
    return found


def _passage(collection: Collection, statement: Statement, passage: Passage) -> Piece:
    return Piece(
        statement=statement.id,
        rendering=passage.rendering,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        language=passage.language,
        origins=_origins(collection, statement, passage.rendering, passage.version, (passage.start, passage.end)),
    )


def _move(moves: Sequence[Move]) -> str:
    return moves[0].value if moves else ""
