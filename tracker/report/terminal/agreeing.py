"""Agreement as tables for a terminal.

Owns the columns and how a figure is written. Never computes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.table import Table

from tracker.report.coding.agreement import Against, Agreement
from tracker.report.coding.estimates import Estimates

#: What stands where nothing can be said: a dash, not a nought.
_NOTHING = "–"


def agreement_table(columns: Iterable[Agreement]) -> Table:
    """One row a column: items coded twice, percent agreement, alpha with its interval."""
    table = Table(box=box.SIMPLE, title="Agreement of the coders", title_justify="left")
    for name in ("column", "level", "items", "agree", "alpha", "95 % interval"):
        table.add_column(name, justify="left" if name in ("column", "level") else "right")
    for one in columns:
        held = f"{_figure(one.low)} to {_figure(one.high)}" if one.low is not None else _NOTHING
        table.add_row(one.column, one.level, str(one.items), _percent(one.percent), _figure(one.alpha), held)
    return table


def confusion_tables(columns: Iterable[Agreement]) -> Iterator[Table]:
    """Who says what where another says something: rows are the coder named earlier, columns the one named later."""
    for one in columns:
        if len(one.values) > 1:
            # The name stands in the corner: a title would be broken to the width of a narrow table.
            table = Table(box=box.SIMPLE)
            table.add_column(f"{one.column}: earlier file (rows) by later file")
            for value in one.values:
                table.add_column(value, justify="right")
            for value, counts in zip(one.values, one.table, strict=True):
                table.add_row(value, *map(str, counts))
            yield table


def against_table(found: Iterable[Against]) -> Table:
    """The tracker against the majority of the coders."""
    table = Table(box=box.SIMPLE, title="The tracker against the coders' majority", title_justify="left")
    for name in ("column", "items", "undecided", "agree", "balanced", "alpha with it", "found of each value"):
        table.add_column(name, justify="left" if name in ("column", "found of each value") else "right")
    for one in found:
        each = ", ".join(f"{value} {_percent(share)} of {count}" for value, count, share in one.recalls)
        figures = (_percent(one.accuracy), _percent(one.balanced), _figure(one.alpha))
        table.add_row(one.column, str(one.items), str(one.undecided), *figures, each)
    return table


def estimate_table(found: Estimates) -> Table:
    """What the sheet says of the whole collection."""
    table = Table(box=box.SIMPLE, title="The tracker in the whole collection", title_justify="left")
    for name in ("", "share", "95 % interval"):
        table.add_column(name, justify="left" if not name else "right")
    rows = {"called the same, and it is (precision)": found.precision, "the same, and called so (recall)": found.recall}
    for name, one in rows.items():
        held = f"{_percent(one.low)} to {_percent(one.high)}" if one.low is not None else _NOTHING
        table.add_row(name, _percent(one.share), held)
    return table


def _figure(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.3f}"


def _percent(value: float | None) -> str:
    return _NOTHING if value is None else f"{100 * value:.1f} %"
