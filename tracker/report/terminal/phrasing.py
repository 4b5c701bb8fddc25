"""One recurring phrasing for a terminal: its template, variants, how its wording changed, and every use.

Owns what `tracker show f-…` prints for people; decides nothing that the page of the phrasing does not. Fetched words
reach the terminal through `plain` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tracker.report.labels import say
from tracker.report.pieces import Piece
from tracker.report.template import Slot, in_line
from tracker.report.terminal.tables import changes, plain
from tracker.report.views.formula import FormulaPage, Turn
from tracker.report.views.uses import Line


def phrasing(view: FormulaPage) -> RenderableType:
    """A phrasing as its page has it: what recurs, since when, how it varies and changed, and where it stands."""
    parts: list[RenderableType] = [
        plain(in_line(view.slots), "bold"),
        plain(" · ".join((view.id, view.language, *view.facts, *view.moves))),
        plain(_first(view)),
        plain(f"{view.measure}; {view.coverage}" if view.coverage else view.measure, "dim"),
        Text(),
        _variants(view),
    ]
    if view.turns:
        parts += [_turns(view.turns), plain(say("formula.drift_note"), "dim"), Text()]
    parts.append(_uses(say("formula.order"), view.lines))
    if view.reported:
        parts.append(_uses(say("formula.reported"), view.reported))
    return Group(*parts)


def _first(view: FormulaPage) -> str:
    shared = f" ({say('formula.shared')})" if view.shared else ""
    last = f" · {say('formula.last')} {view.last}" if view.last else ""
    told = f", {view.first_reported}" if view.first_reported else ""
    return f"{say('formula.first')}: {view.first_issuer.name}, {view.first.text} {view.first.zone}{told}{shared}{last}"


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title=plain(title, "bold"), title_justify="left", pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _variants(view: FormulaPage) -> Table:
    table = _table(say("formula.variants"), (say("table.phrasing"), say("table.uses")))
    for one in view.variants:
        table.add_row(plain(in_line(one.slots)), plain(one.uses))
    return table


def _turns(turns: Iterable[Turn]) -> Table:
    """What each official use lost and gained; the marks [-…-] and {+…+} tell it without colour."""
    keys = ("table.issuer", "table.date", "formula.lost", "formula.gained", "table.id")
    table = _table(say("formula.drift"), (say(key) for key in keys))
    for turn in turns:
        table.add_row(
            plain(turn.issuer.name), plain(turn.date.text), _words(turn.lost, "gone"), _words(turn.gained, "new"),
            plain(turn.statement),
        )  # fmt: skip
    return table


def _words(pieces: Iterable[Sequence[Slot]], kind: str) -> Text:
    return changes([Piece(kind=kind, text=in_line(slots)) for slots in pieces])


def _uses(title: str, lines: Iterable[Line]) -> Table:
    keys = ("date", "issuer", "phrasing", "evidence", "similarity", "id")
    table = _table(title, (say(f"table.{key}") for key in keys))
    for line in lines:
        words = plain(line.text)
        for flag in line.flags:
            words.append_text(plain(f"\n{flag}", "red"))
        alike = plain(f"{line.similarity} {line.how_label}")
        table.add_row(
            plain(line.head.date.text), plain(", ".join(one.name for one in line.head.issuers)), words,
            plain(line.evidence_label), alike, plain(line.head.id),
        )  # fmt: skip
    return table
