"""Which feeds there are, and which changes stand in which: of all, of an issuer, an incident, a recurring phrasing.

Owns the choice, made for all feeds at once and from plain values, so that a feed is the same as long as its own changes
are. What was found long after it was said is kept apart, so that taking in an archive floods nobody.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tracker.model import Formula
from tracker.report.collection import Collection, by_default
from tracker.report.labels import say
from tracker.report.links import page
from tracker.report.template import template_text
from tracker.report.views.changes import Change, What
from tracker.report.views.standing import shown_by_default

#: What is older than this against the newest change of the collection is history, which the pages tell.
RECENT = timedelta(days=90)
#: Entries of one feed.
MOST = 50

_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed: of what, and its changes, the newest first. `at` is when the last of all came, however long ago.

    `kind` is home, issuer, incident or formula, `thing` its id. Of the news there are as many as find room.
    """

    kind: str
    thing: str
    page: str
    at: datetime
    news: tuple[Change, ...]
    late: tuple[Change, ...]

    @property
    def path(self) -> str:
        """Where it lies: beside its page."""
        return feed_path(self.page)


def feed_path(page_path: str) -> str:
    """The feed of a page, relative to the site's root."""
    return "feed.xml" if page_path == "index.html" else page_path.removesuffix(".html") + ".xml"


def has_feed(formula: Formula) -> bool:
    """Whether a phrasing has a feed: the default filter shows it."""
    return shown_by_default(formula)


def titled(collection: Collection, feed: Feed) -> str:
    """What a feed is of, as its page calls it."""
    if feed.kind == "issuer":
        return say("feed.issuer", name=collection.issuer_name(feed.thing))
    if feed.kind == "incident":
        return say("feed.incident", name=collection.incident_link(feed.thing).name)
    if feed.kind == "formula":
        return say("feed.formula", template=template_text(collection.formulas[feed.thing].template))
    return say("feed.home")


def feeds(collection: Collection, found: Sequence[Change]) -> Iterator[Feed]:
    """Every feed, from all changes, the newest first: home, each issuer, each incident, each phrasing that has one."""
    shelf = _Shelf(collection, found)
    yield shelf.feed("home", "", "index.html", shelf.shown())
    for issuer in sorted(collection.by_issuer):
        said = (one.id for one in collection.by_issuer[issuer])
        yield shelf.feed("issuer", issuer, page("issuers", issuer), shelf.about(said))
    for key, incident in collection.incidents.items():
        yield shelf.feed("incident", key, page("incidents", key), shelf.about(incident.statements))
    for key, formula in collection.formulas.items():
        if has_feed(formula):
            used = (use.statement for use in formula.uses)
            yield shelf.feed("formula", key, page("formulas", key), shelf.about(used))


class _Shelf:
    """All changes by their places, so that those of many statements are put in order by sorting numbers."""

    def __init__(self, collection: Collection, found: Sequence[Change]) -> None:
        self._held = collection
        self._found = found
        self._of: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(found):
            if one.statement and one.what is not What.INCIDENT:
                self._of[one.statement].append(at)
        oldest = found[0].at - RECENT if found else _NEVER
        self._recent = bisect_right(found, -oldest.timestamp(), key=lambda one: -one.at.timestamp())

    def about(self, statements: Iterable[str]) -> list[int]:
        """The places of the changes of statements, the newest first."""
        of = self._of
        return sorted({at for one in statements if one in of for at in of[one]})

    def shown(self) -> list[int]:
        """What the home page shows by default: statements that evaluate or stand with somebody, and new incidents."""
        return [at for at, one in enumerate(self._found) if self._evaluates(one)]

    def _evaluates(self, change: Change) -> bool:
        held = self._held.statements.get(change.statement)
        return change.what is What.INCIDENT or (held is not None and by_default(held.moves))

    def feed(self, kind: str, thing: str, page_path: str, places: Sequence[int]) -> Feed:
        """The feed of these changes."""
        recent = [self._found[at] for at in places[: bisect_right(places, self._recent - 1)]]
        return Feed(
            kind=kind,
            thing=thing,
            page=page_path,
            at=self._found[places[0]].at if places else _NEVER,
            news=tuple([one for one in recent if not one.late][:MOST]),
            late=tuple(one for one in recent if one.late and one.what is not What.INCIDENT),
        )
