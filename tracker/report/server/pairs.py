"""Which statements somebody means to compare: by id, by the page of this site, by the official address.

Owns how a statement may be named. Never compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.errors import BadConfig, UnknownId
from tracker.report.links import page
from tracker.report.server.held import Held
from tracker.report.views.compare import MOST

_PAGE = re.compile(r"(?:^|/)statements/([^/?#]+)\.html(?:[?#].*)?$")
#: What is named in one line is no longer than an address.
_LONGEST = 2_048


def named(asked: Iterable[str]) -> list[str]:
    """The names in one or more boxes, one a line, each once. BadConfig for more than can be compared."""
    lines = (line.strip() for box in asked for line in box.splitlines())
    found = list(dict.fromkeys(line for line in lines if line))
    if len(found) > MOST:
        raise BadConfig(f"compare: expected at most {MOST} statements, found {len(found)}; leave some out")
    return found


def statement_of(held: Held, name: str) -> str:
    """The id of the statement that is meant; UnknownId in words."""
    collection = held.collection
    if len(name) > _LONGEST:
        raise UnknownId("a name longer than any address; give an id, a page of this site, or the official address")
    by_url = held.by_url.get(name.rstrip("/"))
    if by_url is not None:
        return by_url
    listed = _PAGE.search(name)
    if listed is not None and (found := held.by_page.get(page("statements", listed[1]))):
        return found
    thing = listed[1] if listed is not None else name
    if listed is None and "://" in name:
        raise UnknownId(f"{name}: no statement of this collection was found at that address")
    with held.opened.named():
        found = collection.store.resolve(thing)
    if found not in collection.statements:
        raise UnknownId(f"{name}: is no statement; give the id, page or official address of one")
    return found
