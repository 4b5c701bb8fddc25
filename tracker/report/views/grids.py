"""A picture of what occurred where: rows of words, columns of events, a circle where both meet, as values.

Owns where names, lines and circles stand. Never holds markup, and never shows what the table below it does not say.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

#: In units of the drawing, which are pixels at its natural size. The words of a row stand above its circles, so that a
#: narrow screen shows both without scrolling.
COLUMN, WIDEST, ROW, HEAD, EDGE = 56, 104, 56, 150, 28
#: Room to the right of the last column for its slanting name.
SLANT = 120
#: A drawing is so wide at least, however few columns it has.
NARROWEST = 520
#: Letters of a column's name, and half-width letters that a row of this width has room for.
_NAME, _LETTER = 24, 7.2
#: The smallest and the largest circle.
_LEAST, _MOST = 9.0, 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One event: its whole name, its day as it stands below the name, its page."""

    name: str
    day: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What is counted where a row and a column meet, and that in words."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: its words with their language and page, and a count for each column that it occurs in."""

    words: str
    language: str
    direction: str
    href: str
    counts: tuple[Count | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column as drawn; `name` is cut to its room, `whole` is all of it."""

    x: int
    name: str
    whole: str
    day: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A count as drawn."""

    x: int
    radius: float
    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as drawn: words above, at `y` its circles, and from `first` to `last` the line that joins them."""

    words: str
    language: str
    direction: str
    href: str
    y: int
    first: int
    last: int
    circles: tuple[Circle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The drawing. `left` and `right` are where its rows begin and end."""

    title: str
    text: str
    width: int
    height: int
    left: int
    right: int
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]


def grid(title: str, text: str, columns: Sequence[Column], lines: Sequence[Line]) -> Grid | None:
    """Rows over columns; nothing without both."""
    if not columns or not lines:
        return None
    fair = (NARROWEST - EDGE - SLANT) // max(len(columns) - 1, 1)
    step = min(max(fair, COLUMN), WIDEST)
    places = [EDGE + at * step for at in range(len(columns))]
    width = max(places[-1] + SLANT, NARROWEST)
    return Grid(
        title=title,
        text=text,
        width=width,
        height=HEAD + ROW * len(lines),
        left=places[0],
        right=places[-1],
        heads=tuple(_head(x, one) for x, one in zip(places, columns, strict=True)),
        rows=tuple(_row(at, one, places, width) for at, one in enumerate(lines)),
    )


def _head(x: int, column: Column) -> Head:
    return Head(x=x, name=fitted(column.name, _NAME), whole=column.name, day=column.day, href=column.href)


def _row(at: int, line: Line, places: Sequence[int], width: int) -> Row:
    circles = [
        Circle(x=x, radius=_radius(one.number), number=one.number, text=one.text)
        for x, one in zip(places, line.counts, strict=True)
        if one is not None
    ]
    return Row(
        words=fitted(line.words, int(width / _LETTER)),
        language=line.language,
        direction=line.direction,
        href=line.href,
        y=HEAD + ROW * at,
        first=circles[0].x if circles else places[0],
        last=circles[-1].x if circles else places[0],
        circles=tuple(circles),
    )


def _radius(number: int) -> float:
    """Its area grows with the number, as far as there is room."""
    return round(min(_LEAST * sqrt(1 + (number - 1) / 5), _MOST), 1)


def fitted(text: str, room: int) -> str:
    """The beginning of a text for so many half-width letters; Chinese and Japanese ones take the room of two."""
    left = room
    for at, letter in enumerate(text):
        left -= 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if left < 0:
            return text[: max(at - 1, 0)].rstrip(" ,;:") + "…"
    return text
