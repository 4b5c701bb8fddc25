"""The verbs that set side by side and search: show, compare, across, search, check."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.talk import say
from tracker.cli.views import Json, collection, show as print_view, show_json, width
from tracker.errors import BadConfig

if TYPE_CHECKING:
    from tracker.report.collection import Collection


class Layout(StrEnum):
    """How a comparison is printed."""

    TABLE = "table"
    HTML = "html"
    TEI = "tei"


def register(app: typer.Typer) -> None:
    """Add these verbs."""
    for verb in (show, compare, across, search, check):
        app.command()(verb)


def show(context: typer.Context, thing: Annotated[str, typer.Argument(metavar="ID")], as_json: Json = False) -> None:
    """Show a statement with why each text stands in it, an incident, or a phrasing. Example: tracker show f-1a2b3c4d"""
    from tracker.report.tables.shapes import attribution_shape, formula_shape, incident_shape, statement_shape
    from tracker.report.terminal import tables as terminal
    from tracker.report.terminal.incident import incident_screen
    from tracker.report.terminal.phrasing import phrasing
    from tracker.report.views.attributed import attributed
    from tracker.report.views.formula import formula_page
    from tracker.report.views.incident import incident_page
    from tracker.report.views.statement import statement_page

    with collection(context.obj) as held:
        found = held.store.resolve(thing)
        if found in held.statements:
            one = held.statements[found]
            print_view(terminal.show(statement_page(held, one))) if not as_json else show_json(
                statement_shape(held, one)
            )
        elif found in held.formulas:
            one_phrasing = held.formulas[found]
            show_json(formula_shape(held, one_phrasing)) if as_json else print_view(
                phrasing(formula_page(held, one_phrasing))
            )
        elif found in held.incidents:
            incident = held.incidents[found]
            show_json(incident_shape(held, incident)) if as_json else print_view(
                incident_screen(incident_page(held, incident))
            )
        elif found in held.renderings and (excerpt := attributed(held, held.renderings[found])):
            nobodys = held.renderings[found]
            show_json(attribution_shape(held, nobodys)) if as_json else print_view(terminal.nobodys(nobodys, excerpt))
        else:
            across(context, found, as_json=as_json)


def compare(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Two to twelve statements.")],
    origins: Annotated[bool, typer.Option("--origins", help="Mark where words come from, not what changed.")] = False,
    kind: Annotated[
        Layout, typer.Option("--format", help="table for people, html a page for mail or print, tei TEI P5.")
    ] = Layout.TABLE,
    as_json: Json = False,
) -> None:
    """Set statements side by side, aligned. Example: tracker compare us_state.1a2b3c4d5e us_state.6f7a8b9c0d"""
    from tracker.report.tables.shapes import comparison_shape
    from tracker.report.tables.tei import tei
    from tracker.report.terminal import tables as terminal
    from tracker.report.views.compare import compare as view

    with collection(context.obj) as held:
        if kind is Layout.HTML:
            print(_page(held, ids), end="")
            return
        made = view(held, ids)
        if kind is Layout.TEI:
            print(tei(held, made).decode(), end="")
            return
        show_json(comparison_shape(made)) if as_json else print_view(terminal.compare(made, origins=origins))


def _page(held: Collection, ids: list[str]) -> str:
    from tracker.report.site.standalone import standalone
    from tracker.report.views.sidebyside import sidebyside

    return standalone(sidebyside(held, ids)).decode()


def across(context: typer.Context, issuer: str, as_json: Json = False) -> None:
    """Set one issuer's statements side by side, incident by incident. Example: tracker across chn-mfa"""
    from tracker.report.finding import find_issuer
    from tracker.report.tables.shapes import comparison_shape, course_shape
    from tracker.report.terminal import tables as terminal
    from tracker.report.views.across import across as view, spread
    from tracker.report.views.compare import compare as compared
    from tracker.report.views.course import course

    with collection(context.obj) as held:
        found = find_issuer(held, issuer)
        if as_json:
            side_by_side = comparison_shape(compared(held, spread(held, found)[0]))
            show_json(side_by_side | {"strength": course_shape(course(held, found))})
        else:
            print_view(terminal.across(view(held, found), width=width()))


def search(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT...")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, help="How many at the most.")] = 20,
    as_json: Json = False,
) -> None:
    """Find statements that hold all of these words, also by their beginning. Example: tracker search 'condem*'"""
    from tracker.report.server.asked_words import phrases
    from tracker.report.tables.shapes import search_shape
    from tracker.report.terminal import tables as terminal
    from tracker.report.views.hits import hits

    asked = " ".join(text)
    terms = " ".join(phrases(asked))
    with collection(context.obj) as held:
        found = hits(held, held.store.search(terms, limit), terms.split())
        show_json(search_shape(held, found)) if as_json else print_view(terminal.found(held, found))
    if not found:
        say(f"nothing holds all of: {asked}")


def check(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A text file, or - for standard input.")],
    as_json: Json = False,
) -> None:
    """Say what is new in a text; nothing is stored. Example: tracker check draft.txt"""
    from tracker.jobs.checking import check as job
    from tracker.language.texts.decoding import decode
    from tracker.language.texts.identify import identify
    from tracker.report.tables.shapes import comparison_shape
    from tracker.report.terminal.checked import checked as screen

    try:
        body = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise BadConfig(
            f"{file}: cannot be read ({error.strerror}); name a text file, or - for standard input"
        ) from error
    text = decode(body).text
    made, sentences = job(context.obj, text, language=identify(text))
    show_json(comparison_shape(made)) if as_json else print_view(screen(sentences))
