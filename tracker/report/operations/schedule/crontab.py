"""One line for a crontab.

Owns cron's quoting: a per cent sign ends the command unless it is escaped.
"""

from __future__ import annotations

import shlex

from tracker.report.operations.schedule.plan import PING, File, Plan

NAME = "statement-tracker.cron"
_TEXT = """\
# Statement tracker: every hour; `every:` in sources.yaml decides what is due. Written by `tracker schedule cron`.
#
# Install:  (crontab -l 2>/dev/null; cat {name}) | crontab -
# Look:     the log is {log}; `tracker health` leaves with 1 when a source is in trouble.
#
# A run that still works is not disturbed: the next one takes no lock, says so in the log and leaves with 3.
# Addresses for the daily digest, if you want it sent, stand in a line before the next one:
# TRACKER_NOTIFY=mailto://...
{line}
"""


def crontab(plan: Plan) -> tuple[File, ...]:
    """The line, with comments that a crontab may hold."""
    log = f"{plan.data}/run.log"
    data = shlex.quote(plan.data)
    command = f"mkdir -p {data} || exit 3; {shlex.join(plan.command('run'))} >> {shlex.quote(log)} 2>&1"
    if plan.ping:
        # 1 says that a source is in trouble: the job itself lives, which is all that the ping tells.
        command += f"; test $? -le 1 && {shlex.join((*PING, plan.ping))}"
    line = "12 * * * * " + command.replace("%", r"\%")
    return (File(name=NAME, text=_TEXT.format(name=NAME, log=log, line=line)),)
