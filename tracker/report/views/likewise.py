"""What an issuer said the last time that something of the same kind happened.

Owns which earlier statement is the like of another. Never compares official words with quoted ones.
"""

from __future__ import annotations

from itertools import islice

from tracker.model import DEFAULT_MOVES, Statement
from tracker.report.collection import Collection
from tracker.report.links import page

#: How many statements back an earlier one is looked for.
FAR = 400


def last_like(collection: Collection, statement: Statement) -> Statement | None:
    """The issuer's latest earlier statement, in its own words, after another incident of the same kind.

    Same language and kind of evidence; both evaluate, so that there is something to set side by side.
    """
    kinds = _kinds(collection, statement)
    if not kinds or statement.issuer is None or statement.date is None or not _evaluates(statement):
        return None
    for one in islice(collection.before(statement.issuer, statement), FAR):
        if (
            (one.language, one.evidence) == (statement.language, statement.evidence)
            and _evaluates(one)
            and one.date is not None
            and one.date.earlier_than(statement.date)
            and not set(one.incidents) & set(statement.incidents)
            and kinds & _kinds(collection, one)
        ):
            return one
    return None


def compared_at(statement: Statement) -> str:
    """The page on which a statement stands beside its issuer's last one after an incident of the same kind."""
    return page("compare", statement.id)


def beside_last(collection: Collection, statement: Statement) -> str:
    """That page, or nothing where no earlier statement is the like of this one."""
    return compared_at(statement) if last_like(collection, statement) else ""


def _evaluates(statement: Statement) -> bool:
    return statement.evidence.own_words and not DEFAULT_MOVES.isdisjoint(statement.moves)


def _kinds(collection: Collection, statement: Statement) -> set[str]:
    held = (collection.incidents[one] for one in statement.incidents if one in collection.incidents)
    return {one.kind for one in held if one.kind}
