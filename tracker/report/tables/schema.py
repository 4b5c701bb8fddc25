"""The schema of the exported tables, read from data/columns.toml.

Owns which tables and columns there are, in what order, of what type and with what meaning: headers of files, types of
Parquet, the data dictionary and frozen packages follow from it. Never makes a row.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from tracker import terms
from tracker.errors import BadConfig
from tracker.when import Precision

#: Types of one value. `when` is a date with its precision and `day` a calendar day, both as text; `moment` an instant.
SIMPLE = ("text", "int", "float", "bool", "when", "day", "moment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `values` is its closed list, empty where any value may stand; `refers` is `table.column`."""

    name: str
    type: str
    meaning: str
    values: tuple[str, ...] = ()
    refers: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: what a row is, the columns that tell rows apart, and all columns in order."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(one.name for one in self.columns)


@cache
def schema() -> Mapping[str, Table]:
    """Every table by its name, in the order of the file. Raises BadConfig for a damaged installation."""
    text = files("tracker.report.tables").joinpath("data", "columns.toml").read_text(encoding="utf-8")
    held = tomllib.loads(text)
    shared = {one["name"]: _column("shared", one) for one in held.pop("shared")["columns"]}
    return {name: _table(name, entry, shared) for name, entry in held.items()}


def _table(name: str, entry: Mapping[str, Any], shared: Mapping[str, Column]) -> Table:
    columns = (shared[one] if isinstance(one, str) else _column(name, one) for one in entry["columns"])
    return Table(name=name, about=entry["about"], key=tuple(entry["key"]), columns=tuple(columns))


def _column(table: str, entry: Mapping[str, Any]) -> Column:
    try:
        values = entry.get("values", ())
        return Column(**{**entry, "values": _closed(values) if isinstance(values, str) else tuple(values)})
    except (TypeError, AttributeError) as error:
        raise BadConfig(f"columns.toml: {table}.{entry.get('name', '?')}: {error}; install again") from error


def _closed(name: str) -> tuple[str, ...]:
    """The values of a closed list of the model, in its own order."""
    kind = Precision if name == "Precision" else getattr(terms, name)
    assert issubclass(kind, StrEnum)
    return tuple(one.value for one in kind)
