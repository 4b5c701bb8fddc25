"""`tracker sources add`: a first description of a site, for a person to correct."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.talk import harmless, say


def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The page, feed or interface that lists the statements.")],
    named: Annotated[str, typer.Option("--id", help="The id of the new source; made from the host if absent.")] = "",
    fixtures: Annotated[Path | None, typer.Option("--fixtures", help="Where the fixture pair goes.")] = None,
    stay: Annotated[bool, typer.Option("--this-page", help="Describe this page even if it names a feed.")] = False,
) -> None:
    """Look at a site, guess how it is read, and write that down. Example: tracker sources add https://mfa.example/news"""
    from tracker.jobs.adding import add as job

    made = job(context.obj, url, named=named, folder=fixtures, stay=stay)
    print(harmless(made.entry.text()), end="")
    for file in made.files:
        say(f"written: {file}")
    for doubt in made.doubts:
        say(f"look at this first: {doubt}")
    say(
        f"{context.obj.sources}: the entry stands at the end of its sources, switched off. Read expected.json beside"
        " the pages, correct the entry until it says what a person reads there, then switch it on"
    )
