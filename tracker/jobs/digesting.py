"""The job at the end of a scheduled run that tells people what broke and what recovered, once.

Owns the order of writing and sending, so that a kill between the two costs no news. A notice that cannot be sent never
ends a run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tracker.collect.asking.outage import network_first
from tracker.errors import MissingExtra
from tracker.jobs.acknowledging import known_healths
from tracker.jobs.replacing import replace_text
from tracker.jobs.unsent import Letter, deliver, read_unsent, write_unsent
from tracker.jobs.workspace import Progress, Workspace, silent
from tracker.model import Health
from tracker.report.notices.digest import Digest, digest, said_today
from tracker.report.notices.notifying import send as send_by_apprise
from tracker.sources import Registry
from tracker.store import Store

#: Takes address, title and text; gives "" or the reason why it was not taken.
Send = Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """To whom a run tells what changed: addresses as apprise knows them, and in tests another way to send."""

    addresses: tuple[str, ...] = ()
    send: Send = send_by_apprise


def tell(
    store: Store,
    workspace: Workspace,
    registry: Registry,
    now: datetime,
    *,
    telling: Telling,
    also: Sequence[Health] = (),
    progress: Progress = silent,
) -> Digest:
    """Write today's digest if there is one, and send what has not been sent. Under the caller's lock.

    `also` are states that belong to no source, such as the disk's.
    """
    notices = store.notices()
    made = Digest()
    if not said_today(notices, now):
        healths = (*network_first(known_healths(store, registry, now)), *also)
        made = digest(healths, notices, store.acknowledgements(), now)
    if made.text:
        _keep(workspace, made, to_send=bool(telling.addresses))
        with store.transaction():
            store.put_notices(made.notices)
        progress(f"{made.subject}; see {workspace.digest}")
    if telling.addresses:
        _send(workspace, telling, progress)
    return made


def _keep(workspace: Workspace, made: Digest, *, to_send: bool) -> None:
    """Write the files before the store forgets that this is news; the same news twice is kept once."""
    if to_send:
        waiting = read_unsent(workspace.unsent)
        if _news(made.text) not in [_news(one.text) for one in waiting[-1:]]:
            write_unsent(workspace.unsent, (*waiting, Letter(title=made.subject, text=made.text)))
    replace_text(workspace.digest, made.text)


def _news(text: str) -> str:
    """A digest without its heading, which holds the time."""
    return text.partition("\n\n")[2]


def _send(workspace: Workspace, telling: Telling, progress: Progress) -> None:
    waiting = read_unsent(workspace.unsent)
    if not waiting:
        return
    try:
        left, reasons = deliver(waiting, telling.addresses, telling.send)
    except MissingExtra as error:
        progress(f"the digest was not sent: {error}")
        return
    write_unsent(workspace.unsent, left)
    for reason in reasons:
        progress(f"the digest was not sent: {reason}; the next run tries again")
