"""The home page: one sentence, what changed since the last pass, the matrix, what is broken.

Owns the choice of what is news. Never lists what has not changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tracker.model import Health, Statement
from tracker.report.collection import Collection, by_default
from tracker.report.labels import count, say
from tracker.report.links import Link, page
from tracker.report.moments import stamp
from tracker.report.views.changes import PASS, first_seen
from tracker.report.views.matrix import Matrix, matrix
from tracker.report.views.sentence import Repetition, Sentence, Word, repetition, sentence, telling, trouble
from tracker.report.views.sources import SourceRow, source_rows
from tracker.report.views.statement import title_of

_MOST = 12
#: So many sources in trouble are named here; the page of the sources names all.
_BROKEN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One change with its evidence; `kind` is new, edit, first, or vanished."""

    kind: str
    label: str
    words: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Everything that the home page shows."""

    title: str
    lead: Sentence
    trouble: Sentence
    since: str
    news: tuple[News, ...]
    more: str
    matrix: Matrix
    everything: bool
    broken: tuple[SourceRow, ...]
    broken_more: str
    never: str
    incidents: tuple[Link, ...]
    begins: str
    issuers: tuple[Link, ...]


def home(collection: Collection, health: dict[str, Health], *, everything: bool = False) -> Home:
    """The home page under the default filter, or with everything."""
    since = _since(collection)
    fresh = [one for one in _fresh(collection, since) if everything or by_default(one.moves)]
    best = telling(collection, fresh) or telling(collection, collection.statements.values())
    news = _news(collection, fresh, since, everything=everything)
    rows = source_rows(collection, health)
    down = [row for row in rows if not row.good and not row.never]
    dated = [one.id for one in collection.incidents.values() if one.start]
    begins = min(collection.beginnings.values(), default=None)
    busy = sorted(collection.by_issuer.items(), key=lambda item: (-len(item[1]), item[0]))
    return Home(
        title=say("home.title_all") if everything else say("home.title"),
        lead=sentence(collection, best[0]) if best else (Word(say("sentence.nothing")),),
        trouble=trouble(health.values()),
        since=stamp(since) if since else "",
        news=tuple(news[:_MOST]),
        more=say("home.more", n=len(news) - _MOST) if len(news) > _MOST else "",
        matrix=matrix(collection, everything=everything),
        everything=everything,
        broken=tuple(down[:_BROKEN]),
        broken_more=say("home.more_broken", n=len(down) - _BROKEN) if len(down) > _BROKEN else "",
        never=_unread(collection, rows),
        incidents=tuple(collection.incident_link(one) for one in dated[-6:][::-1]),
        begins=say("coverage.begins", day=begins) if begins else "",
        issuers=tuple(collection.issuer_link(issuer) for issuer, _ in busy[:8]),
    )


def _unread(collection: Collection, rows: Iterable[SourceRow]) -> str:
    """What no pass can have been good of: sources never read, or a collection of files alone."""
    if unread := sum(row.never for row in rows):
        return count("noun.never_collected", unread)
    return say("home.files_alone") if collection.files_alone else ""


def _since(collection: Collection) -> datetime | None:
    """When the latest pass began: six hours before the newest capture."""
    newest = max((one.retrieved_at for one in collection.renderings.values() if one.retrieved_at), default=None)
    return newest - PASS if newest else None


def _fresh(collection: Collection, since: datetime | None) -> list[Statement]:
    """Statements of which the first text came with the latest pass, newest first, those without a date last."""
    found = [
        one for one in collection.statements.values() if since and (at := _first_seen(collection, one)) and at >= since
    ]
    return [one for one in found[::-1] if one.date] + [one for one in found if one.date is None]


def _first_seen(collection: Collection, statement: Statement) -> datetime | None:
    """When any text of a statement was first fetched; an edited text was there before."""
    held = (collection.renderings.get(one) for one in statement.renderings)
    return min((at for one in held if one and (at := first_seen(collection, one))), default=None)


def _news(collection: Collection, fresh: list[Statement], since: datetime | None, *, everything: bool) -> list[News]:
    news = _edits(collection, since, everything=everything)
    news += _vanished(collection, since)
    # What no issuer is named for says nothing about anybody's habits.
    found = [repetition(collection, one) for one in [one for one in fresh if one.parties][: 2 * _MOST]]
    for one in sorted(found, key=_tells):
        news.append(News(kind="new", label=say("news.new"), words=sentence(collection, one)))
    return news


def _tells(found: Repetition) -> tuple[bool, bool, bool]:
    """Words that were not found earlier come first, then what repeats; what has no date comes last."""
    return (found.statement.date is None, not found.fresh, not found.matching)


def _edits(collection: Collection, since: datetime | None, *, everything: bool) -> list[News]:
    """Texts that were changed in place, with the link to the redline."""
    found = []
    for one in collection.statements.values():
        if not everything and not by_default(one.moves):
            continue
        for rendering in (collection.renderings.get(key) for key in one.renderings):
            edited = rendering is not None and rendering.version > 1 and rendering.retrieved_at
            if rendering and edited and since and edited >= since:
                href = page("statements", one.id) + "#versions"
                words = (
                    Word(title_of(collection, one), page("statements", one.id)),
                    Word(": "),
                    Word(say("news.edit_text", n=rendering.version), href),
                )
                found.append(News(kind="edit", label=say("news.edit"), words=words))
    return found


def _vanished(collection: Collection, since: datetime | None) -> list[News]:
    found = []
    for channel in collection.channels.values():
        last = collection.store.last_run(channel.id)
        if last and last.vanished and since and last.ended_at >= since:
            words = (Word(channel.name, "sources.html"), Word(f": {count('noun.vanished', last.vanished)}"))
            found.append(News(kind="vanished", label=say("news.vanished"), words=words))
    return found
