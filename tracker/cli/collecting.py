"""The verbs that take statements in: collect, import, health."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.talk import harmless, say, tell_skipped
from tracker.errors import BadInput


class Format(StrEnum):
    """What a file to be imported holds."""

    NEWS = "news"
    RECORDS = "records"


def register(app: typer.Typer) -> None:
    """Add these verbs."""
    app.command()(collect)
    app.command("import")(import_)
    app.command()(health)


def collect(
    context: typer.Context,
    source: Annotated[list[str] | None, typer.Argument(help="Ids of sources; none means all enabled ones.")] = None,
) -> None:
    """Pass over sources now, due or not. Example: tracker collect us_state"""
    from tracker.jobs.collecting import collect as job

    made = job(context.obj, source or (), progress=say)
    for run in made.runs:
        reason = f"\t{run.reason}" if run.reason else ""
        print(harmless(f"{run.source}\t{run.status}\t{run.listed} listed\t{run.new} new\t{run.edited} edited{reason}"))
        tell_skipped(run.skipped)
    if made.recovered:
        say(f"{made.recovered} captures that an interrupted run had left were parsed first")
    if made.trouble:
        raise typer.Exit(1)


def import_(
    context: typer.Context,
    path: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    kind: Annotated[Format | None, typer.Option("--format", help="What they hold; told by content if absent.")] = None,
    column_map: Annotated[Path | None, typer.Option("--map", help="A YAML file that names the columns.")] = None,
) -> None:
    """Take in news reports or records. Example: tracker import reports/ --format news"""
    from tracker.jobs.importing import import_files

    made = import_files(context.obj, path, kind=kind.value if kind else None, column_map=column_map, progress=say)
    tell_skipped(made.skipped)
    for reason in made.refused:
        say(f"refused: {reason}")
    print(f"{made.files} files, {made.changes.new} new texts, {made.changes.edited} edited, {made.changes.same} known")
    if made.refused and not made.files:
        raise BadInput("nothing was taken in")
    if made.refused or made.skipped:
        raise typer.Exit(1)


def health(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for monitors.")] = False,
) -> None:
    """Say which sources can be trusted today; leaves with 1 when one cannot. Example: tracker health --json"""
    from tracker.cli.views import show
    from tracker.jobs.reporting import healths
    from tracker.report import terminal
    from tracker.report.shapes import health_shape

    found = healths(context.obj)
    if as_json:
        print(json.dumps([health_shape(one) for one in found], ensure_ascii=False, indent=2))
    else:
        show(terminal.health(found))
    if any(one.status == "red" or one.overdue for one in found):
        raise typer.Exit(1)
