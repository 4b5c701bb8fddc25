"""The data dictionary: every exported table and column in words, as Markdown, from the schema.

Owns the wording around the schema. Never describes a column itself: data/columns.toml does.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.report.tables.schema import Column, Table, schema

#: How each type stands in a CSV file, in JSON lines and in Parquet.
_TYPES = (
    ("text", "text", "string", "string"),
    ("int", "digits", "number", "int64"),
    ("float", "digits with a point", "number", "double"),
    ("bool", "`true` or `false`", "true or false", "bool"),
    ("when", "a date as precisely as it is known, `YYYY` to `YYYY-MM-DDTHH:MM±HH:MM`", "the same", "string"),
    ("day", "`YYYY-MM-DD`", "the same", "string"),
    ("moment", "an instant as ISO 8601, UTC", "the same", "timestamp, UTC"),
    ("list<…>", "joined by `;`, as JSON where a value holds one", "array", "list"),
)
_HEAD = """# Data dictionary

What `tracker export` writes, table by table. This page is made from the schema by `make docs`
(`tracker export --dictionary` prints it); the files follow the same schema, so that columns, types and this page cannot
part.

- One file a table, the same columns in CSV, JSON lines and Parquet; rows in a fixed order; the same data give the same
  bytes. What a cell means does not depend on the format.
- Nothing known is an empty cell in CSV and `null` elsewhere; it never means no.
- Offsets count Unicode code points from 0 into the text of that version, the end behind the last one.
- CSV is UTF-8 with CRLF line ends. A cell that a spreadsheet would run as a formula has an apostrophe in front; JSON
  lines and Parquet have the text as it is.
- Texts are as long as their source's terms allow (`sources.display`); an article's body is in no table.
- "First" and "earliest" mean earliest in this collection; `collected_since` says since when that can be known.
"""


def dictionary() -> str:
    """The whole page."""
    return (
        "\n".join([_HEAD, *_types(), *(line for table in schema().values() for line in _table(table))]).rstrip() + "\n"
    )


def _types() -> Iterator[str]:
    yield from ("## Types", "", "| type | CSV | JSON lines | Parquet |", "|---|---|---|---|")
    for name, *written in _TYPES:
        yield f"| {' | '.join((f'`{name}`', *written))} |"
    yield ""


def _table(table: Table) -> Iterator[str]:
    yield from (f"## {table.name}", "", f"{table.about} Rows are told apart by {_named(table.key)}.", "")
    yield from ("| column | type | meaning | values |", "|---|---|---|---|")
    for column in table.columns:
        meaning = f"{column.meaning} *{column.rule}*" if column.rule else column.meaning
        cells = (f"`{column.name}`", f"`{column.type}`", meaning, _values(column))
        yield f"| {' | '.join(one.replace('|', chr(92) + '|') for one in cells)} |"
    yield ""


def _named(names: tuple[str, ...]) -> str:
    quoted = [f"`{one}`" for one in names]
    return ", ".join(quoted[:-1]) + (" and " if quoted[:-1] else "") + quoted[-1]


def _values(column: Column) -> str:
    if column.refers:
        return f"as `{column.refers}`"
    return ", ".join(column.values)
