"""The sentences of a checked text as people read them: what is new in each, and who said it first, when and where.

Owns how a sentence and the earliest one like it are shown, in a browser and in the terminal. Never keeps the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model import OriginKind
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.links import Link, page
from tracker.report.pieces import Piece, redlined
from tracker.report.template import Slot, template
from tracker.report.views.compare import Comparison, Row
from tracker.report.views.evidence import Attested, attested
from tracker.report.views.statement import title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of the text. `pieces` mark as new what the earlier sentence lacks; all of it where there is none.

    `before` is the earlier sentence, with what is gone from it; empty where its source may only be linked.
    """

    kind: str
    label: str
    pieces: tuple[Piece, ...]
    earliest: Link | None
    statement: str
    attested: Attested | None
    before: tuple[Piece, ...]
    slots: tuple[Slot, ...]
    formula: str
    formula_facts: str


def checked(collection: Collection, made: Comparison) -> tuple[Sentence, ...]:
    """The sentences of a text that was checked against this collection, in their order."""
    return tuple(_sentence(collection, row) for row in made.rows)


def summary(sentences: Sequence[Sentence]) -> str:
    """How many were not found earlier, were said before, or are too short to tell."""
    kinds = Counter(one.kind for one in sentences)
    told = (kind for kind in ("new", "matched", "unknown") if kinds[kind])
    return "; ".join(say(f"check.{kind}", n=kinds[kind], of=len(sentences)) for kind in told)


def _sentence(collection: Collection, row: Row) -> Sentence:
    mine, theirs = row.cells
    assert mine is not None
    kind = mine.origins[0].kind
    first = collection.statements.get(theirs.statement) if theirs else None
    rendering = collection.renderings.get(theirs.rendering) if theirs else None
    changes = redlined(theirs.text, mine.text, language=mine.language) if theirs and theirs.text else ()
    formula = collection.formulas.get(row.formula or "")
    return Sentence(
        kind=kind.value,
        label=say("check.kind_part" if any(one.kind == "new" for one in changes) else f"check.kind_{kind}"),
        pieces=_side(changes, "gone") or (Piece(mine.text, "new" if kind is OriginKind.NEW else ""),),
        earliest=Link(title_of(collection, first), page("statements", first.id)) if first else None,
        statement=first.id if first else "",
        attested=attested(collection, rendering, rendering.evidence) if rendering else None,
        before=_side(changes, "new"),
        slots=template(formula.template) if formula else (),
        formula=page("formulas", formula.id) if formula else "",
        formula_facts=_facts(formula.statements, formula.issuers) if formula else "",
    )


def _facts(statements: int, issuers: int) -> str:
    return f"{count('noun.statement', statements)}, {count('noun.issuer', issuers)}"


def _side(changes: tuple[Piece, ...], without: str) -> tuple[Piece, ...]:
    return tuple(one for one in changes if one.kind != without)
