"""What a feed holds: the latest changes of the whole collection, of an issuer, an incident or a recurring phrasing.

Owns which changes stand in which feed and what an entry says. What was found long after it was said is counted, one
entry a day, so that taking in an archive floods nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from tracker.model import Display, Evidence, Formula, Statement
from tracker.report.collection import Collection, by_default
from tracker.report.labels import count, say
from tracker.report.links import outside, page
from tracker.report.moments import moment, order
from tracker.report.pieces import Piece, redlined
from tracker.report.template import template_text
from tracker.report.views.changes import Change, What, changes, in_order
from tracker.report.views.evidence import attested
from tracker.report.views.novelties import Novelties
from tracker.report.views.sentence import Sentence, Word
from tracker.report.views.standing import shown_by_default
from tracker.report.views.statement import title_of
from tracker.report.views.told import told
from tracker.report.views.wording import Words, last_own, words

#: What is older than this against the newest change of the collection is history, which the pages tell.
RECENT = timedelta(days=90)
#: Entries of one feed.
MOST = 50
#: Letters of one text in an entry; its page has all of it.
_LONGEST = 2400
#: Issuers named where late finds are counted.
_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change for somebody who reads it elsewhere. `thing` is its lasting name, `at` when it was found.

    `said` is when it was said, as its source states it; `evidence` whose words they are. `edit` is a redline of two
    versions. `via` is the address of the text itself.
    """

    thing: str
    kind: str
    title: str
    href: str
    at: datetime
    said: str = ""
    evidence: str = ""
    lines: tuple[Sentence, ...] = ()
    words: Words | None = None
    edit: tuple[Piece, ...] = ()
    via: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed: the page that it belongs to, and its changes, the newest first. `at` is when the last of all came."""

    page: str
    title: str
    at: datetime
    late: tuple[Change, ...]
    news: tuple[Change, ...]

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


class Feeds:
    """All feeds of one collection; an entry that stands in several of them is made once."""

    def __init__(self, collection: Collection) -> None:
        self._held = collection
        self._entries: dict[str, Entry] = {}

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        return changes(self._held)

    @cached_property
    def _of(self) -> dict[str, list[Change]]:
        """The changes of each statement, the newest first."""
        found: dict[str, list[Change]] = defaultdict(list)
        for one in self._changes:
            if one.statement and one.what is not What.INCIDENT:
                found[one.statement].append(one)
        return found

    @cached_property
    def _novelties(self) -> Novelties:
        return Novelties(self._held)

    def home(self) -> Feed:
        """What the home page shows by default: statements that evaluate or stand with somebody, and new incidents."""
        chosen = [one for one in self._changes if self._evaluates(one)]
        return self._feed("index.html", say("feed.home"), chosen)

    def issuer(self, issuer: str) -> Feed:
        """Everything of one issuer."""
        title = say("feed.issuer", name=self._held.issuer_name(issuer))
        return self._feed(page("issuers", issuer), title, self._about(self._held.by_issuer.get(issuer, ())))

    def incident(self, incident: str) -> Feed:
        """Everything said about one incident."""
        held = self._held.incidents[incident]
        known = (self._held.statements[one] for one in held.statements if one in self._held.statements)
        return self._feed(page("incidents", incident), say("feed.incident", name=held.name), self._about(known))

    def formula(self, formula: Formula) -> Feed:
        """Every use of one recurring phrasing."""
        users = dict.fromkeys(use.statement for use in formula.uses)
        known = (self._held.statements[one] for one in users if one in self._held.statements)
        title = say("feed.formula", template=template_text(formula.template))
        return self._feed(page("formulas", formula.id), title, self._about(known))

    def entries(self, feed: Feed) -> tuple[Entry, ...]:
        """The entries of a feed, the newest first: its changes, and one a day for what was found late."""
        made = [self._entry(one) for one in feed.news[:MOST]]
        made += _counted(self._held, feed)
        return tuple(sorted(made, key=lambda one: (-one.at.timestamp(), one.thing))[:MOST])

    def _feed(self, page_path: str, title: str, found: Sequence[Change]) -> Feed:
        newest = self._changes[0].at if self._changes else datetime.fromtimestamp(0, UTC)
        recent = [one for one in found if newest - one.at <= RECENT]
        return Feed(
            page=page_path,
            title=title,
            at=max((one.at for one in found), default=datetime.fromtimestamp(0, UTC)),
            late=tuple(one for one in recent if one.late),
            news=tuple(one for one in recent if not one.late),
        )

    def _about(self, statements: Iterable[Statement]) -> list[Change]:
        found = [one for statement in statements for one in self._of.get(statement.id, ())]
        return sorted(found, key=lambda one: (-one.at.timestamp(), one.what, one.key))

    def _evaluates(self, change: Change) -> bool:
        held = self._held.statements.get(change.statement)
        return change.what is What.INCIDENT or (held is not None and by_default(held.moves))

    def _entry(self, change: Change) -> Entry:
        if change.key not in self._entries:
            self._entries[change.key] = self._made(change)
        return self._entries[change.key]

    def _made(self, change: Change) -> Entry:
        if change.what is What.INCIDENT:
            link = self._held.incident_link(change.thing)
            title = say("feed.incident_new", name=link.name)
            return Entry(thing=change.key, kind=change.what, title=title, href=link.href, at=change.at)
        statement = self._held.statements[change.statement]
        if change.what in (What.SAID, What.REPORTED):
            return self._statement(change, statement)
        return self._other(change, statement)

    def _statement(self, change: Change, statement: Statement) -> Entry:
        own = change.what is What.SAID
        found = told(self._held, self._novelties.of(statement)) if own else None
        shown = words(self._held, statement, last_own(self._held, statement) if own else None)
        # The change is known by the text that was found first; shown is the best one that there is by now.
        rendering = (self._held.main(statement) if own else None) or self._held.renderings[change.thing]
        return Entry(
            thing=change.key,
            kind=change.what,
            title=_title(self._held, change.what, statement),
            href=page("statements", statement.id),
            at=change.at,
            said=_said(statement),
            evidence=attested(self._held, rendering, rendering.evidence).text,
            lines=(found.lead, *found.lines) if found else ((Word(say("evidence.not_own")),),),
            words=shown if own or statement.evidence is rendering.evidence else None,
            via=outside(rendering.url),
        )

    def _other(self, change: Change, statement: Statement) -> Entry:
        """An edit with its redline, or an address that went or came back."""
        rendering = self._held.renderings.get(change.thing)
        return Entry(
            thing=change.key,
            kind=change.what,
            title=_title(self._held, change.what, statement),
            href=page("statements", statement.id) + ("#versions" if rendering else ""),
            at=change.at,
            said=_said(statement),
            evidence=attested(self._held, rendering, rendering.evidence).text if rendering else "",
            lines=((Word(say(f"feed.line.{change.what}", n=change.number)),),),
            edit=shortened(edited(self._held, change)),
            via=outside(rendering.url) if rendering else "",
        )


def edited(collection: Collection, change: Change) -> tuple[Piece, ...]:
    """The redline of the version that an edit made against the one before; nothing where it may not be shown whole."""
    rendering = collection.renderings.get(change.thing)
    if change.what is not What.EDITED or rendering is None or collection.display(rendering.source) is not Display.FULL:
        return ()
    held = in_order(collection.versions(rendering.id))
    at = next((place for place, one in enumerate(held) if one.number == change.number), 0)
    if not at:
        return ()
    old, new = held[at - 1], held[at]
    title = redlined(old.title, new.title, language=rendering.language) if old.title != new.title else ()
    gap = (Piece("\n"),) if title else ()
    return (*title, *gap, *redlined(old.text, new.text, language=rendering.language))


def shortened(pieces: Sequence[Piece], longest: int = _LONGEST) -> tuple[Piece, ...]:
    """The beginning of a text in pieces, with a mark where it is broken off."""
    kept: list[Piece] = []
    room = longest
    for one in pieces:
        if len(one.text) > room:
            return (*kept, Piece(one.text[:room], one.kind, one.href, one.note), Piece(" […]"))
        kept.append(one)
        room -= len(one.text)
    return tuple(kept)


def _title(collection: Collection, what: What, statement: Statement) -> str:
    about = next((collection.incidents[one].name for one in statement.incidents if one in collection.incidents), "")
    name = title_of(collection, statement) + (f" · {about}" if about else "")
    if what is What.SAID and statement.evidence is Evidence.OFFICIAL:
        return name
    return say(f"feed.title.{what}", name=name)


def _said(statement: Statement) -> str:
    when = moment(statement.date)
    return f"{when.text} {when.zone}".strip()


def _counted(collection: Collection, feed: Feed) -> Iterator[Entry]:
    """One entry a day for what was found late: how much, said when, by whom."""
    days: dict[str, list[Change]] = defaultdict(list)
    for one in feed.late:
        if one.statement and one.what is not What.INCIDENT:
            days[f"{one.at:%Y-%m-%d}"].append(one)
    for day, found in days.items():
        held = [collection.statements[one.statement] for one in found if one.statement in collection.statements]
        dates = sorted((one.date for one in held if one.date), key=order)
        span = say("feed.span", first=dates[0].iso[:10], last=dates[-1].iso[:10]) if dates else say("time.unknown")
        by = Counter(collection.issuer_names(one) for one in held).most_common()
        names = "; ".join(f"{name}: {number}" for name, number in sorted(by, key=lambda p: (-p[1], p[0]))[:_NAMED])
        yield Entry(
            thing=f"found/{feed.page}/{day}",
            kind="found",
            title=say("feed.found", n=count("noun.statement", len(held)), span=span),
            href=feed.page,
            at=max(one.at for one in found),
            lines=((Word(say("feed.found_late")),), (Word(names),)),
        )
