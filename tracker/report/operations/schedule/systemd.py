"""A service that runs once, and a timer that starts it every hour, also after the machine was off.

Owns systemd's quoting, and what the service may touch: its data folder and the network.
"""

from __future__ import annotations

import re
import shlex

from tracker.errors import BadConfig
from tracker.report.operations.schedule.plan import PING, File, Plan

NAME = "statement-tracker"
#: What systemd takes for a user: a name by its own rule, or a number. A name with a domain is common at work.
_USER = re.compile(r"[A-Za-z_][A-Za-z0-9_.@\-]{0,254}|[0-9]{1,9}", re.ASCII)

_SERVICE = """\
# Statement tracker: one run. Written by `tracker schedule systemd`.
#
# Install:  mkdir -p {data_shell}    (it must belong to {owner})
#           sudo install -m 644 {name}.service {name}.timer /etc/systemd/system/
#           sudo systemctl daemon-reload && sudo systemctl enable --now {name}.timer
# Look:     systemctl list-timers {name}.timer; journalctl -u {name}.service
#
# Addresses for the daily digest stand in /etc/{name}.env, which root alone may read (chmod 600):
#           TRACKER_NOTIFY=mailto://...

[Unit]
Description=Statement tracker: collect what is due, match, build the site
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
{user}EnvironmentFile=-/etc/{name}.env
ExecStart={run}
# 1 says that a source is in trouble: the run is whole all the same, and the digest and `tracker health` tell of it.
SuccessExitStatus=1
{ping}TimeoutStartSec=6h
Nice=10

# It may write its data folder and speak to the network, and nothing else.
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={data}
{temporary}PrivateDevices=yes
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
# MemoryDenyWriteExecute is left out: the extra "fast" compiles while it runs.
"""

_TIMER = """\
# Statement tracker: every hour; `every:` in sources.yaml decides what is due. Written by `tracker schedule systemd`.

[Unit]
Description=Statement tracker, every hour

[Timer]
OnCalendar=*-*-* *:12:00
# After the machine was off, one run at once.
Persistent=true
# Not every installation at the same second.
RandomizedDelaySec=300
AccuracySec=1min
Unit={name}.service

[Install]
WantedBy=timers.target
"""


def systemd(plan: Plan) -> tuple[File, ...]:
    """The service and its timer."""
    if any(sign in part for part in plan.program[:1] for sign in "$%"):
        raise BadConfig(
            f"{plan.program[0]}: systemd cannot call a program whose path holds $ or %; install it elsewhere"
        )
    if plan.user and not _USER.fullmatch(plan.user):
        raise BadConfig(
            f"--user {plan.user!r}: is no name that systemd takes; expected letters, digits, _ and -, or a number"
        )
    ping = "".join(
        f"# The dead man's switch: whoever is not asked for a day raises the alarm.\n{_ping(plan)}\n" * bool(plan.ping)
    )
    service = _SERVICE.format(
        name=NAME,
        data_shell=shlex.quote(plan.data),
        owner=plan.user or "root",
        user=f"User={plan.user.replace('%', '%%')}\n" if plan.user else "",
        run=_command(plan.command("run")),
        ping=ping,
        data=_quoted(plan.data),
        temporary="" if plan.data.startswith(("/tmp/", "/var/tmp/")) else "PrivateTmp=yes\n",  # noqa: S108  not written
    )
    return (File(name=f"{NAME}.service", text=service), File(name=f"{NAME}.timer", text=_TIMER.format(name=NAME)))


def _ping(plan: Plan) -> str:
    return "ExecStartPost=-" + _command((*PING, plan.ping))


def _command(words: tuple[str, ...]) -> str:
    """Words of a command line: quoted where needed, specifiers and variables taken literally."""
    program, *arguments = words
    return " ".join((_quoted(program), *(_quoted(word).replace("$", "$$") for word in arguments)))


def _quoted(word: str) -> str:
    literal = word.replace("%", "%%")
    if word and not any(sign in word for sign in " \"'\\;"):
        return literal
    return '"' + literal.replace("\\", "\\\\").replace('"', '\\"') + '"'
