"""The verbs that list: statements, formulas, incidents, issuers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import linking
from tracker.cli.views import (
    IncidentOption,
    IssuerOption,
    Json,
    LanguageOption,
    SinceOption,
    SourceOption,
    chosen,
    collection,
    show,
    show_json,
)

if TYPE_CHECKING:
    from tracker.model import Formula

Everything = Annotated[
    bool, typer.Option("--all", help="Also phrasings that evaluate nothing and return after no incident.")
]


def register(app: typer.Typer) -> None:
    """Add these verbs."""
    for verb in (statements, formulas, issuers):
        app.command()(verb)
    app.add_typer(linking.app, name="incidents")


def statements(
    context: typer.Context,
    *,
    issuer: IssuerOption = None,
    incident: IncidentOption = None,
    since: SinceOption = None,
    language: LanguageOption = None,
    source: SourceOption = None,
    as_json: Json = False,
) -> None:
    """List statements. Example: tracker statements --issuer "China MFA" --since 2024-08"""
    from tracker.report.tables.shapes import statement_shape
    from tracker.report.terminal import tables as terminal

    with collection(context.obj) as held:
        found = chosen(held, issuer=issuer, incident=incident, since=since, language=language, source=source)
        if as_json:
            show_json(statement_shape(held, one) for one in found)
        else:
            show(terminal.statements(held, found))
            show(terminal.summary(held, found))


def formulas(
    context: typer.Context,
    *,
    issuer: IssuerOption = None,
    incident: IncidentOption = None,
    since: SinceOption = None,
    language: LanguageOption = None,
    everything: Everything = False,
    as_json: Json = False,
) -> None:
    """List recurring phrasings, those after most incidents first. Example: tracker formulas --language zh"""
    from tracker.report.tables.shapes import formula_shape
    from tracker.report.terminal import tables as terminal
    from tracker.report.views.standing import shown_by_default

    with collection(context.obj) as held:
        ids = {one.id for one in chosen(held, issuer=issuer, incident=incident, since=since, language=language)}
        found = [
            one
            for one in ranked(list(held.formulas.values()))
            if any(use.statement in ids for use in one.uses) and (everything or shown_by_default(one))
        ]
        if as_json:
            show_json(formula_shape(held, one) for one in found)
        else:
            show(terminal.formulas(held, found))


def ranked(found: list[Formula]) -> list[Formula]:
    """Most incidents first, then most statements."""
    return sorted(found, key=lambda one: (-one.incidents, -one.statements, one.id))


def issuers(context: typer.Context, as_json: Json = False) -> None:
    """List issuers that have spoken. Example: tracker issuers --json"""
    from tracker.report.tables.shapes import issuer_shape
    from tracker.report.terminal import tables as terminal

    with collection(context.obj) as held:
        found = [one for one in held.issuers.values() if held.by_issuer.get(one.id)]
        if as_json:
            show_json(issuer_shape(held, one) for one in found)
        else:
            show(terminal.issuers(held, found))
