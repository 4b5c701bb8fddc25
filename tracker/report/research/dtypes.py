"""Rows of an exported table as a DataFrame with sound types.

Owns which pandas type a column of the schema gets. Never imports pandas before a frame is asked for, never makes a row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tracker.report.tables.schema import Column, Table

if TYPE_CHECKING:
    from pandas import DataFrame, Series

#: Types whose values pandas holds as they are, with a value for what is missing.
_PLAIN = {"text": "str", "when": "str", "int": "Int64", "float": "Float64", "bool": "boolean"}
#: Closed lists whose order means something: a verb class may be compared with `<`, a move may not.
_ORDERED = ("verb_class", "precision")
_DAY = len("2031-03-14")


def frame(table: Table, rows: Sequence[Mapping[str, Any]]) -> DataFrame:
    """The rows with the schema's columns in their order, also when there are none.

    Text is `str`, a closed list or a language `category` (verb_class is ordered), a number `Int64` or `Float64`, yes
    or no `boolean`, an instant or a calendar day a timestamp, a list a list. Where there is a `date`, which keeps its
    precision as text, `day` is added: a timestamp, missing unless the date is known to the day.
    """
    import pandas as pd  # noqa: PLC0415  two thirds of a second that only frames should cost

    held = {one.name: _series(one, [row[one.name] for row in rows]) for one in table.columns}
    if "date" in held and "day" not in held:
        place = list(held).index("date") + 1
        days = held["date"].str.slice(0, _DAY).where(held["date"].str.len() >= _DAY)
        ordered = [*list(held.items())[:place], ("day", pd.to_datetime(days)), *list(held.items())[place:]]
        held = dict(ordered)
    return pd.DataFrame(held)


def _series(column: Column, values: Sequence[Any]) -> Series[Any]:
    import pandas as pd  # noqa: PLC0415  see above

    if column.type == "day":
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="str")))
    if column.type == "moment":
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="str"), utc=True, format="ISO8601"))
    closed = column.values  # noqa: PD011  a column of the schema, no series
    if column.type == "text" and (closed or column.name == "language"):
        return _category(column, values)
    return pd.Series(values, dtype=_PLAIN.get(column.type, "object"))


def _category(column: Column, values: Sequence[Any]) -> Series[Any]:
    import pandas as pd  # noqa: PLC0415  see above

    named = [one or None for one in values]
    found = {one for one in named if one is not None}
    known = list(column.values) if found <= set(column.values) else sorted(found)
    ordered = column.name in _ORDERED and found <= set(column.values)
    return pd.Series(named, dtype=pd.CategoricalDtype(known, ordered=ordered))
