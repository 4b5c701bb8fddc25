"""The collection as passim reads it: one document a text that may be shown whole.

Owns what such a document is and how its id leads back to the text. Never runs passim and never reads what it wrote.

passim (Smith, Cordell and Dillon 2013; version 2, "seriatim") reads JSON lines with `id`, `text` and, for leaving out
reuse within one series, `series`; all other fields are handed on to its output. Its README says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.model import Rendering, Statement
from tracker.report.collection import Collection

#: Behind a rendering's id: the version, and where in that version's text the document begins.
_ID = re.compile(r"(?P<rendering>.+)@(?P<version>\d+):(?P<start>\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A stretch of a rendering's text, in code points from `start`; `series` is the issuer, or the source without one.

    The names of the fields are those of the JSON line; none is one that passim sets itself.
    """

    id: str
    series: str
    text: str
    date: str | None
    issuer: str | None
    title: str
    language: str
    url: str
    evidence: str
    statement: str
    rendering: str
    version: int
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a document's text begins."""

    rendering: str
    version: int
    start: int


def documents(collection: Collection) -> Iterator[Document]:
    """Every text in an issuer's own words, cut where its source allows only parts to be shown; ordered by id."""
    for statement in sorted(collection.statements.values(), key=lambda s: s.id):
        for key in sorted(statement.renderings):
            rendering = collection.renderings.get(key)
            if rendering is not None and rendering.evidence.own_words:
                for start, end in collection.visible(statement, rendering):
                    if rendering.text[start:end].strip():
                        yield _document(statement, rendering, start, end)


def place_of(identity: str) -> Place | None:
    """Where the document of this id begins; None for an id that is not one of ours."""
    found = _ID.fullmatch(identity)
    if found is None:
        return None
    return Place(rendering=found["rendering"], version=int(found["version"]), start=int(found["start"]))


def _document(statement: Statement, rendering: Rendering, start: int, end: int) -> Document:
    return Document(
        id=f"{rendering.id}@{rendering.version}:{start}",
        series=statement.issuer or rendering.source,
        # Whatever cannot be written as UTF-8 is replaced letter by letter, so that every place stays where it was.
        text=rendering.text[start:end].encode("utf-8", "replace").decode("utf-8"),
        date=statement.date.iso[:10] if statement.date else None,
        issuer=statement.issuer,
        title=rendering.title,
        language=rendering.language,
        url=rendering.url,
        evidence=rendering.evidence.value,
        statement=statement.id,
        rendering=rendering.id,
        version=rendering.version,
        start=start,
    )
