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
from typing import Any, TypeVar, cast

from tracker.model import When

Noun = TypeVar("Noun")
Value = str | int | float | None
#: Cells that stand in many rows give one value among them all: every noun is frozen.
_SHARED = 1 << 14


class Row(typing.Protocol):
    """A row as SQLite gives it: its cells in order, and the names of their columns."""

    def __iter__(self) -> Iterator[Any]: ...

    def keys(self) -> list[str]: ...  # noqa: D102  as of a mapping


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One field of a noun: the columns it fills, and how it comes back from their cells; None where it is the cell."""

    name: str
    columns: tuple[str, ...]
    encode: Callable[[Any], tuple[Value, ...]]
    decode: Callable[..., Any] | None


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
def _when_in(iso: str | None, zone: str | None) -> When | None:
    return When(iso, zone) if iso else None


def _tuple_in(hint: Any) -> Callable[[str], Any]:
    item = typing.get_args(hint)[0]
    make = tuple if typing.get_origin(item) is tuple else item

    @lru_cache(maxsize=_SHARED)
    def read(cell: str) -> Any:
        return tuple(make(entry) for entry in json.loads(cell))

    return read


def _tuple_out(value: tuple[Any, ...]) -> tuple[Value, ...]:
    return (json.dumps([_plain(entry) for entry in value], ensure_ascii=False),)


def _nested(name: str, noun: type[Any]) -> Column:
    inner = columns_of(noun)
    names = tuple(f"{name}_{column}" for part in inner for column in part.columns)

    make = maker(noun, tuple(column for part in inner for column in part.columns))

    @lru_cache(maxsize=_SHARED)
    def compose(*cells: Any) -> Any:
        return make(cells)

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


def _scalar(bare: Any) -> tuple[Callable[[Any], tuple[Value, ...]], Callable[..., Any] | None]:
    if bare in (date, datetime):
        return (
            lambda value: (value.isoformat() if value else None,),
            lambda cell: bare.fromisoformat(cell) if cell else None,
        )
    if bare is timedelta:
        return (
            lambda value: (None if value is None else value.total_seconds(),),
            lambda cell: None if cell is None else timedelta(seconds=cell),
        )
    if bare is bool:
        return (lambda value: (int(value),), bool)
    if issubclass(bare, StrEnum):
        return (lambda value: (_plain(value),), _Members(bare).__getitem__)
    return (lambda value: (value,), None)


class _Members(dict[str, StrEnum]):
    """The members of an enumeration by their values: looked up far oftener than anything else is read."""

    def __init__(self, bare: type[StrEnum]) -> None:
        super().__init__((one.value, one) for one in bare)
        self._bare = bare

    def __missing__(self, value: str) -> StrEnum:
        """What the enumeration itself says of a value that is none of its own."""
        return self._bare(value)


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
    return maker(noun, tuple(row.keys()), without, tuple(more))(tuple(row), *more.values())


def maker(
    noun: type[Noun], names: tuple[str, ...], without: tuple[str, ...] = (), more: tuple[str, ...] = ()
) -> Callable[..., Noun]:
    """What makes a noun of the cells of a row with these columns and, in this order, of the fields kept elsewhere."""
    return cast("Callable[..., Noun]", _maker(noun, names, without, more))  # type: ignore[arg-type]  # a class has a hash


@cache
def _maker(
    noun: type[Any], names: tuple[str, ...], without: tuple[str, ...], more: tuple[str, ...]
) -> Callable[..., Any]:
    """One call with every field written out, as dataclasses writes its own: rows are many, columns are few."""
    known: dict[str, Any] = {"noun": noun}
    fields = [f"{name}={name}" for name in more]
    for column in columns_of(noun, without):
        cells = ", ".join(f"cells[{names.index(name)}]" for name in column.columns)
        if column.decode is not None:
            known[f"read_{column.name}"] = column.decode
            cells = f"read_{column.name}({cells})"
        fields.append(f"{column.name}={cells}")
    made: Callable[..., Any] = eval(f"lambda {', '.join(('cells', *more))}: noun({', '.join(fields)})", known)  # noqa: S307  fields of our own nouns
    return made


def names_of(noun: type[Any], *, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names of all columns of a noun."""
    return tuple(name for column in columns_of(noun, without) for name in column.columns)


def insert_sql(table: str, noun: type[Any], *, without: tuple[str, ...] = (), replace: bool = False) -> str:
    """The statement that writes one noun into its table."""
    names = names_of(noun, without=without)
    verb = "INSERT OR REPLACE" if replace else "INSERT"
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"{verb} INTO {table} ({quoted}) VALUES ({', '.join('?' * len(names))})"
