"""Values to columns and back, by the types that the nouns declare.

Owns one rule a type: a When is two columns, a nested noun is its columns under a prefix, a tuple is a JSON array,
a duration is seconds. Never knows a table's meaning.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from tracker.model import When

Noun = TypeVar("Noun")
Value = str | int | float | None
#: Cells that stand in many rows give one value among them all: every noun is frozen.
_SHARED = 1 << 14


_Plain = tuple[tuple[str, int], ...]
_Made = tuple[tuple[str, Callable[[tuple[Any, ...]], tuple[Any, ...]], Callable[[tuple[Any, ...]], Any]], ...]


class Row(typing.Protocol):
    """A row as SQLite gives it: its cells in order, and the names of their columns."""

    def __iter__(self) -> Iterator[Any]: ...

    def keys(self) -> list[str]: ...  # noqa: D102  as of a mapping


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One field of a noun: its type, the columns it fills, and how it comes back from them."""

    name: str
    columns: tuple[str, ...]
    encode: Callable[[Any], tuple[Value, ...]]
    decode: Callable[[tuple[Any, ...]], Any]


def _bare(hint: Any) -> Any:
    """The type inside `X | None`."""
    if isinstance(hint, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return hint


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value


def _when_out(value: When | None) -> tuple[Value, ...]:
    return (value.iso, value.zone) if value else (None, None)


@lru_cache(maxsize=_SHARED)
def _when_in(cells: tuple[Any, ...]) -> When | None:
    return When(cells[0], cells[1]) if cells[0] else None


def _tuple_in(hint: Any) -> Callable[[tuple[Any, ...]], Any]:
    item = typing.get_args(hint)[0]
    make = tuple if typing.get_origin(item) is tuple else item

    @lru_cache(maxsize=_SHARED)
    def read(cells: tuple[Any, ...]) -> Any:
        return tuple(make(entry) for entry in json.loads(cells[0]))

    return read


def _tuple_out(value: tuple[Any, ...]) -> tuple[Value, ...]:
    return (json.dumps([_plain(entry) for entry in value], ensure_ascii=False),)


def _nested(name: str, noun: type[Any]) -> Column:
    inner = columns_of(noun)
    names = tuple(f"{name}_{column}" for part in inner for column in part.columns)

    @lru_cache(maxsize=_SHARED)
    def compose(cells: tuple[Any, ...]) -> Any:
        values, at = {}, 0
        for part in inner:
            width = len(part.columns)
            values[part.name] = part.decode(cells[at : at + width])
            at += width
        return noun(**values)

    return Column(name, names, encode, compose)


def _column(name: str, hint: Any) -> Column:
    bare = _bare(hint)
    if bare is When:
        return Column(name, (name, f"{name}_zone"), _when_out, _when_in)
    if typing.get_origin(bare) is tuple:
        return Column(name, (name,), _tuple_out, _tuple_in(bare))
    if dataclasses.is_dataclass(bare) and isinstance(bare, type):
        return _nested(name, bare)
    return Column(name, (name,), *_scalar(bare))


def _scalar(bare: Any) -> tuple[Callable[[Any], tuple[Value, ...]], Callable[[tuple[Any, ...]], Any]]:
    if bare in (date, datetime):
        return (
            lambda value: (value.isoformat() if value else None,),
            lambda cells: bare.fromisoformat(cells[0]) if cells[0] else None,
        )
    if bare is timedelta:
        return (
            lambda value: (None if value is None else value.total_seconds(),),
            lambda cells: None if cells[0] is None else timedelta(seconds=cells[0]),
        )
    if bare is bool or issubclass(bare, StrEnum):
        return (
            lambda value: (int(value) if isinstance(value, bool) else _plain(value),),
            lambda cells: bare(cells[0]),
        )
    return (lambda value: (value,), _first)


def _first(cells: tuple[Any, ...]) -> Any:
    return cells[0]


_COLUMNS: dict[tuple[Any, tuple[str, ...]], tuple[Column, ...]] = {}


def columns_of(noun: type[Any], without: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """The columns of a noun in the order of its fields, leaving out fields that live in tables of their own."""
    known = _COLUMNS.get((noun, without))
    if known is None:
        hints = typing.get_type_hints(noun)
        fields = [field.name for field in dataclasses.fields(noun) if field.name not in without]
        known = _COLUMNS[noun, without] = tuple(_column(name, hints[name]) for name in fields)
    return known


def encode(value: Any, *, without: tuple[str, ...] = ()) -> tuple[Value, ...]:
    """The cells of one noun."""
    cells: list[Value] = []
    for column in columns_of(type(value), without):
        cells.extend(column.encode(getattr(value, column.name)))
    return tuple(cells)


def decode(noun: type[Noun], row: Row, *, without: tuple[str, ...] = (), **more: Any) -> Noun:
    """A noun from a row that has its columns by name; `more` fills the fields kept elsewhere."""
    cells = tuple(row)
    plain, made = _places(noun, without, tuple(row.keys()))  # type: ignore[arg-type]  # a class has a hash
    values = {name: cells[at] for name, at in plain}
    for name, of, read in made:
        values[name] = read(of(cells))
    return noun(**values, **more)


@cache
def _places(noun: type[Any], without: tuple[str, ...], names: tuple[str, ...]) -> tuple[_Plain, _Made]:
    """Where the fields of a noun stand in rows of these columns: those taken as they are, and those made of cells."""
    columns = columns_of(noun, without)
    at = {column.name: [names.index(name) for name in column.columns] for column in columns}
    plain = tuple((column.name, at[column.name][0]) for column in columns if column.decode is _first)
    made = tuple((c.name, _cells(at[c.name]), c.decode) for c in columns if c.decode is not _first)
    return plain, made


def _cells(places: list[int]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    if len(places) > 1:
        return itemgetter(*places)
    at = places[0]
    return lambda cells: (cells[at],)


def names_of(noun: type[Any], *, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names of all columns of a noun."""
    return tuple(name for column in columns_of(noun, without) for name in column.columns)


def insert_sql(table: str, noun: type[Any], *, without: tuple[str, ...] = (), replace: bool = False) -> str:
    """The statement that writes one noun into its table."""
    names = names_of(noun, without=without)
    verb = "INSERT OR REPLACE" if replace else "INSERT"
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"{verb} INTO {table} ({quoted}) VALUES ({', '.join('?' * len(names))})"
