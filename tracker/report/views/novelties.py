"""What is new in one statement: words not found earlier, a step of strength, phrasings taken up or taken up again.

Owns when the collection can vouch for "first" and "again". Speaks of official and quoted words alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from tracker.match.identity.kinship import Kinship
from tracker.model import Formula, How, Origin, OriginKind, Statement, Use, VerbClass
from tracker.report.collection import Collection
from tracker.report.moments import order
from tracker.report.views.evidence import step
from tracker.report.views.standing import shown_by_default

#: A phrasing that rested this long is taken up again.
RESTED = timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A change of strength against `before`, the strongest that the issuer said on its last incident of that kind."""

    before: Statement
    up: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstUse:
    """A phrasing that this issuer uses for the first time in this collection; `by` used it before all others."""

    formula: Formula
    use: Use
    by: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A phrasing that the issuer had not used for `days`, over `between` other statements in that language."""

    formula: Formula
    use: Use
    last: Statement
    days: int
    between: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Novelty:
    """`words` are the origins "not found earlier". Not `vouched`: too little is collected to call anything new."""

    statement: Statement
    vouched: bool
    words: tuple[Origin, ...] = ()
    step: Step | None = None
    first: tuple[FirstUse, ...] = ()
    again: tuple[Again, ...] = ()


class Novelties:
    """Asks one collection, and of it no more than what was said before."""

    def __init__(self, collection: Collection) -> None:
        self._held = collection

    @cached_property
    def kin(self) -> Kinship:
        """Which issuers speak for each other."""
        return Kinship.over(self._held.issuers)

    def of(self, statement: Statement, *, rested: timedelta = RESTED) -> Novelty:
        """What is new in a statement; nothing where its words are a reporter's, or nobody is named for them."""
        if not statement.evidence.own_words or statement.issuer is None:
            return Novelty(statement=statement, vouched=False)
        voiced = {(one.id, one.version) for one in self._held.voiced(statement)}
        origins = [one for one in self._held.origins(statement.id) if (one.rendering, one.version) in voiced]
        vouched = bool(origins) and all(one.kind is not OriginKind.UNKNOWN for one in origins)
        return Novelty(
            statement=statement,
            vouched=vouched,
            words=tuple(one for one in origins if one.kind is OriginKind.NEW),
            step=self.step(statement),
            first=tuple(self._firsts(statement)) if vouched else (),
            again=tuple(self.again(statement, rested=rested)),
        )

    def step(self, statement: Statement) -> Step | None:
        """How strength changed against the issuer's last incident of the same kind, if it did.

        Compared are the strongest statements on either, in one language and on one kind of evidence. What is negated or
        only supposed is no evaluation that could be weaker or stronger, and where none was found none may have been
        read.
        """
        kinds = self._kinds(statement)
        if not kinds or statement.issuer is None or not _plain(statement):
            return None
        if any(one.strength.order > statement.strength.order for one in self._on_same(statement, like=statement)):
            return None
        earlier = (one for one in self._held.before(statement.issuer, statement) if _before(one, statement))
        last = next((one for one in earlier if not _shares(one, statement) and self._like(one, statement)), None)
        if last is None:
            return None
        there = [
            one
            for one in self._on_same(last, like=statement)
            if not _shares(one, statement) and _before(one, statement)
        ]
        before = max(there, key=lambda one: (one.strength.order, order(one.date), one.id))
        words = step(before.strength, statement.strength)
        return Step(before=before, up=statement.strength.order > before.strength.order, words=words) if words else None

    def again(self, statement: Statement, *, rested: timedelta = RESTED) -> Iterator[Again]:
        """Phrasings that the issuer used before, but not for so long, though it spoke between."""
        if statement.date is None or statement.issuer is None:
            return
        for formula, use in _own_uses(self._held, statement):
            own = [one for one, _ in self._users(formula) if self._akin(one, statement) and one.id != statement.id]
            before = [one for one in own if _before(one, statement)]
            if not before or any(not _before(one, statement) and not _before(statement, one) for one in own):
                continue
            last = max(before, key=lambda one: (order(one.date), one.id))
            assert last.date is not None
            days = last.date.days_until(statement.date)
            between = self._between(last, statement) if days >= rested.days else 0
            if between:
                yield Again(formula=formula, use=use, last=last, days=days, between=between)

    def _firsts(self, statement: Statement) -> Iterator[FirstUse]:
        """Phrasings that others used before; this issuer, its parents and its offices did not, not even by report."""
        for formula, use in _own_uses(self._held, statement):
            users = [(one, how) for one, how in self._users(formula) if one.id != statement.id]
            if any(self._akin(one, statement) and not _before(statement, one) for one, _ in users):
                continue
            own = [one for one, how in users if how is not How.REPORTED and one.issuer and _before(one, statement)]
            if own:
                first = min(own, key=lambda one: (order(one.date), one.id))
                yield FirstUse(formula=formula, use=use, by=first)

    def _users(self, formula: Formula) -> Iterator[tuple[Statement, How]]:
        for use in formula.uses:
            if use.statement in self._held.statements:
                yield self._held.statements[use.statement], use.how

    def _akin(self, one: Statement, other: Statement) -> bool:
        return any(self.kin.kin(a.issuer, b.issuer) for a in one.parties for b in other.parties)

    def _kinds(self, statement: Statement) -> frozenset[str]:
        held = (self._held.incidents[one].kind for one in statement.incidents if one in self._held.incidents)
        return frozenset(kind for kind in held if kind)

    def _on_same(self, about: Statement, *, like: Statement) -> Iterator[Statement]:
        """What the issuer said on the incidents of a statement that can be compared with another one of its own.

        What is later than the other one is left out: it is no part of what stood when that was said.
        """
        for incident in about.incidents:
            for one in self._held.answering.get((incident, like.issuer or ""), ()):
                if self._like(one, like) and not _before(like, one):
                    yield one

    def _like(self, one: Statement, other: Statement) -> bool:
        """Whether both tell how strongly the issuer spoke, in one language, on one kind of evidence and incident."""
        comparable = one.language == other.language and one.evidence is other.evidence and _plain(one)
        return comparable and not self._kinds(one).isdisjoint(self._kinds(other))

    def _between(self, first: Statement, last: Statement) -> int:
        """How often the issuer spoke in that language, in its own words, between two of its statements."""
        number = 0
        for one in self._held.before(last.issuer or "", last):
            if order(one.date) < order(first.date):
                break
            spoke = one.evidence.own_words and one.language == last.language
            number += spoke and _before(first, one) and _before(one, last)
        return number


def _plain(statement: Statement) -> bool:
    """Whether a statement tells how strongly its issuer evaluates: dated, in its own words, unhedged."""
    read = statement.strength
    evaluates = statement.evidence.own_words and read.verb_class is not VerbClass.NONE
    return evaluates and not read.negated and not read.hypothetical and statement.date is not None


def _shares(one: Statement, other: Statement) -> bool:
    return not set(one.incidents).isdisjoint(other.incidents)


def _before(one: Statement, other: Statement) -> bool:
    return one.date is not None and other.date is not None and one.date.earlier_than(other.date)


def _own_uses(collection: Collection, statement: Statement) -> Iterator[tuple[Formula, Use]]:
    """Each phrasing that a statement uses in its own words, once; what only informs says nothing of a stance."""
    seen = set[str]()
    for formula, use in collection.uses.get(statement.id, ()):
        if use.how is not How.REPORTED and formula.id not in seen and shown_by_default(formula):
            seen.add(formula.id)
            yield formula, use
