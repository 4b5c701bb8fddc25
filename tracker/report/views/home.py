"""The home page: one sentence, what changed with the latest pass, the matrix, what is broken.

Owns what stands on it, and the choice of sources, incidents and issuers that it leads to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.model import Health
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.links import Link
from tracker.report.moments import stamp
from tracker.report.views.changes import Latest
from tracker.report.views.matrix import Matrix, matrix
from tracker.report.views.news import News, lately, spoken
from tracker.report.views.sentence import Sentence, Word, sentence, telling, trouble
from tracker.report.views.sources import UNLISTED, SourceRow, source_rows

#: So many sources in trouble are named here; the page of the sources names all.
_BROKEN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Everything that the home page shows."""

    title: str
    lead: Sentence
    trouble: Sentence
    since: str
    news: tuple[News, ...]
    more: str
    late: str
    matrix: Matrix
    everything: bool
    broken: tuple[SourceRow, ...]
    broken_more: str
    never: str
    incidents: tuple[Link, ...]
    begins: str
    issuers: tuple[Link, ...]


def home(collection: Collection, health: dict[str, Health], latest: Latest, *, everything: bool = False) -> Home:
    """The home page under the default filter, or with everything, after the changes of the latest pass."""
    fresh = spoken(collection, latest, everything=everything)
    best = telling(collection, fresh) or telling(collection, collection.statements.values())
    found = lately(collection, latest, everything=everything)
    rows = source_rows(collection, health)
    down = [row for row in rows if not row.good and not row.never]
    dated = [one.id for one in collection.incidents.values() if one.start]
    begins = min(collection.beginnings.values(), default=None)
    busy = sorted(collection.by_issuer.items(), key=lambda item: (-len(item[1]), item[0]))
    return Home(
        title=say("home.title_all") if everything else say("home.title"),
        lead=sentence(collection, best[0]) if best else (Word(say("sentence.nothing")),),
        trouble=trouble(health.values()),
        since=stamp(latest.since) if latest.since else "",
        news=found.news,
        more=found.more,
        late=found.late,
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
    """What no pass can have been good of: sources never read, files alone, or sources that nobody can ask here."""
    held = list(rows)
    if unread := sum(row.never for row in held):
        return count("noun.never_collected", unread)
    if collection.files_alone:
        return say("home.files_alone")
    return say("home.unlisted") if all(row.status in ("imported", UNLISTED) for row in held) else ""
