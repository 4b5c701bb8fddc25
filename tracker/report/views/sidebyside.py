"""Two to twelve statements side by side for a reader: aligned rows, each cell against a base column.

Owns the columns, which cell is compared with which, and the order of the rows. Never sets own words beside a
reporter's in one row, and never redlines one language against another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import urlencode

from tracker.errors import UnknownId
from tracker.model import How, Move, Rendering, Statement
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.links import page
from tracker.report.pieces import Piece as Words, direction, redlined
from tracker.report.rights import shown_text
from tracker.report.template import Slot, template
from tracker.report.views.aligning import ALIKE, likeness
from tracker.report.views.bands import SIDES, may_quote, side
from tracker.report.views.compare import Piece, Row as Aligned, compare
from tracker.report.views.differences import Difference, differences
from tracker.report.views.edits import Edit, edits
from tracker.report.views.evidence import Attested, Head, attested, head, step, stepped
from tracker.report.views.statement import title_of

#: Two statements are read as one text with its changes, more of them in columns.
_PAIR = 2
#: Moves that say nothing of what an issuer thinks or wants.
_PLAIN = (Move.INFORM.value, Move.OTHER.value, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One statement. `choose` leads to the same view with this column as the base; empty where nothing serves it."""

    number: int
    head: Head
    base: bool
    choose: str
    step: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The recurring phrasing of a row."""

    slots: tuple[Slot, ...]
    href: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The words of one row in one column. `against` is the number of the column that they are redlined against.

    `other` says why they are not: another language, or too few words in common.
    """

    number: int
    language: str
    direction: str
    attested: Attested
    pieces: tuple[Words, ...]
    against: int = 0
    identical: bool = False
    other: str = ""
    withheld: str = ""
    differences: tuple[Difference, ...] = ()
    name: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: words of one side (official, quoted, reported) that make one move, phrased alike or not.

    `only` is the number of the one column that has such words, else 0.
    """

    side: str
    side_label: str
    move: str
    cells: tuple[Cell | None, ...]
    only: int

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The columns that have such words."""
        return tuple(one for one in self.cells if one is not None)

    @property
    def name(self) -> Name | None:
        """The recurring phrasing that all of its cells use, if there is one."""
        names = {one.name for one in self.filled}
        return names.pop() if len(names) == 1 else None

    @property
    def changed(self) -> tuple[Cell, ...]:
        """The cells that differ from what they are compared with."""
        return tuple(one for one in self.filled if one.differences)

    @property
    def inline(self) -> tuple[Cell, ...]:
        """What one column of words shows: the redline alone where there is one, for it holds both wordings."""
        return tuple(one for one in self.filled if one.against) or self.filled


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Everything that the page of a comparison shows; `rest` are rows that evaluate nothing and return nowhere."""

    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    rest: tuple[Line, ...]
    rest_label: str
    base: int
    pair: bool
    notes: tuple[str, ...]
    typed: tuple[tuple[str, int], ...]

    @property
    def differing(self) -> tuple[Line, ...]:
        """The rows in which something differs."""
        return tuple(one for one in (*self.lines, *self.rest) if one.changed)


def sidebyside(collection: Collection, ids: Sequence[str], *, base: str = "", served: bool = False) -> SideBySide:
    """Two to twelve statements by id or alias, in the given order; `base` is the one the others are set against.

    Without a base it is the earliest. With `served`, each column links to the view that has it as the base.
    BadConfig names a wrong number of statements or an id that is none; UnknownId an id that nothing has.
    """
    made = compare(collection, ids)
    chosen = [collection.statements[one.id] for one in made.statements]
    at = _base(collection, chosen, base)
    rows = [line for row in _needed(made.rows) for line in _lines(collection, chosen, row, at)]
    rows = [*_beside(chosen, rows, at), *_told(collection, chosen)]
    telling = tuple(one for one in rows if _tells(one))
    rest = tuple(one for one in rows if not _tells(one))
    typed = [d.label for line in (*telling, *rest) for cell in line.changed for d in cell.differences]
    return SideBySide(
        title=" – ".join(title_of(collection, one) for one in chosen[:_PAIR]) + (" …" if len(chosen) > _PAIR else ""),
        columns=tuple(_column(collection, chosen, place, at, served=served) for place in range(len(chosen))),
        lines=telling,
        rest=rest,
        rest_label=say("compare.rest", n=count("noun.row", len(rest))) if rest else "",
        base=at + 1,
        pair=len(chosen) == _PAIR,
        notes=tuple(_notes(chosen)),
        typed=tuple((label, typed.count(label)) for label in dict.fromkeys(typed)),
    )


def _tells(line: Line) -> bool:
    """Whether a row is shown at once: it evaluates or wants something, returns elsewhere, or is a reporter's."""
    return line.move not in _PLAIN or line.side == "reported" or any(one.name for one in line.filled)


def _base(collection: Collection, chosen: Sequence[Statement], asked: str) -> int:
    if asked:
        wanted = collection.store.resolve(asked)
        for place, one in enumerate(chosen):
            if one.id == wanted:
                return place
        raise UnknownId(f"compare: base {asked!r} is none of the compared statements; give the id of one of them")
    dated = [one.date for one in chosen if one.date]
    for place, one in enumerate(chosen):
        if one.date and not any(other.earlier_than(one.date) for other in dated):
            return place
    return 0


def _needed(rows: Sequence[Aligned]) -> list[Aligned]:
    """The rows without those of one cell alone whose words stand inside a longer stretch of another row."""
    held = [piece for row in rows for piece in (*row.cells, *row.reported) if piece]
    return [row for row in rows if not _inside(row, held)]


def _inside(row: Aligned, held: Sequence[Piece]) -> bool:
    own = [piece for piece in (*row.cells, *row.reported) if piece]
    return len(own) == 1 and any(
        one.rendering == own[0].rendering
        and one.start <= own[0].start
        and own[0].end <= one.end
        and (one.start, one.end) != (own[0].start, own[0].end)
        for one in held
    )


def _notes(chosen: Sequence[Statement]) -> Iterable[str]:
    """What a reader must know of the whole comparison before the first row."""
    languages = sorted({one.language.split("-")[0] for one in chosen})
    if len(languages) > 1:
        yield say("compare.languages", languages=", ".join(languages))
    levels = {side(one.evidence) for one in chosen}
    if {"official", "quoted"} <= levels:
        yield say("compare.levels")
    if "reported" in levels:
        yield say("compare.reported")


def _column(collection: Collection, chosen: Sequence[Statement], place: int, at: int, *, served: bool) -> Column:
    statement, first = chosen[place], chosen[at]
    like = statement.language.split("-")[0] == first.language.split("-")[0]
    fit = place != at and like and stepped(first) and stepped(statement)
    query = [("s", one.id) for one in chosen] + [("base", statement.id)]
    return Column(
        number=place + 1,
        head=head(collection, statement),
        base=place == at,
        choose=f"compare?{urlencode(query)}" if served and place != at else "",
        step=step(first.strength, statement.strength) if fit else "",
        edits=edits(collection, statement),
    )


def _lines(collection: Collection, chosen: Sequence[Statement], row: Aligned, at: int) -> list[Line]:
    """The rows of one alignment: official words, quoted words and a reporter's never in one."""
    sides: dict[str, list[Piece | None]] = {}
    for place, piece in chain(enumerate(row.cells), enumerate(row.reported)):
        if piece is not None:
            held = collection.renderings.get(piece.rendering)
            name = side(held.evidence if held else chosen[place].evidence)
            sides.setdefault(name, [None] * len(chosen))[place] = _whole(collection, row, piece)
    return [_line(collection, row, name, sides[name], at) for name in SIDES if name in sides]


def _whole(collection: Collection, row: Aligned, piece: Piece) -> Piece:
    """The whole sentence, where a phrasing stands in longer sentences: a clause set against a sentence misleads."""
    here = {one.statement for one in (*row.cells, *row.reported) if one}
    uses = (use for key in here for formula, use in collection.uses.get(key, ()) if formula.id == row.formula)
    if all(use.how is How.MEMBER for use in uses):
        return piece
    for one in collection.passages(piece.statement):
        if one.rendering == piece.rendering and one.start <= piece.start and piece.end <= one.end:
            return replace(piece, start=one.start, end=one.end, text=one.text)
    return piece


def _line(collection: Collection, row: Aligned, name: str, pieces: Sequence[Piece | None], at: int) -> Line:
    filled = [place for place, one in enumerate(pieces) if one is not None]
    lead = at if at in filled else filled[0]
    named = _name(row, collection)
    cells = [
        replace(_cell(collection, one, place, (lead, pieces[lead]), known=named is not None), name=named)
        if one
        else None
        for place, one in enumerate(pieces)
    ]
    return Line(
        side=name,
        side_label=say(f"side.{name}"),
        move=row.move,
        cells=tuple(cells),
        only=filled[0] + 1 if len(filled) == 1 else 0,
    )


def _name(row: Aligned, collection: Collection) -> Name | None:
    if row.formula is None:
        return None
    language = collection.formulas[row.formula].language
    href = page("formulas", row.formula)
    return Name(slots=template(row.template), href=href, language=language, direction=direction(language))


def _cell(collection: Collection, piece: Piece, place: int, lead: tuple[int, Piece | None], *, known: bool) -> Cell:
    """A cell against the leading one, if both may be quoted, are of one language and share enough words."""
    rendering = collection.renderings[piece.rendering]
    shown = may_quote(collection, rendering)
    plain = Cell(
        number=place + 1,
        language=piece.language,
        direction=direction(piece.language),
        attested=attested(collection, rendering, rendering.evidence),
        pieces=(Words(piece.text),) if shown else (),
        withheld="" if shown else say("rights.link"),
    )
    first = lead[1]
    if lead[0] == place or first is None or not shown or not _quotable(collection, first):
        return plain
    if not rendering.evidence.own_words:
        return replace(plain, other=say("compare.reporters"))
    if first.language.split("-")[0] != piece.language.split("-")[0]:
        return replace(plain, other=say("compare.other_language"))
    if not known and likeness(first.text, piece.text, language=piece.language) < ALIKE:
        return replace(plain, other=say("compare.other_words"))
    return replace(
        plain,
        pieces=redlined(first.text, piece.text, language=piece.language),
        against=lead[0] + 1,
        identical=" ".join(first.text.split()) == " ".join(piece.text.split()),
        differences=differences(first.text, piece.text, language=piece.language),
    )


def _quotable(collection: Collection, piece: Piece) -> bool:
    return may_quote(collection, collection.renderings.get(piece.rendering))


def _beside(chosen: Sequence[Statement], lines: Sequence[Line], at: int) -> list[Line]:
    """Rows in the order of moves, evaluating ones first; rows of one move that leave each other room become one."""
    ranks = [one.value for one in Move]
    result: list[Line] = []
    ordered = sorted(
        lines, key=lambda one: (ranks.index(one.move or "other"), _translated(chosen, one), -len(one.filled))
    )
    for line in ordered:
        for place, held in enumerate(result):
            if (held.move, held.side) == (line.move, line.side) and held.move not in _PLAIN and _apart(held, line):
                result[place] = _joined(held, line)
                break
        else:
            result.append(line)
    return sorted(result, key=lambda one: _rank(one, ranks, at))


def _translated(chosen: Sequence[Statement], line: Line) -> int:
    """How many of its cells are no original wording: those give way to the originals."""
    return sum(cell.language != one.language for one, cell in zip(chosen, line.cells, strict=True) if cell)


def _rank(line: Line, ranks: Sequence[str], at: int) -> tuple[object, ...]:
    """A reporter's words last; rows that the base has before others of their move."""
    plain = line.move in _PLAIN
    return line.side == "reported", plain, ranks.index(line.move or "other"), line.cells[at] is None, line.side


def _apart(held: Line, line: Line) -> bool:
    return not any(a and b for a, b in zip(held.cells, line.cells, strict=True))


def _joined(held: Line, line: Line) -> Line:
    languages = {one.language.split("-")[0] for one in held.filled}
    cells = tuple(a or (b and _unlike(b, languages, line.side)) for a, b in zip(held.cells, line.cells, strict=True))
    return replace(held, cells=cells, only=0)


def _unlike(cell: Cell, languages: set[str], name: str) -> Cell:
    """A cell beside others of its move: why it is not compared with them."""
    if cell.against or cell.other:
        return cell
    known = "other_words" if cell.language.split("-")[0] in languages else "other_language"
    return replace(cell, other=say("compare.reporters" if name == "reported" else f"compare.{known}"))


def _told(collection: Collection, chosen: Sequence[Statement]) -> list[Line]:
    """What reports alone say that was said, one row in all, never redlined."""
    cells = [None if one.evidence.own_words else _report(collection, one, at) for at, one in enumerate(chosen)]
    if not any(cells):
        return []
    name = "reported"
    only = [one.number for one in cells if one]
    return [
        Line(
            side=name,
            side_label=say(f"side.{name}"),
            move="",
            cells=tuple(cells),
            only=only[0] if len(only) == 1 else 0,
        )
    ]


def _report(collection: Collection, statement: Statement, place: int) -> Cell:
    rendering: Rendering | None = collection.main(statement)
    text = shown_text(statement.text, collection.visible(statement, rendering))
    return Cell(
        number=place + 1,
        language=statement.language,
        direction=direction(statement.language),
        attested=attested(collection, rendering, statement.evidence),
        pieces=(Words(text),) if text else (),
        withheld="" if text else say("rights.link"),
    )
