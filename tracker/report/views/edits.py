"""What was changed in a text after it was first seen: each later version against the one before.

Owns the redline of silent edits. Never shows the words of a text that may not be shown whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tracker.model import Form, Rendering, Statement, Version
from tracker.report.collection import Collection
from tracker.report.moments import stamp
from tracker.report.pieces import Piece, direction, redlined
from tracker.report.views.differences import Difference, differences


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A later version of a text, redlined against the one before."""

    number: int
    first_seen: str
    last_seen: str
    before_seen: str
    sha256: str
    language: str
    direction: str
    pieces: tuple[Piece, ...]
    title: tuple[Piece, ...]
    differences: tuple[Difference, ...]


def edits(collection: Collection, statement: Statement) -> tuple[Edit, ...]:
    """The edits of all texts of a statement, text by text, oldest first."""
    held = (collection.renderings[one] for one in statement.renderings if one in collection.renderings)
    return tuple(edit for one in held for edit in edits_of(collection, statement, one))


def edits_of(collection: Collection, statement: Statement, rendering: Rendering) -> tuple[Edit, ...]:
    """Later versions of one text, newest last; their words only where the whole text may be shown."""
    if rendering.form is not Form.STATEMENT:
        return ()
    versions = sorted(collection.versions(rendering.id), key=lambda v: v.number)
    full = collection.visible(statement, rendering) == ((0, len(rendering.text)),)
    return tuple(_edit(old, new, rendering.language, full=full) for old, new in pairwise(versions))


def _edit(old: Version, new: Version, language: str, *, full: bool) -> Edit:
    retitled = old.title != new.title
    return Edit(
        number=new.number,
        first_seen=stamp(new.first_seen),
        last_seen=stamp(new.last_seen),
        before_seen=stamp(old.last_seen),
        sha256=new.sha256,
        language=language,
        direction=direction(language),
        pieces=redlined(old.text, new.text, language=language) if full else (),
        title=redlined(old.title, new.title, language=language) if retitled else (),
        differences=differences(old.text, new.text, language=language) if full else (),
    )
