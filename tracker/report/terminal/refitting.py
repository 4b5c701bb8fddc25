"""What new weights changed, for people and for programs.

Owns the words and the shape. Never compares formulas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.table import Table

from tracker.match.refit import Change, Fate
from tracker.report.template import template_text
from tracker.report.terminal.tables import plain


def summary(changes: Sequence[Change]) -> str:
    """How many phrasings are kept, changed, new, gone and merged, in one line."""
    counts = Counter(one.fate for one in changes)
    return ", ".join(f"{counts[fate]} {fate}" for fate in Fate)


def changes_table(changes: Sequence[Change]) -> Table:
    """Every phrasing that is not as it was, with the statements that it gained and lost; those of most first."""
    table = Table("phrasing", "what", "gained", "lost", "into", "wording", box=box.SIMPLE_HEAD, pad_edge=False)
    for one in sorted(changes, key=lambda c: (-c.gained - c.lost, c.formula)):
        if one.fate is not Fate.KEPT:
            cells = (one.formula, str(one.fate), str(one.gained), str(one.lost), one.into, template_text(one.template))
            table.add_row(*map(plain, cells))
    return table


def change_shape(change: Change) -> dict[str, Any]:
    """One phrasing as JSON; kept ones too."""
    return {
        "id": change.formula,
        "change": str(change.fate),
        "language": change.language,
        "template": change.template,
        "gained": change.gained,
        "lost": change.lost,
        "into": change.into or None,
    }
