"""The job at the end of a scheduled run that tells people of changes, by the rules of alerts.yaml.

Owns the order of remembering and sending: what fired is written before anything is sent, and each sending is written
down before it is tried, so that a kill loses no alert and sends none twice. A receiver that is down never ends a run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from tracker.errors import BadConfig, MissingExtra
from tracker.jobs.addressing import addresses_of, mark_of
from tracker.jobs.workspace import Progress, silent
from tracker.model import Alert
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.notices.firing import Fired, Firing, Outcome
from tracker.report.notices.limits import HELD, SENT, TOLD, WAITING, counted, limited
from tracker.report.notices.message import message
from tracker.report.notices.notifying import send as send_by_apprise
from tracker.report.views.changes import LATE, Change, changes
from tracker.sources import Alerts, load_alerts
from tracker.store import Store

#: Takes address, title and text; gives "" or the reason why it was not taken.
Send = Callable[[str, str, str], str]
#: Begins the key under which the state of the collection is remembered that the rules were last asked about.
_MARK = "#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How alerts go out: the file of rules, where addresses stand, the site's address, in tests another way to send."""

    path: Path
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    base: str = ""
    send: Send = send_by_apprise


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerted:
    """What one pass did. `late` counts what was found long after it was said, `troubles` say why something waits."""

    fired: int = 0
    sent: int = 0
    held: int = 0
    waiting: int = 0
    late: int = 0
    troubles: tuple[str, ...] = ()


def alert(store: Store, alerts: Alerts, sending: Sending, now: datetime, *, progress: Progress = silent) -> Alerted:
    """Ask the rules about what was newly found, and send what is to be sent. Under the caller's lock.

    The first time on a collection nothing is sent but a line that says how much would have been.
    """
    _settle(store, now)
    fired, late = _ask(store, alerts, sending, now)
    _count_held(store, now)
    _drop(store, alerts, progress)
    sent, troubles = _deliver(store, alerts, sending)
    left = store.alerts()
    for one in troubles:
        progress(f"alerts: {one}")
    held = sum(one.state == HELD for one in fired)
    made = Alerted(
        fired=len(fired),
        sent=sent,
        held=held,
        waiting=sum(one.state == WAITING for one in left),
        late=late,
        troubles=troubles,
    )
    if late:
        progress(
            f"alerts: {late} of what is new here was said, or found, more than {LATE.days} days ago and is no news"
        )
    if made.fired or made.sent or made.waiting:
        progress(f"alerts: {made.sent} sent, {made.held} held back by the limits, {made.waiting} waiting")
    return made


def alert_if_any(store: Store, sending: Sending, now: datetime, *, progress: Progress = silent) -> Alerted | None:
    """The same where there is a file of rules; one that cannot be used is trouble, and no reason not to collect."""
    if not sending.path.exists():
        return None
    try:
        return alert(store, load_alerts(sending.path), sending, now, progress=progress)
    except BadConfig as error:
        for line in str(error).splitlines():
            progress(f"alerts: {line}")
        return Alerted(troubles=(str(error),))


def would_fire(store: Store, alerts: Alerts, now: datetime, *, since: datetime | None = None) -> Outcome:
    """What the rules say of what they were not asked about yet, or of all that was found since a moment."""
    held = Collection.read(store)
    found = changes(held, since=since)
    if since is None:
        seen = store.alerts_seen()
        found = tuple(one for one in found if one.key not in seen and _now(one, now))
    else:
        found = tuple(one for one in found if not one.late)
    return Firing(held, alerts).over(reversed(found))


def _now(change: Change, now: datetime) -> bool:
    """Whether a change is news: neither found long after it was said, nor found long ago."""
    return not change.late and now - change.at <= LATE


def _settle(store: Store, now: datetime) -> None:
    """What a run that was killed was just sending may have arrived: it is not sent again, but told of."""
    for one in store.alerts():
        if one.trying:
            text = say("alert.doubt_text", title=one.title)
            note = Alert(
                rule="", thing=f"doubt/{one.rule}/{one.thing}/{one.trying}", at=now, title=say("alert.doubt"), text=text
            )
            with store.transaction():
                # A note about a note would never end.
                store.put_alerts(
                    [replace(one, taken=(*one.taken, one.trying), trying=""), *([note] if one.rule else [])]
                )


def _ask(store: Store, alerts: Alerts, sending: Sending, now: datetime) -> tuple[tuple[Alert, ...], int]:
    """Write down what fires for what was newly found; that, and how much was found too late to be news."""
    seen = store.alerts_seen()
    mark = f"{_MARK}{store.texts_written()}/{store.count('presences')}/{store.count('statements')}"
    if mark in seen:
        return (), 0
    held = Collection.read(store)
    fresh = [one for one in reversed(changes(held)) if one.key not in seen]
    news = [one for one in fresh if _now(one, now)]
    fired = Firing(held, alerts).over(news).fired
    made = _first(fired, now) if not seen else _alerts(held, fired, sending, now)
    before = store.alerts()
    known = {(one.rule, one.thing) for one in before}
    kept = limited((one for one in made if (one.rule, one.thing) not in known), before, alerts, now)
    with store.transaction():
        store.put_alerts(kept)
        store.put_alerts_seen((mark, *(one.key for one in fresh)))
    return tuple(one for one in kept if one.rule), len(fresh) - len(news)


def _first(fired: Sequence[Fired], now: datetime) -> list[Alert]:
    """The one line of the first time."""
    text = say("alert.begun_text", n=len(fired), days=f"{LATE.days} days")
    return [Alert(rule="", thing="begun", at=now, title=say("alert.begun"), text=text)]


def _alerts(held: Collection, fired: Iterable[Fired], sending: Sending, now: datetime) -> list[Alert]:
    made = []
    for one in fired:
        said = message(held, one, base=sending.base)
        made.append(Alert(rule=one.rule.name, thing=one.change.key, at=now, title=said.title, text=said.text))
    return made


def _count_held(store: Store, now: datetime) -> None:
    before = store.alerts()
    held = [one for one in before if one.state == HELD]
    note = counted(held, before, now)
    if note is not None:
        with store.transaction():
            store.put_alerts([note, *(replace(one, state=TOLD) for one in held)])


def _drop(store: Store, alerts: Alerts, progress: Progress) -> None:
    """Give up what waits for rules that are no longer in the file, and say so."""
    gone = [one for one in store.alerts() if one.state == WAITING and one.rule and alerts.rule(one.rule) is None]
    if gone:
        with store.transaction():
            store.put_alerts([replace(one, state="dropped") for one in gone])
        names = ", ".join(sorted({one.rule for one in gone}))
        progress(f"alerts: {len(gone)} that waited dropped, for rules that are no longer in the file: {names}")


def _deliver(store: Store, alerts: Alerts, sending: Sending) -> tuple[int, tuple[str, ...]]:
    """Send what waits, oldest first, no more at a time than an hour may have; how many arrived whole, and troubles.

    What nobody takes uses up none of that number: behind a receiver that is down, others would wait with it.
    """
    post = _Post(store, sending)
    sent = taken = 0
    for one in [one for one in store.alerts() if one.state == WAITING]:
        rule = alerts.rule(one.rule)
        if one.rule and taken >= max(alerts.limits.hour, 1):
            continue
        places = rule.to if rule else tuple(dict.fromkeys(place for known in alerts.rules for place in known.to))
        whole, somebody = post.deliver(one, places)
        sent += whole
        taken += somebody and bool(one.rule)
    return sent, tuple(post.troubles)


def _put(store: Store, one: Alert) -> None:
    with store.transaction():
        store.put_alerts([one])


class _Post:
    """Sends, and remembers of each address whether it is down, so that the rest of a pass does not wait for it."""

    def __init__(self, store: Store, sending: Sending) -> None:
        self._store = store
        self._sending = sending
        self._down: set[str] = set()
        self.troubles: dict[str, None] = {}

    def deliver(self, one: Alert, places: tuple[str, ...]) -> tuple[bool, bool]:
        """Send one alert to every address that has not taken it; whether it is with all now, and came to any."""
        before = one.taken
        addresses = self._addresses(places)
        if addresses is None:
            return False, False
        for address in addresses:
            mark = mark_of(address)
            if mark in one.taken or mark in self._down:
                continue
            _put(self._store, replace(one, trying=mark))
            if self._sent(address, one):
                one = replace(one, taken=(*one.taken, mark))
            _put(self._store, one)
        if {mark_of(address) for address in addresses} <= set(one.taken):
            _put(self._store, replace(one, state=SENT))
            return True, one.taken != before
        return False, one.taken != before

    def _addresses(self, places: tuple[str, ...]) -> tuple[str, ...] | None:
        try:
            return addresses_of(places, beside=self._sending.path, environment=self._sending.environment)
        except BadConfig as error:
            self.troubles[str(error)] = None
            return None

    def _sent(self, address: str, one: Alert) -> bool:
        try:
            reason = self._sending.send(address, one.title, one.text)
        except MissingExtra as error:
            reason = str(error)
        if reason:
            self._down.add(mark_of(address))
            self.troubles[f"{reason}; the next run tries again"] = None
        return not reason
