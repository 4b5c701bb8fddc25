"""The page of a checked text: sentence by sentence, what is new in it and who said the rest first.

Owns how its sentences are shown. Never keeps the text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from tracker.model import OriginKind
from tracker.report.collection import Collection
from tracker.report.labels import count, say
from tracker.report.links import Link, page
from tracker.report.pieces import Piece, direction, redlined
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
    attested: Attested | None
    before: tuple[Piece, ...]
    slots: tuple[Slot, ...]
    formula: str
    formula_facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """Everything that the check page shows; without `sentences` it is the empty form."""

    text: str
    language: str
    guessed: bool
    direction: str
    languages: tuple[tuple[str, int], ...]
    sentences: tuple[Sentence, ...]
    summary: str
    coverage: str
    most: int
    trouble: str = ""


def blank(collection: Collection, most: int, *, text: str = "", trouble: str = "") -> CheckPage:
    """The form, with what is wrong with the text that was sent, if anything is."""
    return CheckPage(
        text=text, language="", guessed=True, direction="auto", languages=languages(collection), sentences=(),
        summary="", coverage="", most=most, trouble=trouble,
    )  # fmt: skip


def check_page(
    collection: Collection, text: str, made: Comparison, *, language: str, guessed: bool, most: int
) -> CheckPage:
    """The page of one text."""
    sentences = tuple(_sentence(collection, row) for row in made.rows)
    kinds = Counter(one.kind for one in sentences)
    held = dict(languages(collection)).get(language.split("-", maxsplit=1)[0], 0)
    parts = (
        say(f"check.{kind}", n=kinds[kind], of=len(sentences)) for kind in ("new", "matched", "unknown") if kinds[kind]
    )
    return CheckPage(
        text=text,
        language=language,
        guessed=guessed,
        direction=direction(language),
        languages=languages(collection),
        sentences=sentences,
        summary="; ".join(parts),
        coverage=say("check.coverage", n=count("noun.statement", held), language=language),
        most=most,
    )


def languages(collection: Collection) -> tuple[tuple[str, int], ...]:
    """The languages of the collection with their numbers of statements in own words, the commonest first."""
    held = Counter(one.language.split("-")[0] for one in collection.statements.values() if one.evidence.own_words)
    return tuple(sorted(held.items(), key=lambda item: (-item[1], item[0])))


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
