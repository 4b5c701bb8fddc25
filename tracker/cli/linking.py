"""The verb `incidents`: list them, and link them to somebody else's list of events."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.talk import say
from tracker.cli.views import IssuerOption, Json, SinceOption, chosen, collection, show, show_json

app = typer.Typer(invoke_without_command=True)


@app.callback()
def incidents(
    context: typer.Context, issuer: IssuerOption = None, since: SinceOption = None, as_json: Json = False
) -> None:
    """List incidents, or link them to outside ids. Example: tracker incidents --since 2025"""
    if context.invoked_subcommand:
        return
    from tracker.report.tables.shapes import incident_shape
    from tracker.report.terminal import tables as terminal

    with collection(context.obj) as held:
        ids = {incident for one in chosen(held, issuer=issuer, since=since) for incident in one.incidents}
        found = [one for one in held.incidents.values() if one.id in ids]
        if as_json:
            show_json(incident_shape(held, one) for one in found)
        else:
            show(terminal.incidents(held, found))


@app.command()
def link(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Your copy of an ACLED, UCDP GED or GTD export, as CSV.")
    ],
    who: Annotated[str, typer.Option("--who", help="Your name, for the lines that you accept.")] = "",
    most: Annotated[int, typer.Option("--limit", min=1, max=50, help="How many rows for an incident at the most.")] = 5,
    as_json: Json = False,
) -> None:
    """Propose outside ids for incidents, as lines for corrections.yaml. Example: tracker incidents link acled.csv"""
    from tracker.jobs.linking import link as job
    from tracker.report.terminal.linking import correction_lines, linking_shape, told

    found = job(context.obj, file, most=most)
    read = found.read
    if as_json:
        show_json(
            linking_shape(found.proposals, found.incidents, scheme=read.scheme, rows=read.rows, left_out=read.left_out)
        )
    else:
        for line in correction_lines(found.proposals, found.incidents, who=who, today=date.today()):  # noqa: DTZ011  the day where the person sits
            print(line)
    say(told(read.scheme, read.rows, read.left_out, found.proposals))
    if found.proposals and not as_json:
        say(f"copy the right lines under `corrections:` in {context.obj.corrections}, with your name in `who`")
