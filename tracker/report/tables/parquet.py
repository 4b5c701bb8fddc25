"""Tables as Parquet (extra `parquet`).

Owns how the schema's types are written, so that an empty table has the same columns as a full one. pyarrow is loaded
only when such a file is written. Never decides what is exported.
"""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tracker.errors import MissingExtra
from tracker.report.tables.schema import Table

if TYPE_CHECKING:
    import pyarrow as pa

_RECORDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "party": (("id", "text"), ("name", "text"), ("part", "text")),
    "variant": (("text", "text"), ("count", "int")),
    "event": (
        *((name, "text") for name in ("id", "name", "date", "end")),
        ("places", "list<text>"),
        ("kind", "text"),
        ("statements", "list<text>"),
        ("evidence", "list<evidence>"),
    ),
    "evidence": (("rendering", "text"), ("text", "text")),
    "observed": (("issuer", "text"), ("state", "text"), ("reason", "text")),
    "claim": (
        *(("what", "text"), ("words", "text"), ("value", "int"), ("name", "text"), ("as_reported_by", "text")),
        *(("issuer", "text"), ("statement", "text"), ("rendering", "text"), ("start", "int"), ("end", "int")),
    ),
    "correction": (
        *(("what", "text"), ("to", "text"), ("ids", "list<text>"), ("was", "text")),
        *(("who", "text"), ("when", "text"), ("why", "text")),
    ),
    "scheme": (("scheme", "text"), ("value", "text")),
}


def expect_installed() -> None:
    """Raises MissingExtra without the extra `parquet`."""
    if importlib.util.find_spec("pyarrow") is None:
        raise MissingExtra("parquet", "reading and writing Parquet")


def parquet(table: Table, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows of an exported table as one Parquet file; the same rows give the same bytes.

    Raises MissingExtra without the extra `parquet`.
    """
    expect_installed()
    import pyarrow as pa  # noqa: PLC0415 - an optional part of some hundred MB, loaded only when asked for
    import pyarrow.parquet as pq  # noqa: PLC0415 - the same

    held = {one.name: [_value(one.type)(row[one.name]) for row in rows] for one in table.columns}
    schema = pa.schema([(one.name, _arrow(one.type)) for one in table.columns])
    buffer = io.BytesIO()
    pq.write_table(pa.table(held, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def _arrow(kind: str) -> pa.DataType:
    import pyarrow as pa  # noqa: PLC0415 - loaded by then

    if kind.startswith("list<"):
        return pa.list_(_arrow(kind[5:-1]))
    if kind in _RECORDS:
        return pa.struct([(field, _arrow(of)) for field, of in _RECORDS[kind]])
    return {
        # A date stays text because its precision differs (2031, 2031-03, …).
        **dict.fromkeys(("text", "when", "day"), pa.string()),
        "int": pa.int64(),
        "float": pa.float64(),
        "bool": pa.bool_(),
        "moment": pa.timestamp("us", tz="UTC"),
    }[kind]


def _value(kind: str) -> Callable[[Any], Any]:
    if kind == "moment":
        return lambda value: datetime.fromisoformat(value) if value else None
    return _clean


def _clean(value: Any) -> Any:
    """Texts without unpaired surrogates, which Parquet has no letter for."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, (list, tuple)):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return value
