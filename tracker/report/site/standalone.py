"""A page that lies alone, for mail or print: with its style in itself, and without links into the site.

Owns what such a page leaves out. Never shows other words than the page of the site.
"""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from tracker.report.links import Link
from tracker.report.site.filling import environment, style
from tracker.report.views.sidebyside import Cell, Column, Line, SideBySide


def standalone(view: SideBySide) -> bytes:
    """Statements side by side as one file of HTML that needs no other."""
    shown = {
        "view": _unlinked(view),
        "heading": view.title,
        "root": "",
        "layout": "alone.html",
        "style": Markup(style().decode("utf-8")),  # noqa: S704 - our own style sheet, which no fetched text enters
    }
    return (environment().get_template("compare.html").render(shown).rstrip() + "\n").encode("utf-8")


def _unlinked(view: SideBySide) -> SideBySide:
    """The same without links that lead to other pages."""
    return replace(
        view,
        columns=tuple(map(_column, view.columns)),
        lines=tuple(map(_line, view.lines)),
        rest=tuple(map(_line, view.rest)),
    )


def _column(column: Column) -> Column:
    issuers = tuple(Link(one.name) for one in column.head.issuers)
    return replace(column, choose="", head=replace(column.head, href="", issuers=issuers))


def _line(line: Line) -> Line:
    return replace(line, cells=tuple(one and _cell(one) for one in line.cells))


def _cell(cell: Cell) -> Cell:
    return replace(cell, name=replace(cell.name, href="")) if cell.name else cell
