"""A checked text in the terminal: each sentence beside the earliest one like it, with who said that and when.

Owns the layout alone. Never prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tracker.report.labels import say
from tracker.report.terminal.tables import LEVEL, changes, plain
from tracker.report.views.checked import Sentence, summary

_LABEL = {"new": "bold yellow", "matched": "blue", "unknown": "dim"}


def checked(sentences: Sequence[Sentence]) -> RenderableType:
    """What is new in a text, counted and then sentence by sentence; one without sentences says that it has none."""
    if not sentences:
        return plain(say("check.empty"))
    table = Table(box=box.ROUNDED, show_lines=True, expand=True)
    for name in ("check.yours", "check.earliest"):
        table.add_column(plain(say(name)), ratio=1, overflow="fold")
    for one in sentences:
        mine = plain(f"{one.label}\n", _LABEL.get(one.kind, ""))
        mine.append_text(changes(one.pieces))
        table.add_row(mine, _earliest(one))
    return Group(plain(f"{summary(sentences)}."), table)


def _earliest(one: Sentence) -> Text:
    if one.earliest is None or one.attested is None:
        return plain("–", "dim")
    text = plain(f"{one.earliest.name}\n", "bold")
    text.append_text(plain(f"{one.attested.text}\n", LEVEL[one.attested.level]))
    text.append_text(changes(one.before) if one.before else plain(say("rights.link"), "dim"))
    text.append_text(plain(f"\n{one.statement}", "dim"))
    return text
