"""The verbs that run whole jobs: match, site, rebuild, reparse, verify."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.alerting import BaseOption
from tracker.cli.talk import counted, harmless, say, tell_skipped

if TYPE_CHECKING:
    from tracker.jobs.replaying import Replayed
    from tracker.jobs.workspace import Workspace
    from tracker.match.joining.join import Engine as Join


class Engine(StrEnum):
    """Where pairs are joined."""

    LOCAL = "local"
    SPARK = "spark"


#: The master of Spark that is this machine, with all its cores.
_ANY_CORE = "local[*]"


def register(app: typer.Typer) -> None:
    """Add these verbs."""
    for verb in (match, site, rebuild, reparse, verify):
        app.command()(verb)


def match(
    context: typer.Context,
    *,
    refit: Annotated[bool, typer.Option("--refit", help="Learn new weights of words from this collection.")] = False,
    engine: Annotated[
        Engine,
        typer.Option("--engine", help="Who finds the pairs: local for what is new, or spark for all of millions."),
    ] = Engine.LOCAL,
    master: Annotated[str, typer.Option("--master", help="With --engine spark: its master.")] = _ANY_CORE,
    scratch: Annotated[
        Path | None, typer.Option("--scratch", help="With --engine spark: a folder that all its workers reach.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="With --refit: print JSON for programs.")] = False,
) -> None:
    """Bring statements, phrasings, incidents and origins up to date. Example: tracker match"""
    from tracker.jobs.matching import match as job
    from tracker.jobs.sparking import spark

    if engine is Engine.LOCAL and (scratch is not None or master != _ANY_CORE):
        raise typer.BadParameter("--master and --scratch are for --engine spark; leave them out, or add it")
    if as_json and not refit:
        raise typer.BadParameter("--json is for --refit; leave it out, or add it")
    context.obj.expect_collection()
    folder = scratch or context.obj.data / "spark"
    started = spark(folder, master=master) if engine is Engine.SPARK else nullcontext()
    with started as joiner:
        if refit:
            _refit(context.obj, engine=joiner or "auto", as_json=as_json)
            return
        made = job(context.obj, engine=joiner or "auto", progress=say)
    print(
        f"{made.statements} statements, {made.passages} passages, {made.formulas} recurring phrasings,"
        f" {made.incidents} incidents"
    )


def _refit(workspace: Workspace, *, engine: Join, as_json: bool) -> None:
    """Match with new weights, and say which phrasings changed by it."""
    from tracker.cli.views import show, show_json
    from tracker.jobs.refitting import refit as job
    from tracker.report.terminal import refitting as view

    made = job(workspace, engine=engine, progress=say)
    for language, number in made.learnt:
        say(f"{language}: weights learnt from {number:,} distinct wordings")
    for language, number in made.left:
        say(f"{language}: only {number:,} distinct wordings, the shipped weights stay")
    say(f"epoch {made.epoch}; {view.summary(made.changes)}")
    show_json(map(view.change_shape, made.changes)) if as_json else show(view.changes_table(made.changes))


def site(
    context: typer.Context,
    base: BaseOption = "",
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Compose every page anew, also what cannot have changed.")
    ] = False,
) -> None:
    """Build the pages. Example: tracker site"""
    from tracker.jobs.reporting import site as job
    from tracker.report.site.atom import checked_base

    began = time.monotonic()
    made = job(context.obj, base=checked_base(base), fresh=fresh)
    say(
        f"{len(made.written)} pages written, {len(made.unchanged)} unchanged, {len(made.removed)} removed;"
        f" {len(made.composed)} composed, {time.monotonic() - began:.1f} s"
    )
    print(context.obj.site / "index.html")


def rebuild(context: typer.Context) -> None:
    """Make the store anew from the archive alone; the network is not used. Example: tracker rebuild"""
    from tracker.jobs.rebuilding import rebuild as job

    replayed, matched = job(context.obj, progress=say)
    tell_skipped(replayed.skipped)
    print(f"{replayed.captures} captures read, {replayed.changes.new} texts, {matched.statements} statements")
    _tell_orphans(replayed, context.obj)
    _tell_damage(replayed.damaged, context.obj.replaced)
    if replayed.orphans:
        if context.obj.replaced.exists():
            say(f"the store as it was before is kept as {context.obj.replaced}")
        raise typer.Exit(1)


def reparse(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    source: Annotated[str | None, typer.Option("--source", help="Read the captures of this source alone.")] = None,
) -> None:
    """Read the archive with today's parsers and say what differs, field by field. Example: tracker reparse --dry-run"""
    from tracker.jobs.rebuilding import reparse as job

    replayed, found = job(context.obj, only=source, dry_run=dry_run, progress=say)
    for one in found:
        print(harmless(f"{one.rendering}\t{one.field}\t{_brief(one.before)}\t{_brief(one.after)}"))
    say(f"{replayed.captures} captures read, {len(found)} differences{', nothing changed' if dry_run else ''}")
    _tell_orphans(replayed, context.obj)
    _tell_damage(replayed.damaged, context.obj.replaced)


def verify(context: typer.Context) -> None:
    """Check every byte of the archive, and the store. Example: tracker verify"""
    from tracker.jobs.rebuilding import verify as job

    found = list(job(context.obj))
    for damage in found:
        print(harmless(f"{damage.record}\t{damage.reason}"))
    say(f"{counted(len(found), 'place')} damaged; restore them from a backup" if found else "all well")
    if found:
        raise typer.Exit(1)


def _tell_orphans(replayed: Replayed, workspace: Workspace) -> None:
    """Say that texts are missing because nothing says how they are read; with their entries they come back."""
    if replayed.orphans:
        say(
            f"{counted(replayed.orphans, 'capture')} left unread: their sources are in {workspace.sources} no more; is"
            f" it the right file? {', '.join(sorted(replayed.unknown))}"
        )


def _tell_damage(damaged: Sequence[tuple[str, str]], replaced: Path) -> None:
    """Name what of the archive is not as it was written, and leave with 1 if anything is."""
    for place, reason in damaged:
        say(f"damaged: {place}: {reason}")
    if damaged:
        if replaced.exists():
            say(f"the store as it was before is kept as {replaced}")
        say("what was made from the rest may differ from before; restore the archive from a backup and rebuild again")
        raise typer.Exit(1)


def _brief(text: str) -> str:
    return shorten(text, width=80, placeholder="…")
