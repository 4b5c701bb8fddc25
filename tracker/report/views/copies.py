"""Copies of a text outside this collection: whether its address is one of a public web archive.

Owns which hosts are web archives. Never asks one whether it has a copy: only what was collected there is known.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from tracker.model import Statement
from tracker.report.collection import Collection
from tracker.report.links import outside

#: Public archives of web pages, by the ends of their hosts' names.
_ARCHIVES = (
    *("web.archive.org", "wayback.archive-it.org", "archive.today", "archive.ph", "archive.is", "perma.cc"),
    *("webcitation.org", "arquivo.pt", "webarchive.nationalarchives.gov.uk", "webarchive.loc.gov", "webarchive.org.uk"),
)


def archived_at(url: str) -> str:
    """The address, if it is one of a public web archive and may be followed; else nothing."""
    address = outside(url)
    host = (urlsplit(address).hostname or "") if address else ""
    return address if any(host == one or host.endswith(f".{one}") for one in _ARCHIVES) else ""


def outside_copies(collection: Collection, statement: Statement) -> tuple[str, ...]:
    """The addresses in public web archives at which this collection found a text of the statement."""
    held = (collection.renderings[key] for key in statement.renderings if key in collection.renderings)
    return tuple(dict.fromkeys(found for one in held if (found := archived_at(url_of(collection, one.id)))))


def url_of(collection: Collection, rendering: str) -> str:
    """Where a rendering stands: its own address, else its article's."""
    held = collection.renderings[rendering]
    article = collection.renderings.get(held.parent or "")
    return held.url or (article.url if article else "")
