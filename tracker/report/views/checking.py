"""A text of somebody's own, sentence by sentence: what is new in it, and who said the rest first.

Owns which earlier sentence stands beside each one. Never stores anything, and never says that words are new which are
too few to tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.language import moves as read_moves
from tracker.language.sentences import sentences
from tracker.match.drafts import own_statements
from tracker.model import Formula, How, Origin, OriginKind, Passage, Statement
from tracker.report.collection import Collection
from tracker.report.known import Answer, Known, Repeat
from tracker.report.labels import say
from tracker.report.moments import order
from tracker.report.views.bands import may_quote
from tracker.report.views.compare import Comparison, Piece, Row, Side

#: What stands in the place of a statement's id for the text that is checked, and for what stands beside it.
TEXT, EARLIEST = "text", "earliest"


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
    formula, passage = _earliest(collection, answer.repeats, known)
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
    moves = formula.moves if formula else read_moves(mine.text, language=mine.language)
    return Row(
        formula=formula.id if formula else None,
        template=formula.template if formula else "",
        move=moves[0].value if moves else "",
        cells=(replace(mine, origins=(origin,)), _theirs(collection, passage) if passage else None),
    )


def _earliest(collection: Collection, repeats: Sequence[Repeat], known: Known) -> tuple[Formula | None, Passage | None]:
    """The earliest of the sentences that say it, of one phrasing where the most alike belongs to one."""
    held = [one for one in repeats if one.statement in collection.statements]
    if not held:
        return None, None
    held.sort(key=lambda one: (-one.similarity, *_age(collection.statements[one.statement]), one.passage))
    best = known.passage(held[0].passage)
    formula = _formula(collection, best) if best else None
    users = set(own_statements(formula.uses)) if formula else set()
    among = [one for one in held if one.statement in users] or held
    first = min(among, key=lambda one: (*_age(collection.statements[one.statement]), -one.similarity, one.passage))
    return formula, known.passage(first.passage)


def _age(statement: Statement) -> tuple[object, ...]:
    return (*order(statement.date), statement.id)


def _formula(collection: Collection, passage: Passage) -> Formula | None:
    """The phrasing of which a sentence is a use, the one that covers most of it."""
    found: tuple[int, Formula | None] = (0, None)
    for formula, use in collection.uses.get(passage.statement, ()):
        if use.how is How.REPORTED or use.rendering != passage.rendering or use.version != passage.version:
            continue
        covered = min(use.end, passage.end) - max(use.start, passage.start)
        if covered > found[0]:
            found = (covered, formula)
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
