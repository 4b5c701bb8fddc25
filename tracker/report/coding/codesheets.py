"""Code sheets: tables that people fill in by hand, and what they filled in.

Owns the columns, the words that may stand in them, and reading a sheet that went through a spreadsheet. Never shows a
coder what the tracker thinks: that stands in a key of its own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.errors import BadInput
from tracker.model import Move, VerbClass
from tracker.report.coding.agreement import Level
from tracker.report.tables.export import defused

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that coders fill in: the words allowed, in their order, several of them where `many`.

    `empty` says what an empty cell means, by the value of the row's first column.
    """

    name: str
    values: tuple[str, ...]
    level: Level = "nominal"
    many: bool = False
    empty: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is coded: columns that identify and show an item, and columns to fill in, the first of which must be."""

    name: str
    given: tuple[str, ...]
    coded: tuple[Column, ...]
    shown: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the sheet."""
        return (*self.given, *(column.name for column in self.coded), "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One coder's sheet as read: its file's name, the items in order, and each column's values item by item.

    `shown` holds the texts of each item, by which two sheets are known to be of the same draw.
    """

    name: str
    kind: Kind
    items: tuple[str, ...]
    shown: tuple[tuple[str, ...], ...]
    language: tuple[str, ...]
    values: Mapping[str, tuple[str | None, ...]]


PAIRS = Kind(
    name="pairs",
    given=(
        "item",
        "language",
        "a",
        "b",
        *(f"{side}_{what}" for side in "ab" for what in ("statement", "issuer", "date")),
    ),
    coded=(
        Column(name="label", values=("S", "P", "N")),
        Column(name="force", values=("=", ">", "<", "!", "-"), empty={"N": "-"}),
    ),
    shown=("a", "b"),
)
MOVES = Kind(
    name="moves",
    given=("item", "language", "text", "statement", "issuer", "date"),
    coded=(
        Column(name="verb_class", values=tuple(one.value for one in VerbClass)),
        Column(name="intensity", values=("0", "1", "2", "3"), level="ordinal"),
        Column(name="negated", values=("true", "false"), empty=dict.fromkeys(VerbClass, "false")),
        Column(name="moves", values=tuple(one.value for one in Move), many=True),
    ),
    shown=("text",),
)
KINDS = {kind.name: kind for kind in (PAIRS, MOVES)}

#: What stands between several values of one cell.
_BETWEEN = ";"


def sheet(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """The rows as CSV that a spreadsheet may open: UTF-8 with a mark, cells defused."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([defused(row.get(name, "")) for name in columns] for row in rows)
    # Without the mark a spreadsheet on Windows takes UTF-8 for its own code page.
    return buffer.getvalue().encode("utf-8-sig", "replace")


def read_coded(name: str, body: bytes) -> Coded:
    """A coded sheet. Raises BadInput with file, row and column for what is no sheet of ours, or not coded at all."""
    header, rows = _table(name, body)
    kind = _kind(name, header)
    items = tuple(row["item"] for _, row in rows)
    _expect_items(name, rows)
    values = {column.name: tuple(_value(name, kind, column, line, row) for line, row in rows) for column in kind.coded}
    first = kind.coded[0]
    if not any(values[first.name]):
        raise BadInput(f'{name}: nothing is coded; fill in the column "{first.name}" ({", ".join(first.values)})')
    return Coded(
        name=name,
        kind=kind,
        items=items,
        shown=tuple(tuple(" ".join(row[column].split()) for column in kind.shown) for _, row in rows),
        language=tuple(row["language"] for _, row in rows),
        values=values,
    )


def read_key(name: str, body: bytes) -> dict[str, Row]:
    """A key, by item: what the tracker said when the sheet was drawn. BadInput for what it would not have said."""
    header, rows = _table(name, body)
    kind = next((one for one in KINDS.values() if one.coded[0].name in header), PAIRS)
    needed = ("item", "stratum", "population", *(column.name for column in kind.coded))
    lacking = [column for column in needed if column not in header]
    if lacking:
        raise BadInput(f"{name}: expected the key that `tracker sample --key` wrote; it has no {' and '.join(lacking)}")
    _expect_items(name, rows)
    for line, row in rows:
        for column in kind.coded:
            _value(name, kind, column, line, row)
    return {row["item"]: row for _, row in rows}


def _table(name: str, body: bytes) -> tuple[list[str], list[tuple[int, Row]]]:
    """The header and the rows that are not empty, each with its line."""
    text = _text(name, body)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        header = [cell.strip().lower() for cell in next(reader, [])]
        rows = [
            (reader.line_num, {column: _plain(cell) for column, cell in zip(header, cells, strict=False)})
            for cells in reader
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        raise BadInput(f"{name}: no CSV that can be read ({error}); save it again as CSV") from error
    if not header:
        raise BadInput(f"{name}: is empty; expected a sheet that `tracker sample` wrote, filled in")
    full = dict.fromkeys(header, "")
    return header, [(line, {**full, **row}) for line, row in rows]


def _text(name: str, body: bytes) -> str:
    if body.startswith(b"PK\x03\x04"):
        raise BadInput(f"{name}: a workbook, not a CSV file; save the sheet as CSV UTF-8")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = body.count(b"\n", 0, error.start) + 1
        raise BadInput(f"{name}, line {where}: not in UTF-8; save the sheet as CSV UTF-8") from error


def _plain(cell: str) -> str:
    """The cell as it was before it was defused."""
    bare = cell.strip()
    return bare[1:].strip() if bare.startswith("'") and defused(bare[1:]) == bare else bare


def _kind(name: str, header: Sequence[str]) -> Kind:
    for kind in KINDS.values():
        if kind.coded[0].name in header:
            wanted = ("item", "language", *kind.shown, *(column.name for column in kind.coded))
            lacking = [column for column in wanted if column not in header]
            if lacking:
                raise BadInput(
                    f"{name}: has no column {', '.join(lacking)}; keep all columns that `tracker sample` wrote"
                )
            return kind
    heads = " or ".join(f'"{kind.coded[0].name}"' for kind in KINDS.values())
    raise BadInput(f"{name}: no code sheet; expected a column {heads}, found {', '.join(header)[:200]}")


def _expect_items(name: str, rows: Sequence[tuple[int, Row]]) -> None:
    if not rows:
        raise BadInput(f"{name}: has no rows; expected a sheet that `tracker sample` wrote, filled in")
    seen: dict[str, int] = {}
    for line, row in rows:
        if not row["item"]:
            raise BadInput(f"{name}, line {line}: the column item is empty; every row keeps the id that it was given")
        if row["item"] in seen:
            raise BadInput(f"{name}, line {line}: item {row['item']} stands in line {seen[row['item']]} already")
        seen[row["item"]] = line


def _value(name: str, kind: Kind, column: Column, line: int, row: Row) -> str | None:
    """The cell as one of the column's words, several in their order; None where nothing is coded."""
    known = {value.casefold(): value for value in column.values}
    words = row[column.name].split(_BETWEEN) if column.many else [row[column.name]]
    found = set()
    for word in (w.strip().casefold() for w in words):
        if word and word not in known:
            allowed = ", ".join(column.values)
            raise BadInput(f'{name}, line {line}, {column.name}: "{word}" is none of {allowed}')
        if word:
            found.add(known[word])
    if not found:
        return column.empty.get(_first(kind, row))
    return _BETWEEN.join(value for value in column.values if value in found)


def _first(kind: Kind, row: Row) -> str:
    """The value of the column that decides whether a row is coded, as it is written in the list."""
    column = kind.coded[0]
    typed = row[column.name].strip().casefold()
    return next((value for value in column.values if value.casefold() == typed), "")


def moves_in(values: Sequence[str | None], move: str) -> Iterator[str | None]:
    """Whether each item was given this move: yes, no, or None where nothing was coded."""
    for value in values:
        yield None if value is None else "yes" if move in value.split(_BETWEEN) else "no"
