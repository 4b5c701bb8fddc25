"""Tables in Markdown, for the summary page of a scheduled workflow.

Owns the escaping: what was fetched stays text there, without markup, links or images. Pure; writes no file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from textwrap import shorten

from tracker.model import Health, SourceRun
from tracker.report.labels import say
from tracker.report.moments import stamp
from tracker.report.screen import on_terminal
from tracker.report.views.sources import known, state

_ACTIVE = re.compile(r"[\\`*_{}\[\]#!|~$@]|:(?=//)|(?<=www)\.")
#: GitHub refuses a summary of more than 1 MiB; sixty sources with long reasons stay far below.
_LONGEST = 300


def health_summary(healths: Iterable[Health]) -> str:
    """One row a source, those that alarm first."""
    found = sorted(healths, key=lambda one: (not one.alarming, not one.broken, one.source))
    alarms = sum(one.alarming for one in found)
    rows = [
        (one.source, _state(one), stamp(one.last_good) if one.last_good else "–", str(one.items), one.reason)
        for one in found
    ]
    heading = say("summary.health", n=len(found), alarms=alarms)
    return _table(heading, ("source", "state", "last_good", "items", "reason"), rows)


def run_summary(runs: Iterable[SourceRun]) -> str:
    """One row for each source that was asked."""
    asked = [one for one in runs if one.status.value not in ("not-due", "disabled")]
    rows = [
        (
            one.source,
            one.status.value,
            str(one.listed),
            str(one.new),
            str(one.edited),
            str(len(one.skipped)),
            one.reason,
        )
        for one in asked
    ]
    columns = ("source", "status", "listed", "new", "edited", "skipped", "reason")
    return _table(say("summary.run", n=len(asked)), columns, rows)


def cell(text: str) -> str:
    """Text as a cell of a table may hold it: one line, no markup of any kind."""
    line = on_terminal(shorten(text, width=_LONGEST, placeholder=" …"))
    plain = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ACTIVE.sub(lambda found: f"&#{ord(found[0])};", plain)


def _state(health: Health) -> str:
    return state(health) + (f", {say('status.overdue')}" if health.overdue else "") + known(health)


def _table(heading: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    names = [say(f"summary.column.{name}") for name in columns]
    lines = [f"### {heading}", ""]
    if rows:
        lines += [_row(names), _row(["---"] * len(names)), *(_row([cell(value) for value in row]) for row in rows)]
    return "\n".join(lines).rstrip() + "\n\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
