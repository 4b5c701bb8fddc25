"""A text of somebody's own, sentence by sentence: what is new in it, and who said the rest first.

Owns which earlier sentence stands beside each one. Never stores anything, and never says that words are new which are
too few to tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.language import moves as read_moves
from tracker.language.texts.sentences import sentences
from tracker.language.texts.tokens import search_words
from tracker.model import Formula, How, Origin, OriginKind, Passage, Statement
from tracker.report.collection import Collection
from tracker.report.known import Answer, Known, Repeat
from tracker.report.labels import say
from tracker.report.moments import order
from tracker.report.views.bands import may_quote
from tracker.report.views.compare import Comparison, Piece, Row, Side

#: What stands in the place of a statement's id for the text that is checked, and for what stands beside it.
TEXT, EARLIEST = "text", "earliest"
#: Sentences with this share of the likeness of the most alike say it as well: of these the earliest is shown.
NEAR = 0.9
#: What a sentence does stands within so many letters; a text without an end to its sentence would be read for minutes.
_READ = 5_000


def check(collection: Collection, text: str, *, language: str, known: Known) -> Comparison:
    """What is new in a text: each sentence beside the earliest sentence in own words that has the same wording.

    Every sentence of the language that the collection holds is considered. One that repeats none is `new`, or
    `unknown` if it has fewer than three content words. Nothing is stored.
    """
    sides = (
        Side(id=TEXT, issuer="", date=None, language=language, label=say("check.yours")),
        Side(id=EARLIEST, issuer="", date=None, language=language, label=say("check.earliest")),
    )
    said = [
        Piece(
            statement=TEXT,
            rendering=TEXT,
            start=one.start,
            end=one.end,
            text=text[one.start : one.end],
            language=language,
        )
        for one in sentences(text, language=language)
    ]
    answers = known.ask([one.text for one in said], language=language)
    rows = (_row(collection, known, one, answer) for one, answer in zip(said, answers, strict=True))
    return Comparison(statements=sides, rows=tuple(rows))


def _row(collection: Collection, known: Known, mine: Piece, answer: Answer) -> Row:
    formula, passage = _earliest(collection, mine.text, answer.repeats, known)
    first = collection.statements[passage.statement] if passage else None
    origin = Origin(
        statement=TEXT,
        rendering=TEXT,
        version=1,
        start=mine.start,
        end=mine.end,
        kind=OriginKind.MATCHED if first else OriginKind.UNKNOWN if answer.short else OriginKind.NEW,
        source=first.id if first else "",
        issuer=first.issuer or "" if first else "",
        date=first.date if first else None,
    )
    moves = formula.moves if formula else read_moves(mine.text[:_READ], language=mine.language)
    return Row(
        formula=formula.id if formula else None,
        template=formula.template if formula else "",
        move=moves[0].value if moves else "",
        cells=(replace(mine, origins=(origin,)), _theirs(collection, passage) if passage else None),
    )


def _earliest(
    collection: Collection, mine: str, repeats: Sequence[Repeat], known: Known
) -> tuple[Formula | None, Passage | None]:
    """The earliest of the sentences that are about as like it as the most alike, and the phrasing that both use."""
    held = [one for one in repeats if one.statement in collection.statements]
    near = [one for one in held if one.similarity >= NEAR * held[0].similarity]
    if not near:
        return None, None
    first = min(near, key=lambda one: (*_age(collection.statements[one.statement]), -one.similarity, one.passage))
    passage = known.passage(first.passage)
    return (_formula(collection, passage, mine), passage) if passage else (None, None)


def _age(statement: Statement) -> tuple[object, ...]:
    return (*order(statement.date), statement.id)


def _formula(collection: Collection, passage: Passage, mine: str) -> Formula | None:
    """The phrasing that a sentence of the collection uses with words of the checked one; of several, most of them."""
    asked = set(search_words(mine, language=passage.language).split())
    found: tuple[int, Formula | None] = (0, None)
    for formula, use in collection.uses.get(passage.statement, ()):
        inside = use.rendering == passage.rendering and use.version == passage.version
        if use.how is How.REPORTED or not inside or use.start >= passage.end or use.end <= passage.start:
            continue
        words = set(search_words(use.text, language=passage.language).split())
        shared = len(words & asked)
        if 2 * shared > len(words) and shared > found[0]:
            found = (shared, formula)
    return found[1]


def _theirs(collection: Collection, passage: Passage) -> Piece:
    """The earlier sentence; without its words where its source may only be linked."""
    quotable = may_quote(collection, collection.renderings.get(passage.rendering))
    return Piece(
        statement=passage.statement,
        rendering=passage.rendering,
        start=passage.start,
        end=passage.end,
        text=passage.text if quotable else "",
        language=passage.language,
    )
