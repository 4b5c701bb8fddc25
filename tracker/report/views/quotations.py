"""What is quoted of a statement against what was quoted of its issuer's last: sentence by sentence.

Owns which earlier sentence a quoted one is set against. Never says that words are gone which a report merely did not
quote this time.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.model import Passage, Rendering, Statement
from tracker.report.collection import Collection
from tracker.report.pieces import Piece, redlined
from tracker.report.views.aligning import ALIKE, likeness
from tracker.report.views.bands import may_quote


def quoted_against(collection: Collection, before: Statement, statement: Statement) -> dict[str, tuple[Piece, ...]]:
    """The redline of each quotation of a statement, by rendering; empty when either may not be quoted.

    A sentence is set against the most alike one that was quoted before; one that is like none is new as a whole.
    """
    earlier = _sentences(collection, before, collection.voiced(before))
    if not earlier:
        return {}
    return {
        one.id: tuple(piece for said in own for piece in (*_redline(said, earlier), Piece(" ")))[:-1]
        for one in collection.voiced(statement)
        if (own := _sentences(collection, statement, (one,)))
    }


def _sentences(collection: Collection, statement: Statement, voiced: Sequence[Rendering]) -> list[Passage]:
    wanted = {one.id for one in voiced if may_quote(collection, one)}
    held = [one for one in collection.passages(statement.id) if one.rendering in wanted and not one.clause]
    return sorted(held, key=lambda one: (one.rendering, one.start))


def _redline(said: Passage, earlier: Sequence[Passage]) -> tuple[Piece, ...]:
    best = max(earlier, key=lambda one: likeness(one.text, said.text, language=said.language))
    if likeness(best.text, said.text, language=said.language) < ALIKE:
        return (Piece(said.text, "new"),)
    return redlined(best.text, said.text, language=said.language)
