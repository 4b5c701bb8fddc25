"""The sources: whether each can be trusted today, and what the collection covers.

Owns the page's words for a source's health. Never decides it: that is collect.health's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.model import Channel, Form, Health, Rendering
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.links import Link, outside
from tracker.report.moments import order, stamp
from tracker.report.views.citing import collection_version
from tracker.report.views.reach import Reach, reach

#: Sources that no program can read; they are named all the same.
_SHUT = ("blocked", "browser_only")
#: What stands for the health of a source that no sources.yaml lists beside this collection.
UNLISTED = "unlisted"
#: States that need nobody: read whole, switched off on purpose, taken in from files, nobody's to ask.
_FINE = ("green", "disabled", "imported", UNLISTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source with its health and its coverage."""

    id: str
    name: str
    issuer: Link | None
    url: str
    kind: str
    languages: str
    zone: str
    display: str
    licence: str
    status: str
    status_label: str
    good: bool
    never: bool
    reason: str
    last_good: str
    next_step: str
    items: int
    first: str
    last: str
    texts: int
    edits: int
    begins: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A source that is named and not read, with why not."""

    name: str
    url: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """Every source, the broken ones first, with the totals of the collection."""

    as_of: str
    rows: tuple[SourceRow, ...]
    broken: int
    statements: int
    renderings: int
    articles: int
    first: str
    last: str
    begins: str
    version: str
    reach: Reach
    unread: tuple[Unread, ...]


def _unread(channel: Channel) -> Unread:
    why = say(f"access.{channel.access}" if channel.access in _SHUT else "access.disabled")
    return Unread(name=channel.name, url=outside(channel.url or ""), why=why)


def broken(health: Health) -> bool:
    """Whether a reader must know of it: the source is not read whole, or its time has passed."""
    return health.overdue or health.status not in _FINE


def state(health: Health) -> str:
    """The word for how a source is."""
    return say("status.never-run" if health.never else f"status.{health.status}")


def known(health: Health) -> str:
    """In brackets until when somebody knows of the trouble; nothing when nobody does."""
    return f" ({say('status.acknowledged', until=health.acknowledged_until)})" if health.acknowledged_until else ""


def _unasked(channel: Channel) -> Health:
    """What stands for a source that nobody can ask: files that were taken in, or one that is listed no more."""
    return Health(source=channel.id, status="imported" if channel.kind.startswith("import") else UNLISTED)


def source_rows(collection: Collection, health: dict[str, Health]) -> tuple[SourceRow, ...]:
    """Every source with its health, those in trouble first."""
    held: dict[str, list[Rendering]] = {}
    for rendering in collection.renderings.values():
        if rendering.form is not Form.EXCERPT:
            held.setdefault(rendering.source, []).append(rendering)
    rows = [
        _row(collection, channel, health.get(channel.id) or _unasked(channel), held)
        for channel in collection.channels.values()
    ]
    return tuple(sorted(rows, key=lambda r: (r.good, r.id)))


def sources_page(collection: Collection, health: dict[str, Health], now: datetime) -> SourcesPage:
    """The page of all sources as of `now`."""
    rows = source_rows(collection, health)
    dates = [one.date for one in collection.statements.values() if one.date]
    return SourcesPage(
        as_of=stamp(now),
        rows=rows,
        broken=sum(not row.good for row in rows),
        statements=len(collection.statements),
        renderings=sum(one.form is not Form.ARTICLE for one in collection.renderings.values()),
        articles=sum(one.form is Form.ARTICLE for one in collection.renderings.values()),
        first=dates[0].iso[:10] if dates else "",
        last=dates[-1].iso[:10] if dates else "",
        begins=str(min(collection.beginnings.values(), default="")),
        version=collection_version(collection),
        reach=reach(collection),
        unread=tuple(_unread(one) for one in collection.channels.values() if one.access in _SHUT or not one.enabled),
    )


def _row(collection: Collection, channel: Channel, health: Health, held: dict[str, list[Rendering]]) -> SourceRow:
    texts = held.get(channel.id, [])
    dates = sorted((one.published for one in texts if one.published), key=order)
    key = "overdue" if health.overdue and health.status in _FINE else health.status
    return SourceRow(
        id=channel.id,
        name=channel.name,
        issuer=collection.issuer_link(channel.issuer) if channel.issuer else None,
        url=outside(channel.url or ""),
        kind=channel.kind,
        languages=", ".join(channel.languages),
        zone=channel.zone or "",
        display=say(f"display.{channel.display}"),
        licence=channel.licence,
        status=key,
        status_label=(state(health) if health.never else say(f"status.{key}")) + known(health),
        good=not broken(health),
        never=health.never,
        reason=health.reason,
        last_good=stamp(health.last_good) if health.last_good else say("status.no_pass"),
        next_step=health.next_step,
        items=health.items,
        first=dates[0].iso[:10] if dates else "",
        last=dates[-1].iso[:10] if dates else "",
        texts=len(texts),
        edits=sum(one.version - 1 for one in texts),
        begins=str(collection.beginnings.get(channel.id, "")),
    )


def every(interval: timedelta | None) -> str:
    """An interval in words of hours."""
    return "" if interval is None else f"{interval.total_seconds() / 3600:g} h"
