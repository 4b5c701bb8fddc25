"""The verbs that take statements in: collect, import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.talk import Verbose, harmless, say, silent, tell_offline, tell_skipped
from tracker.errors import BadConfig, BadInput


class Format(StrEnum):
    """What a file to be imported holds."""

    NEWS = "news"
    RECORDS = "records"


def register(app: typer.Typer) -> None:
    """Add these verbs."""
    app.command()(collect)
    app.command("import")(import_)


def collect(
    context: typer.Context,
    source: Annotated[list[str] | None, typer.Argument(help="Ids of sources; none means all enabled ones.")] = None,
    backfill: Annotated[
        bool, typer.Option("--backfill", help="Walk the lists back to --since; goes on where it was.")
    ] = False,
    since: Annotated[str | None, typer.Option("--since", help="The day to walk back to, YYYY-MM-DD.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say how many pages and hours a backfill needs.")
    ] = False,
    *,
    verbose: Verbose = False,
) -> None:
    """Pass over sources now, due or not. Example: tracker collect us_state --backfill --since 2026-01-01"""
    from tracker.jobs.collecting import collect as job

    day = _walk_back_to(since, backfill=backfill, named=bool(source))
    if dry_run:
        _tell_cost(context, source or (), day)
        return
    made = job(context.obj, source or (), since=day, progress=say, detail=say if verbose else silent)
    for run in made.runs:
        reason = f"\t{run.reason}" if run.reason else ""
        print(harmless(f"{run.source}\t{run.status}\t{run.listed} listed\t{run.new} new\t{run.edited} edited{reason}"))
        tell_skipped(run.skipped)
    if made.recovered:
        say(f"{made.recovered} captures that an interrupted run had left were parsed first")
    off = [run.source for run in made.runs if source and not run.tried]
    for one in off:
        say(f"{one}: was not asked, it is switched off in {context.obj.sources}; `enabled: true` there switches it on")
    if made.offline:
        tell_offline()
    if made.trouble or off:
        raise typer.Exit(1)


def _walk_back_to(since: str | None, *, backfill: bool, named: bool) -> date | None:
    """The day of a backfill, None for a usual pass. BadConfig says what a backfill needs."""
    from tracker.jobs.workspace import now_utc

    if not backfill:
        if since is not None:
            raise BadConfig("--since belongs to --backfill; a usual pass asks for what is new")
        return None
    if since is None or not named:
        raise BadConfig("a backfill needs a source and a day: tracker collect --backfill us_state --since 2026-01-01")
    try:
        day = date.fromisoformat(since)
    except ValueError as error:
        raise BadConfig(f"{since!r} is no day: write YYYY-MM-DD") from error
    if day > (today := now_utc().date()):
        raise BadConfig(f"--since {day}: is still to come (today is {today}, UTC); a backfill walks back to a day past")
    return day


def _tell_cost(context: typer.Context, source: Sequence[str], day: date | None) -> None:
    from tracker.jobs.backfilling import forecast

    if day is None:
        raise BadConfig("--dry-run belongs to --backfill; to see what a pass would bring: tracker sources probe ID")
    for one in forecast(context.obj, source, day):
        most = "" if one.certain else "at most "
        print(f"{one.source}\t{most}{one.pages} list pages\t{most}{one.items} items\t{most}{one.hours:.1f} hours")


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
