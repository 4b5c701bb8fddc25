"""How many alerts may go out, and what is said of those that may not.

Owns the counting in hours and days. Pure: the present and what went out before are given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tracker.model import Alert
from tracker.report.labels import say
from tracker.sources import Alerts, Limits

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WAITING, SENT, HELD, TOLD = "waiting", "sent", "held", "told"


def limited(fired: Iterable[Alert], before: Sequence[Alert], alerts: Alerts, now: datetime) -> tuple[Alert, ...]:
    """The alerts in their order, those above a limit held back: of their rule, or of all rules together."""
    let = [one for one in before if one.rule and one.state in (WAITING, SENT)]
    made: list[Alert] = []
    for one in fired:
        rule = alerts.rule(one.rule)
        own = [other for other in let if other.rule == one.rule]
        if not one.rule:
            made.append(one)  # a note of the tracker itself is no alert
        elif _room(let, alerts.limits, now) and (rule is None or _room(own, rule.limits, now)):
            let.append(one)
            made.append(one)
        else:
            made.append(replace(one, state=HELD))
    return tuple(made)


def _room(let: Iterable[Alert], limits: Limits, now: datetime) -> bool:
    ages = [_apart(one, now) for one in let]
    return sum(age < HOUR for age in ages) < limits.hour and sum(age < DAY for age in ages) < limits.day


def _apart(one: Alert, now: datetime) -> timedelta:
    """How far an alert is from now on either side: one that bears a later day is the word of a wrong clock.

    Such alerts must not use up the limits, and with them all alerts, until that day has come.
    """
    return abs(now - one.at)


def counted(held: Sequence[Alert], before: Sequence[Alert], now: datetime) -> Alert | None:
    """One line about all that is held back and was not told yet; at most one an hour."""
    lately = any(one.thing.startswith("held/") and _apart(one, now) < HOUR for one in before if not one.rule)
    if not held or lately:
        return None
    rules = ", ".join(f"{name} {number}" for name, number in sorted(Counter(one.rule for one in held).items()))
    text = say("alert.held_text", n=len(held), rules=rules)
    return Alert(rule="", thing=f"held/{now:%Y%m%dT%H%M%SZ}", at=now, title=say("alert.held", n=len(held)), text=text)
