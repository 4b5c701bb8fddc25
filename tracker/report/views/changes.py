"""What changed in the collection, and when it was found: the one list that home, feeds and alerts speak from.

Owns what counts as a change, its lasting key, its moment, what came last, and whether it was found long after
it was said. Never reads a clock, and never takes what matching computes anew (corrections, new weights) for news:
moments are the archive's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from tracker.model import Form, Rendering, Statement, Version
from tracker.report.collection import Collection

#: What was said longer ago than this when it was found is newly found, not said now: two weekly looks.
LATE = timedelta(days=14)
#: What was found this shortly before the newest find came with the same pass.
PASS = timedelta(hours=6)


class What(StrEnum):
    """What happened: official or quoted words came, a report of words came, a text was edited, an address went."""

    SAID = "said"
    REPORTED = "reported"
    EDITED = "edited"
    VANISHED = "vanished"
    RETURNED = "returned"
    INCIDENT = "incident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change, found at `at`. `thing` is what it happened to: a rendering, an address, an incident.

    `statement` is the statement that it concerns, by its id of today, empty where there is none. `number` is the
    version that an edit made. `late` says that it was said or happened long before it was found, or nobody knows when.
    """

    what: What
    at: datetime
    thing: str
    statement: str = ""
    number: int = 0
    late: bool = False

    @property
    def key(self) -> str:
        """What it is known by for ever: the id of a rendering outlives that of its statement."""
        mark = f"/{self.number}" if self.number else ""
        stamp = f"/{self.at:%Y%m%dT%H%M%SZ}" if self.what in (What.VANISHED, What.RETURNED) else ""
        return f"{self.what}/{self.thing}{mark}{stamp}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """What came with the latest pass, `since` when: news, the newest first, and statements that were found late."""

    since: datetime | None = None
    news: tuple[Change, ...] = ()
    late: tuple[str, ...] = ()


def latest(found: Sequence[Change]) -> Latest:
    """The latest of all changes, given the newest first."""
    if not found:
        return Latest()
    since = found[0].at - PASS
    came = list(takewhile(lambda one: one.at >= since, found))
    late = (one.statement for one in came if one.late and one.what is not What.INCIDENT)
    return Latest(since=since, news=tuple(one for one in came if not one.late), late=tuple(dict.fromkeys(late)))


def changes(
    collection: Collection, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[Change, ...]:
    """Every change found from `since` on and before `until`, the newest first.

    A statement is new once: when its first own words were found, or, where there are only reports, when the first
    report was. Own words that come after a report are a change of their own; a further place or language is none.
    """
    seen = {one.id: first_seen(collection, one) for one in collection.renderings.values()}
    found = [*_statements(collection, seen), *_edits(collection)]
    found += [*_addresses(collection), *_incidents(collection, seen)]
    chosen = (one for one in found if (since is None or one.at >= since) and (until is None or one.at < until))
    return tuple(sorted(chosen, key=lambda one: (-one.at.timestamp(), one.what, one.key)))


def first_seen(collection: Collection, rendering: Rendering) -> datetime | None:
    """When a text was first found, in UTC; a quotation when the first version of its article that holds it was."""
    if rendering.form is Form.EXCERPT:
        article = collection.renderings.get(rendering.parent or "")
        if article is None or article.version == 1:
            return _utc(rendering.retrieved_at or (article.retrieved_at if article else None))
        held = [one.first_seen for one in collection.versions(article.id) if rendering.text in one.text]
        return _utc(min(held, default=rendering.retrieved_at))
    if rendering.version > 1:
        held = [one.first_seen for one in collection.versions(rendering.id)]
        return _utc(min(held, default=rendering.retrieved_at))
    return _utc(rendering.retrieved_at)


def _utc(at: datetime | None) -> datetime | None:
    return at.astimezone(UTC) if at else None


def _statements(collection: Collection, seen: Mapping[str, datetime | None]) -> Iterator[Change]:
    for statement in collection.statements.values():
        found = sorted(
            (at, held.id, held.evidence.own_words)
            for held in (collection.renderings.get(one) for one in statement.renderings)
            if held is not None and (at := seen[held.id]) is not None
        )
        own = next((one for one in found if one[2]), None)
        told = found[0] if found and not found[0][2] else None
        if own is not None and statement.evidence.own_words:
            yield _said(statement, What.SAID, own[0], own[1])
        if told is not None:
            yield _said(statement, What.REPORTED, told[0], told[1])


def _said(statement: Statement, what: What, at: datetime, rendering: str) -> Change:
    late = statement.date is None or at - statement.date.end > LATE
    return Change(what=what, at=at, thing=rendering, statement=statement.id, late=late)


def _edits(collection: Collection) -> Iterator[Change]:
    """Every later text of an issuer's own page; an article's edits are no statement's."""
    for statement in collection.statements.values():
        for rendering in (collection.renderings.get(one) for one in statement.renderings):
            if rendering is None or rendering.form is not Form.STATEMENT or rendering.version == 1:
                continue
            for later in in_order(collection.versions(rendering.id))[1:]:
                at = later.first_seen.astimezone(UTC)
                yield Change(what=What.EDITED, at=at, thing=rendering.id, statement=statement.id, number=later.number)


def in_order(versions: Sequence[Version]) -> list[Version]:
    """Versions in the order in which they were seen first, which is not that of their numbers after a replay."""
    return sorted(versions, key=lambda one: (one.first_seen, one.number))


def _addresses(collection: Collection) -> Iterator[Change]:
    """Addresses that vanished from where they stood or are there again, with the first statement that stands there."""
    noted = collection.store.presences()
    wanted = {(one.source, one.url) for one in noted}
    there: dict[tuple[str, str], list[str]] = defaultdict(list)
    for statement in collection.statements.values() if wanted else ():
        for held in (collection.renderings.get(one) for one in statement.renderings):
            if held is not None and (held.source, held.url) in wanted:
                there[held.source, held.url].append(statement.id)
    for one in noted:
        yield Change(
            what=What(one.what),
            at=one.at.astimezone(UTC),
            thing=f"{one.source}/{one.url}",
            statement=next(iter(there[one.source, one.url]), ""),
        )


def _incidents(collection: Collection, seen: Mapping[str, datetime | None]) -> Iterator[Change]:
    """Incidents, each found with the first text that answers it."""
    firsts: dict[str, tuple[datetime, str]] = {}
    for statement in collection.statements.values():
        wanted = [one for one in statement.incidents if one in collection.incidents]
        for at in map(seen.get, statement.renderings) if wanted else ():
            for incident in wanted if at else ():
                assert at is not None
                firsts[incident] = min(firsts.get(incident, (at, statement.id)), (at, statement.id))
    for key, (at, statement_id) in firsts.items():
        start = collection.incidents[key].start
        late = start is None or at - start.end > LATE
        yield Change(what=What.INCIDENT, at=at, thing=key, statement=statement_id, late=late)
