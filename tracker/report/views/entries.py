"""What an entry of a feed says: one change for somebody who reads it elsewhere.

Owns the words of an entry and how much of a text it carries. Never decides which changes stand in which feed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from tracker.model import Display, Evidence, Statement
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.links import outside, page
from tracker.report.moments import moment, order
from tracker.report.pieces import Piece, redlined
from tracker.report.views.changes import Change, What, in_order
from tracker.report.views.evidence import attested
from tracker.report.views.feed import MOST, Feed
from tracker.report.views.novelties import Novelties
from tracker.report.views.sentence import Sentence, Word
from tracker.report.views.statement import title_of
from tracker.report.views.told import told
from tracker.report.views.wording import Words, last_own, words

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


def entries(collection: Collection, feed: Feed) -> tuple[Entry, ...]:
    """The entries of a feed, the newest first: its changes, and one a day for what was found late.

    An entry that stands in several feeds is made for the first of them.
    """
    made = [collection.once(("entry", one), partial(_made, collection, one)) for one in feed.news[:MOST]]
    made += _counted(collection, feed)
    return tuple(sorted(made, key=lambda one: (-one.at.timestamp(), one.thing))[:MOST])


def _made(collection: Collection, change: Change) -> Entry:
    if change.what is What.INCIDENT:
        link = collection.incident_link(change.thing)
        title = say("feed.incident_new", name=link.name)
        return Entry(thing=change.key, kind=change.what, title=title, href=link.href, at=change.at)
    statement = collection.statements[change.statement]
    if change.what in (What.SAID, What.REPORTED):
        return _spoken(collection, change, statement)
    return _other(collection, change, statement)


def _spoken(collection: Collection, change: Change, statement: Statement) -> Entry:
    own = change.what is What.SAID
    found = told(collection, Novelties(collection).of(statement)) if own else None
    shown = words(collection, statement, last_own(collection, statement) if own else None)
    # The change is known by the text that was found first; shown is the best one that there is by now.
    rendering = (collection.main(statement) if own else None) or collection.renderings[change.thing]
    return Entry(
        thing=change.key,
        kind=change.what,
        title=_title(collection, change.what, statement),
        href=page("statements", statement.id),
        at=change.at,
        said=_said(statement),
        evidence=attested(collection, rendering, rendering.evidence).text,
        lines=(found.lead, *found.lines) if found else ((Word(say("evidence.not_own")),),),
        words=shown if own or statement.evidence is rendering.evidence else None,
        via=outside(rendering.url),
    )


def _other(collection: Collection, change: Change, statement: Statement) -> Entry:
    """An edit with its redline, or an address that went or came back."""
    rendering = collection.renderings.get(change.thing)
    return Entry(
        thing=change.key,
        kind=change.what,
        title=_title(collection, change.what, statement),
        href=page("statements", statement.id) + ("#versions" if rendering else ""),
        at=change.at,
        said=_said(statement),
        evidence=attested(collection, rendering, rendering.evidence).text if rendering else "",
        lines=((Word(say(f"feed.line.{change.what}", n=change.number)),),),
        edit=shortened(edited(collection, change)),
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
