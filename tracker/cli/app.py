"""The verbs and their groups.

Owns the settings that every verb shares. Importing this module must stay cheap: jobs and pandas are imported by the
verbs that need them.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli import (
    alerting,
    coding,
    collecting,
    demonstrating,
    exporting,
    operating,
    reading,
    serving,
    showing,
    sources,
    working,
)

Data = Annotated[Path, typer.Option("--data", help="The data folder: store, archive and site.")]
Sources = Annotated[
    Path | None,
    typer.Option(
        "--sources",
        help="Where statements are published; if absent, sources.yaml in the data folder or else here.",
    ),
]

app = typer.Typer(
    name="tracker",
    help="Collects what foreign ministries and embassies say, and shows which phrasing returns after which incident.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tracker {version('statement-tracker')}")
        raise typer.Exit


@app.callback()
def _settings(
    context: typer.Context,
    data: Data = Path("data"),
    sources_file: Sources = None,
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    from tracker.jobs.workspace import Workspace

    context.obj = Workspace(data=data, sources=sources_file or _sources_of(data))


def _sources_of(data: Path) -> Path:
    """A collection that brings its sources along is never read with those of another, which may lie here."""
    own = data / "sources.yaml"
    return own if own.is_file() else Path("sources.yaml")


for _group in (operating, demonstrating, working, collecting, reading, showing, exporting, serving, coding):
    _group.register(app)
app.add_typer(alerting.app, name="alerts", help="Who is told of which changes, and what they would have been told.")
app.add_typer(sources.app, name="sources", help="What sources.yaml says, and whether it is right.")
