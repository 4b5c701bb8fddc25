"""The rows of the main view: one band a formula, one a move, one for what reports say in their own words.

Owns which words stand in a cell and what each is compared with. Never puts official words, quoted words and a
reporter's words into one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.model import DEFAULT_MOVES, Display, Evidence, Formula, How, Move, Rendering, Statement, Use
from tracker.report.collection import Collection
from tracker.report.labels import labels, say
from tracker.report.links import page
from tracker.report.pieces import Piece, direction, redlined
from tracker.report.rights import shown_text
from tracker.report.template import Slot, template
from tracker.report.views.evidence import Attested, attested
from tracker.report.views.standing import badge, by_then, opening

#: The three that are never mixed: the issuer's own page, words in quotation marks, a reporter's words.
SIDES = ("official", "quoted", "reported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The words of one row in one statement, redlined against the previous filled cell of the row.

    `first` is the same against the first filled cell, where that is another one than the previous.
    """

    href: str
    attested: Attested
    pieces: tuple[Piece, ...]
    compared: bool
    identical: bool
    first: tuple[Piece, ...] = ()
    first_identical: bool = False
    earliest: str = ""
    flags: tuple[str, ...] = ()
    withheld: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of cells. `side` is official, quoted or reported; `words` are of one language."""

    side: str
    side_label: str
    cells: tuple[Cell | None, ...]

    @property
    def changed(self) -> bool:
        """Whether any words of the row differ from those before them."""
        return any(one is not None and one.compared and not one.identical for one in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The rows of one formula, or of one move where no formula holds it."""

    kind: str
    label: str
    slots: tuple[Slot, ...]
    href: str
    language: str
    direction: str
    facts: str
    rows: tuple[Row, ...]

    @property
    def changed(self) -> bool:
        """Whether any of its rows changed."""
        return any(row.changed for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Words:
    """A cell before it is compared: its text, its rendering, and what is said beside it."""

    statement: Statement
    rendering: Rendering | None
    level: Evidence
    text: str
    earliest: str = ""
    flags: tuple[str, ...] = ()


def formula_band(collection: Collection, chosen: Sequence[Statement], formula: Formula) -> Band:
    """A formula's uses in the chosen statements, official, quoted and reported ones in rows of their own."""
    uses = [[use for held, use in collection.uses.get(one.id, ()) if held.id == formula.id] for one in chosen]
    # Where one statement says it inside a longer sentence, all are compared as sentences: a clause set against a
    # sentence would show words as gone that only stand outside the clause.
    whole = any(use.how is not How.MEMBER for of_one in uses for use in of_one)
    sides: dict[str, list[_Words | None]] = {}
    for at, (statement, of_one) in enumerate(zip(chosen, uses, strict=True)):
        for use in of_one:
            words = _used(collection, formula, statement, _sentence(collection, use) if whole else use)
            row = sides.setdefault(side(words.level), [None] * len(chosen))
            row[at] = row[at] or words
    return Band(
        kind="formula",
        label=formula.template,
        slots=template(formula.template),
        href=page("formulas", formula.id),
        language=formula.language,
        direction=direction(formula.language),
        facts=_use_facts(collection, formula, chosen),
        rows=tuple(_row(collection, name, sides[name], formula.language) for name in SIDES if name in sides),
    )


def side(level: Evidence) -> str:
    """Official, quoted, or reported: the three that are never put into one row."""
    return level.value if level.own_words else "reported"


def _sentence(collection: Collection, use: Use) -> Use:
    """The use as the whole sentence that holds it, where one does."""
    for one in collection.passages(use.statement):
        if one.rendering == use.rendering and one.start <= use.start and use.end <= one.end:
            return replace(use, start=one.start, end=one.end, text=one.text)
    return use


def _use_facts(collection: Collection, formula: Formula, chosen: Sequence[Statement]) -> str:
    """How often it had been used by the last of these columns, and where it stands earliest."""
    first, began = formula.first, opening(collection, formula)
    parts = [*by_then(collection, formula, chosen)]
    parts[:1] = [say("formula.by_then", counts=one) for one in parts[:1]]
    if first.date:
        key = "formula.earliest_shared" if first.shared else "formula.earliest"
        key = "formula.earliest_reported" if began.first == "reported" else key
        name = collection.issuer_name(first.issuer)
        parts.append(say(key, issuer=name, date=first.date.iso[:10], outlet=began.first_outlet))
    return " · ".join(parts)


def _used(collection: Collection, formula: Formula, statement: Statement, use: Use) -> _Words:
    rendering = collection.renderings.get(use.rendering)
    earliest = ""
    if formula.first.statement == statement.id:
        began = opening(collection, formula)
        if (began.first == "reported") is (use.how is How.REPORTED):
            earliest = badge(formula, began)
    return _Words(
        statement=statement,
        rendering=rendering,
        level=rendering.evidence if rendering else statement.evidence,
        text=use.text,
        earliest=earliest,
        flags=tuple(flag_label(one) for one in use.flags),
    )


def flag_label(flag: str) -> str:
    """A flag of matching in a reader's words; an unknown one as it is."""
    return labels().get(f"flag.{flag}", flag)


def _row(collection: Collection, name: str, words: Sequence[_Words | None], language: str) -> Row:
    cells: list[Cell | None] = []
    before: list[str] = []
    for one in words:
        if one is None:
            cells.append(None)
            continue
        text = one.text if may_quote(collection, one.rendering) else ""
        cells.append(_cell(collection, one, text, before, language))
        before += [text] if text else []
    return Row(side=name, side_label=say(f"side.{name}"), cells=tuple(cells))


def may_quote(collection: Collection, rendering: Rendering | None) -> bool:
    """Whether a sentence of this rendering may be shown at all."""
    return rendering is None or collection.display(rendering.source) is not Display.LINK


def _cell(collection: Collection, words: _Words, text: str, before: Sequence[str], language: str) -> Cell:
    """`before` are the texts of the row's earlier cells: the last one and the first one are what it is set against."""
    compare = bool(before and text)
    previous, first = (before[-1], before[0]) if compare else ("", "")
    further = compare and not _alike(previous, first)
    return Cell(
        href=page("statements", words.statement.id),
        attested=attested(collection, words.rendering, words.level),
        pieces=redlined(previous, text, language=language) if compare else (Piece(text),),
        compared=compare,
        identical=compare and _alike(previous, text),
        first=redlined(first, text, language=language) if further else (),
        first_identical=further and _alike(first, text),
        earliest=words.earliest,
        flags=words.flags,
        withheld="" if text else say("rights.link"),
    )


def _alike(one: str, other: str) -> bool:
    return one.split() == other.split()


def move_bands(collection: Collection, chosen: Sequence[Statement], rows: Sequence[Formula]) -> list[Band]:
    """What was said under each default move outside the formulas above, one band a move and language."""
    covered = {one.id for one in rows}
    bands = []
    for move in (one for one in Move if one in DEFAULT_MOVES):
        for language in sorted({one.language for one in chosen}):
            found = [_moved(collection, one, move, covered) if one.language == language else {} for one in chosen]
            names = [name for name in SIDES[:2] if any(name in one for one in found)]
            if names:
                rows_of = tuple(_row(collection, name, [one.get(name) for one in found], language) for name in names)
                bands.append(_plain_band("move", say(f"move.{move}"), language, rows_of))
    return bands


def _plain_band(kind: str, label: str, language: str, rows: tuple[Row, ...]) -> Band:
    facts = say("across.move_facts") if kind == "move" else say("across.reported_facts")
    return Band(
        kind=kind,
        label=label,
        slots=(),
        href="",
        language=language,
        direction=direction(language),
        facts=facts,
        rows=rows,
    )


def _moved(collection: Collection, statement: Statement, move: Move, covered: set[str]) -> dict[str, _Words]:
    """A statement's sentences with a move that no row above holds, by side."""
    taken = [
        (use.rendering, use.start, use.end) for held, use in collection.uses.get(statement.id, ()) if held.id in covered
    ]
    parts: list[str] = []
    voiced = collection.voiced(statement)
    for rendering in voiced:
        spans = tuple(
            (one.start, one.end)
            for one in collection.passages(statement.id)
            if move in one.moves
            and one.rendering == rendering.id
            and not any(r == one.rendering and start < one.end and end > one.start for r, start, end in taken)
        )
        parts += [shown_text(rendering.text, spans).removeprefix("[…] ").removesuffix(" […]")] if spans else []
    if not parts:
        return {}
    return {side(statement.evidence): _Words(statement, voiced[0], statement.evidence, " … ".join(parts))}


def reported_bands(collection: Collection, chosen: Sequence[Statement]) -> list[Band]:
    """Words about the issuer that are a reporter's: paraphrase and characterisation, never redlined as its own."""
    bands = []
    for language in sorted({one.language for one in chosen}):
        cells: list[Cell | None] = []
        for one in chosen:
            if one.evidence.own_words or one.language != language:
                cells.append(None)
                continue
            rendering = collection.main(one)
            text = shown_text(one.text, collection.visible(one, rendering))
            words = _Words(one, rendering, one.evidence, text)
            cells.append(_cell(collection, words, text, (), language))
        if any(cells):
            row = Row(side="reported", side_label=say("side.reported"), cells=tuple(cells))
            bands.append(_plain_band("reported", say("across.reported"), language, (row,)))
    return bands
