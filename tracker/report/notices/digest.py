"""What broke and what recovered since the last digest, as a text for people.

Owns what is said, and that nothing is said twice. Pure: reads no clock and sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from textwrap import shorten

from tracker.model import Acknowledgement, Health, Notice
from tracker.report.labels import say
from tracker.report.moments import stamp
from tracker.report.screen import on_terminal

RED, AMBER, GREEN, OFF = "red", "amber", "green", "disabled"
#: In this order a digest speaks of them.
_GROUPS = (RED, GREEN, AMBER, OFF)
#: A reason can quote a page; a digest is to be read at a glance.
_LONGEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A subject, a text, and what the store is to remember of it; all empty when there is nothing new to say."""

    subject: str = ""
    text: str = ""
    notices: tuple[Notice, ...] = ()


def digest(
    healths: Iterable[Health], notices: Iterable[Notice], acknowledgements: Iterable[Acknowledgement], now: datetime
) -> Digest:
    """What changed since the notices were written.

    A source is spoken of when its state is not the one last said of it. Trouble that somebody acknowledged is left
    out while the acknowledgement holds (`acknowledged_until`); once it has ended the trouble is said again.
    """
    said = {one.source: one for one in notices}
    known = {one.source: one for one in acknowledgements}
    groups: dict[str, list[str]] = {group: [] for group in _GROUPS}
    new: list[Notice] = []
    for one in healths:
        state, before = _state(one), said.get(one.source)
        if one.acknowledged_until is not None or not _news(state, before, known.get(one.source)):
            continue
        groups[state].append(_line(one, state, before))
        new.append(Notice(source=one.source, status=state, reason=one.reason, at=now))
    if not new:
        return Digest()
    heading = say("digest.subject", counts=_counts(groups))
    return Digest(subject=heading, text=_text(heading, groups, now), notices=tuple(new))


def said_today(notices: Iterable[Notice], now: datetime) -> bool:
    """Whether there has been a digest on this day (UTC); one that bears a later day is the word of a wrong clock."""
    return any(one.at.astimezone(UTC).date() == now.astimezone(UTC).date() for one in notices)


def _state(health: Health) -> str:
    if health.status == OFF:
        return OFF
    if health.broken:
        return RED
    return AMBER if health.status == AMBER else GREEN


def _news(state: str, before: Notice | None, known: Acknowledgement | None) -> bool:
    """Whether this state has not been said yet. A source of which nothing was said was well."""
    if before is None:
        return state in (RED, AMBER)
    if before.status == state:
        # Somebody asked for silence after it was said, and the silence has ended: it is news again.
        return state in (RED, AMBER) and known is not None and known.at > before.at
    return before.status in (RED, AMBER) or state in (RED, AMBER)


def _line(health: Health, state: str, before: Notice | None) -> str:
    name = f"- {health.source}"
    if state in (GREEN, OFF):
        was = before.reason if before else ""
        return _short(f"{name}: {say('digest.was', reason=was)}" if was else name)
    last = say("digest.last_good", at=stamp(health.last_good)) if health.last_good else say("digest.never_good")
    reason = health.reason or say(f"status.{health.status}")
    step = f"\n  {_short(say('digest.next', step=health.next_step))}" if health.next_step else ""
    return f"{_short(f'{name}: {reason}')} ({last}){step}"


def _short(text: str) -> str:
    return on_terminal(shorten(text, width=_LONGEST, placeholder=" …"))


def _counts(groups: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(say(f"digest.count.{group}", n=len(lines)) for group, lines in groups.items() if lines)


def _text(heading: str, groups: Mapping[str, Sequence[str]], now: datetime) -> str:
    parts = [f"{heading}\n{stamp(now)}"]
    parts += ["\n".join((say(f"digest.group.{group}"), *lines)) for group, lines in groups.items() if lines]
    parts.append(say("digest.foot"))
    return "\n\n".join(parts) + "\n"
