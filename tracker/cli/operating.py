"""The verbs of whoever runs the tracker for a year: run, health, schedule, backup."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.alerting import AlertsOption, BaseOption, sending_of
from tracker.cli.talk import Verbose, counted, say, silent, tell_offline
from tracker.errors import BadConfig, StoreTrouble
from tracker.jobs.scheduling import Scheduler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.model import Health
    from tracker.report.operations.growth import Forecast

#: Where a workflow of GitHub wants its summary.
_SUMMARY = "GITHUB_STEP_SUMMARY"
#: Addresses for the digest; in the environment, since a list of processes shows options to everybody.
_NOTIFY = "TRACKER_NOTIFY"


def register(app: typer.Typer) -> None:
    """Add these verbs."""
    for verb in (run, health, schedule, backup):
        app.command()(verb)


def run(
    context: typer.Context,
    notify: Annotated[
        list[str] | None, typer.Option("--notify", envvar=_NOTIFY, help="Where the daily digest is sent, by apprise.")
    ] = None,
    alerts: AlertsOption = None,
    base: BaseOption = "",
    *,
    verbose: Verbose = False,
) -> None:
    """Collect what is due, match, build the site, tell what changed: what a scheduler calls. Example: tracker run"""
    from tracker.jobs.digesting import Telling
    from tracker.jobs.running import run as job
    from tracker.report.notices.notifying import addresses
    from tracker.report.operations.summary import run_summary

    telling = Telling(addresses=addresses(" ".join(notify or ())))
    sending = sending_of(context, alerts, base)
    made = job(context.obj, telling=telling, sending=sending, progress=say, detail=say if verbose else silent)
    asked = [one for one in made.collected.runs if one.tried]
    for one in asked:
        if not (verbose or made.collected.offline or one.status.moves_mark):
            say(f"{one.source}: {one.status}{f' ({one.reason})' if one.reason else ''}")
    changes = made.collected.changes
    say(
        f"{counted(len(asked), 'source')} asked; {changes.new} new, {changes.edited} edited;"
        f" {counted(made.matched.formulas, 'recurring phrasing')}, {counted(made.matched.incidents, 'incident')};"
        f" {counted(len(made.site.written), 'page')} written"
    )
    _summarise(run_summary(made.collected.runs))
    if made.collected.offline:
        tell_offline()
    if made.trouble:
        raise typer.Exit(1)


def health(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for monitors.")] = False,
    prometheus: Annotated[Path | None, typer.Option("--prometheus", help="Also write a file for Prometheus.")] = None,
    ack: Annotated[str | None, typer.Option("--ack", help="This source's trouble is known; needs --until.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="The last day on which it is known, YYYY-MM-DD.")] = None,
    disk: Annotated[bool, typer.Option("--disk", help="How full the disk is and will be, by source.")] = False,
) -> None:
    """Say which sources can be trusted today; leaves with 1 when one cannot. Example: tracker health --json"""
    if (ack is None) != (until is None):
        raise BadConfig("an acknowledgement needs both: tracker health --ack SOURCE --until YYYY-MM-DD")
    if ack is not None and until is not None:
        _acknowledge(context, ack, until)
    elif disk:
        _disk(context, as_json=as_json)
    else:
        _health(context, as_json=as_json, prometheus=prometheus)


def _acknowledge(context: typer.Context, source: str, until: str) -> None:
    from tracker.jobs.acknowledging import acknowledge

    known = acknowledge(context.obj, source, until)
    say(f"{known.source}: its trouble is known until the end of {known.until} (UTC), or until it was well again")


def _health(context: typer.Context, *, as_json: bool, prometheus: Path | None) -> None:
    from tracker.jobs.healths import healths
    from tracker.jobs.replacing import replace_text
    from tracker.report.operations.metrics import metrics
    from tracker.report.operations.summary import health_summary

    found = healths(context.obj)
    if prometheus is not None:
        replace_text(prometheus, metrics(found, context.obj.now()))
    _summarise(health_summary(found))
    _show_health(found, as_json=as_json)
    if any(one.alarming for one in found):
        raise typer.Exit(1)


def _show_health(found: Sequence[Health], *, as_json: bool) -> None:
    from tracker.cli.views import show
    from tracker.report.tables.shapes import health_shape
    from tracker.report.terminal import tables as terminal

    if as_json:
        print(json.dumps([health_shape(one) for one in found], ensure_ascii=False, indent=2))
    else:
        show(terminal.health(found))


def _disk(context: typer.Context, *, as_json: bool) -> None:
    from tracker.cli.views import show, show_json
    from tracker.jobs.disk import disk
    from tracker.report.operations import disk as view

    found: Forecast = disk(context.obj)
    show_json(view.disk_shape(found)) if as_json else show(view.disk_table(found))
    if found.soon:
        say(view.warning(found))
        raise typer.Exit(1)


def schedule(
    context: typer.Context,
    kind: Annotated[Scheduler, typer.Argument(metavar="systemd|cron|github")],
    out: Annotated[Path | None, typer.Option("--out", help="Write the files into this folder.")] = None,
    user: Annotated[str, typer.Option("--user", help="Whom systemd runs it as; you, if absent.")] = "",
    ping: Annotated[
        str, typer.Option("--ping", help="An address to be asked after each run: a dead man's switch.")
    ] = "",
) -> None:
    """Print files that make a scheduler call `tracker run`. Example: tracker schedule systemd --out units"""
    import getpass

    from tracker.jobs.scheduling import schedule as job, write

    files = job(context.obj, kind, user=user or getpass.getuser(), ping=ping)
    if not context.obj.sources.exists():
        say(f"{context.obj.sources}: there is no such file yet; `tracker sources init` writes one")
    if out is not None:
        for path in write(files, out):
            print(path)
        return
    for file in files:
        if len(files) > 1:
            print(f"# ---------- {file.name} ----------")
        print(file.text)


def backup(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder on another disk; used again, it is updated.")],
) -> None:
    """Copy all that a restore needs, and check the copy; not while a run works. Example: tracker backup /mnt/backup"""
    from tracker.jobs.backing_up import backup as job

    made = job(context.obj, folder, progress=say)
    print(f"{made.copied} files copied, {made.unchanged} were there already; {made.size / 1e6:,.1f} MB in {folder}")


def _summarise(markdown: str) -> None:
    """Add to the summary of a workflow, where there is one; what was done stays done when that fails."""
    from tracker.jobs.replacing import append_text

    where = os.environ.get(_SUMMARY)
    try:
        if where:
            append_text(Path(where), markdown)
    except StoreTrouble as error:
        say(str(error))
