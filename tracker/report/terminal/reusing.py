"""Another program's clusters beside our formulas, as a table for a terminal.

Owns the columns. Never compares anything.
"""

from __future__ import annotations

from rich import box
from rich.table import Table

from tracker.report.tables.reuse import Beside
from tracker.report.terminal.tables import plain

#: How much of a passage stands in a cell, and how many formulas.
_LETTERS, _FORMULAS = 80, 3


def reuse_table(found: Beside) -> Table:
    """One row a cluster: how many passages and statements, which formulas they meet, how it begins."""
    table = Table(box=box.SIMPLE)
    for name in ("cluster", "passages", "statements", "our phrasings (passages that meet them)", "text"):
        table.add_column(name, justify="right" if name in ("passages", "statements") else "left")
    for cluster in found.clusters:
        shown = [f"{key} ({count})" for key, count in cluster.formulas[:_FORMULAS]]
        if len(cluster.formulas) > _FORMULAS:
            shown.append(f"and {len(cluster.formulas) - _FORMULAS} more")
        statements = len({one.statement for one in cluster.passages})
        text = plain(" ".join(cluster.passages[0].text.split())[:_LETTERS])
        met = ", ".join(shown) or "none: passim alone"
        table.add_row(plain(cluster.cluster[:_LETTERS]), str(len(cluster.passages)), str(statements), met, text)
    return table
