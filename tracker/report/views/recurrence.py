"""After which incidents an issuer said it again, and after which it spoke without saying it.

Owns which incidents count: those of the same kinds, between the issuer's first and last use. Never reads an absence
from a quotation, which leaves the rest of a text unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model import Evidence, Statement
from tracker.report.collection import Collection, Reply
from tracker.report.labels import say
from tracker.report.links import Link, page
from tracker.report.moments import order, without_day

#: Issuers and incidents beyond these are told by their number.
ISSUERS, INCIDENTS = 20, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """One issuer: each incident is (its day, its name and page); `more` say how many are not listed."""

    issuer: Link
    returned: tuple[tuple[str, Link], ...]
    returned_more: str
    absent: tuple[tuple[str, Link], ...]
    absent_more: str


def recurrences(collection: Collection, language: str, said: Sequence[Statement]) -> tuple[Recurrence, ...]:
    """The issuers whose own words used a phrasing of `language` in the statements `said`, the busiest first.

    The statements stand in order of time.
    """
    by_issuer: dict[str, list[Statement]] = {}
    for one in said:
        if one.issuer and one.evidence.own_words and one.date:
            by_issuer.setdefault(one.issuer, []).append(one)
    busiest = sorted(by_issuer, key=lambda one: (-len(by_issuer[one]), one))
    made = (_of(collection, issuer, language, by_issuer[issuer]) for issuer in busiest[:ISSUERS])
    return tuple(one for one in made if one is not None)


def _of(collection: Collection, issuer: str, language: str, said: Sequence[Statement]) -> Recurrence | None:
    known = collection.incidents
    used = {incident for one in said for incident in one.incidents if incident in known}
    if not used:
        return None
    kinds = {known[one].kind for one in used} - {""}
    first, last = order(said[0].date), order(said[-1].date)
    absent = {
        incident
        for incident, texts in collection.replied(issuer, said[-1]).items()
        if incident in known
        and incident not in used
        and known[incident].kind in kinds
        and any(_whole(one, language) and first <= order(one.date) <= last for one in texts)
    }
    returned, returned_more = _listed(collection, used)
    missed, missed_more = _listed(collection, absent)
    return Recurrence(
        issuer=collection.issuer_link(issuer),
        returned=returned,
        returned_more=returned_more,
        absent=missed,
        absent_more=missed_more,
    )


def _whole(statement: Reply, language: str) -> bool:
    """Whether a statement's text is at hand whole in this language, so that what is not in it was not said."""
    return (
        statement.evidence is Evidence.OFFICIAL
        and statement.language.split("-")[0] == language.split("-", maxsplit=1)[0]
    )


def _listed(collection: Collection, incidents: set[str]) -> tuple[tuple[tuple[str, Link], ...], str]:
    """The latest first, for they are what readers come for."""
    ordered = sorted(incidents, key=lambda one: (order(collection.incidents[one].start), one), reverse=True)
    shown = ordered[:INCIDENTS]
    cut = len(ordered) - len(shown)
    return (
        tuple((_day(collection, one), _named(collection, one)) for one in shown),
        say("recurrence.more", n=cut) if cut else "",
    )


def _named(collection: Collection, incident: str) -> Link:
    held = collection.incidents[incident]
    return Link(without_day(held.name) if held.start else held.name, page("incidents", incident))


def _day(collection: Collection, incident: str) -> str:
    start = collection.incidents[incident].start
    return start.iso[:10] if start else ""
