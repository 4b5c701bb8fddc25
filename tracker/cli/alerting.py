"""The verbs of alerts.yaml: is it right, what would it have told, send what is new."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.talk import counted, harmless, say
from tracker.errors import BadConfig

if TYPE_CHECKING:
    from tracker.jobs.alerting import Sending
    from tracker.report.collection import Collection
    from tracker.report.notices.firing import Outcome
    from tracker.sources import Alerts

app = typer.Typer(no_args_is_help=True)
AlertsOption = Annotated[
    Path | None, typer.Option("--alerts", help="The file of rules; alerts.yaml beside sources.yaml, if absent.")
]
BaseOption = Annotated[
    str, typer.Option("--base", envvar="TRACKER_BASE", help="The address of the site, for links in feeds and alerts.")
]


def sending_of(context: typer.Context, alerts: Path | None, base: str) -> Sending:
    """How alerts go out from here; BadConfig for an address of the site that is none."""
    from tracker.jobs.alerting import Sending
    from tracker.report.site.atom import checked_base

    if alerts is not None and not alerts.exists():
        raise BadConfig(f"--alerts {alerts}: there is no such file")
    return Sending(path=alerts or context.obj.alerts, base=checked_base(base))


@app.command()
def check(context: typer.Context, alerts: AlertsOption = None) -> None:
    """Check the rules, line by line, and that their addresses are there. Example: tracker alerts check"""
    import os

    from tracker.jobs.addressing import addresses_of

    rules, sending = _rules(context, alerts)
    faults = []
    for rule in rules.rules:
        try:
            addresses_of(rule.to, beside=sending.path, environment=os.environ)
        except BadConfig as error:
            faults.append(f'rule "{rule.name}": {error}')
    for one in faults:
        say(f"{sending.path}: {one}")
    say(f"{sending.path}: {counted(len(rules.rules), 'rule')}, {'all well' if not faults else 'usable'}")
    if faults:
        raise typer.Exit(1)


@app.command("test")
def replay(
    context: typer.Context,
    since: Annotated[str, typer.Option("--since", help="Found from this day on (UTC), YYYY-MM-DD.")],
    alerts: AlertsOption = None,
) -> None:
    """Print what they would have told; nothing is sent. Example: tracker alerts test --since 2026-01-01"""
    try:
        day = datetime.combine(datetime.fromisoformat(since).date(), time(), UTC)
    except ValueError as error:
        raise BadConfig(f"--since {since}: expected a day, as YYYY-MM-DD") from error
    _would(context, alerts, since=day)


@app.command()
def send(
    context: typer.Context,
    alerts: AlertsOption = None,
    base: BaseOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what would be sent.")] = False,
) -> None:
    """Send what is new since the last run, as a run does at its end. Example: tracker alerts send --dry-run"""
    from tracker.jobs.alerting import alert
    from tracker.jobs.workspace import now_utc
    from tracker.store import open_store

    context.obj.expect_collection()
    if dry_run:
        _would(context, alerts, since=None)
        return
    rules, _ = _rules(context, alerts)
    with context.obj.lock(), open_store(context.obj.db) as store:
        made = alert(store, rules, sending_of(context, alerts, base), now_utc(), progress=say)
    print(f"{made.sent} sent, {made.held} held back, {made.waiting} waiting")
    if made.troubles:
        raise typer.Exit(1)


def _rules(context: typer.Context, alerts: Path | None) -> tuple[Alerts, Sending]:
    from tracker.sources import load_alerts

    sending = sending_of(context, alerts, "")
    if not sending.path.exists():
        raise BadConfig(f"{sending.path}: there is no such file; docs/alerts.md shows one to begin with")
    return load_alerts(sending.path), sending


def _would(context: typer.Context, alerts: Path | None, *, since: datetime | None) -> None:
    from tracker.jobs.alerting import would_fire
    from tracker.jobs.workspace import now_utc
    from tracker.report.collection import Collection
    from tracker.store import open_store

    context.obj.expect_collection()
    rules, _ = _rules(context, alerts)
    with open_store(context.obj.db, read_only=True) as store:
        _tell(Collection.read(store), would_fire(store, rules, now_utc(), since=since))
        if since is None and not store.alerts_seen():
            say("the first time, a run sends one line that counts them")


def _tell(held: Collection, found: Outcome) -> None:
    from tracker.report.labels import say as label
    from tracker.report.notices.message import message

    for one in found.fired:
        made = message(held, one)
        print(harmless(f"{made.title}\n{made.text}"))
    for rule, issuer in found.untold:
        say(label("alert.untold", rule=rule, issuer=held.issuer_name(issuer)))
    say(f"{counted(len(found.fired), 'alert')}; nothing was sent")
