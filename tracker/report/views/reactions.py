"""How each statement answers an incident: how soon, yes or no to the six questions, and what is missing from it.

Owns what is said of one statement beside one incident, for pages and programs alike. Never compares issuers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.match.incidents.missing import Habit, missing_moves
from tracker.model import Evidence, Incident, Statement
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.links import Link, page
from tracker.report.views.lags import Lag, lag_after
from tracker.report.views.questions import Answer, answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A habitual move that is missing, in words, with the earlier statements that made it."""

    text: str
    before: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """One statement beside one incident. `partly`: habits are known, but too little of the words is."""

    statement: Statement
    lag: Lag
    answers: tuple[Answer, ...]
    habit: Habit
    missing: tuple[Gone, ...]

    @property
    def partly(self) -> str:
        """What to say where a short quotation hides whether anything is missing."""
        return say("missing.partly") if self.habit.partly else ""


def reaction(collection: Collection, incident: Incident, statement: Statement) -> Reaction:
    """What there is to say of a statement of an incident. A reporter's words show no habit, and lack none."""
    habit = Habit()
    if statement.issuer and statement.evidence.own_words:
        habit = missing_moves(incident, collection.incidents, collection.answered(statement.issuer, incident))
    return Reaction(
        statement=statement,
        lag=lag_after(incident, statement.date),
        answers=answers(collection, statement),
        habit=habit,
        missing=tuple(_gone(collection, one.move, one.done, one.of, one.before) for one in habit.missing),
    )


def _gone(collection: Collection, move: str, done: int, of: int, before: tuple[str, ...]) -> Gone:
    links = (collection.statements[key] for key in before if key in collection.statements)
    return Gone(
        text=say("missing.move", move=say(f"move.{move}"), done=done, of=of),
        before=tuple(Link(one.date.iso[:10] if one.date else one.id, page("statements", one.id)) for one in links),
    )


def said_shape(collection: Collection, incident: Incident) -> list[dict[str, Any]]:
    """Every statement of an incident for programs: how soon, the six answers, what is missing."""
    found = (collection.statements[key] for key in incident.statements if key in collection.statements)
    return [_shape(reaction(collection, incident, one)) for one in found]


def _shape(one: Reaction) -> dict[str, Any]:
    return {
        "statement": one.statement.id,
        "issuer": one.statement.issuer,
        "evidence": one.statement.evidence.value,
        "lag": one.lag.shape,
        "answers": {
            answer.question.value: {"state": answer.state, "label": answer.label, "words": answer.words}
            for answer in one.answers
        },
        "missing": [
            {"move": gone.move.value, "done": gone.done, "of": gone.of, "before": list(gone.before)}
            for gone in one.habit.missing
        ],
        "quoted_only_in_part": one.habit.partly,
    }


def observed_shape(collection: Collection, incident: Incident) -> list[dict[str, Any]]:
    """What is known of every issuer for programs; who spoke has the statements, the best evidence and the lag."""
    return [
        {"issuer": one.issuer, "state": one.state.value, "reason": one.reason}
        | _spoken(collection, incident, one.issuer)
        for one in collection.observations(incident.id)
    ]


def spoken(collection: Collection, incident: Incident, issuer: str) -> list[Statement]:
    """The statements of an issuer about an incident, those on the best evidence first, then the earliest."""
    return list(collection.answering.get((incident.id, issuer), ()))


def _spoken(collection: Collection, incident: Incident, issuer: str) -> dict[str, Any]:
    own = spoken(collection, incident, issuer)
    if not own:
        return {}
    first = min((one.date for one in own if one.date), key=lambda date: (date.start, date.end), default=None)
    level = own[0].evidence
    return {
        "statements": [one.id for one in own],
        "evidence": level.value,
        "as_reported_by": None if level is Evidence.OFFICIAL else _outlet(collection, own[0]),
        "lag": lag_after(incident, first).shape,
    }


def _outlet(collection: Collection, statement: Statement) -> str | None:
    main = collection.main(statement)
    return collection.outlet(main) if main else None
