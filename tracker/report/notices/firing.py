"""Which rules of alerts.yaml fire for which changes, and why: pure, over one collection.

Owns what a rule means. Speaks of official and quoted words alone; where too little is collected to tell what is new it
says so instead of firing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from tracker.model import Statement
from tracker.report.collection import Collection, by_default
from tracker.report.labels import count, say
from tracker.report.notices.stretches import new_stretch
from tracker.report.notices.terms import Term, hedges, terms_in
from tracker.report.views.across import since
from tracker.report.views.changes import Change, What
from tracker.report.views.entries import edited
from tracker.report.views.novelties import Novelties, Novelty
from tracker.report.views.told import again_line, plain, step_line
from tracker.report.views.wording import origin_note
from tracker.sources import Alerts, Rule

_ASKS = {"silent-edit": What.EDITED, "vanished": What.VANISHED}
#: New stretches of one statement that are looked up, the longest first.
_LOOKED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """One rule that one change set off: `why` in sentences, `quote` the place in a rendering's text that did it."""

    rule: Rule
    change: Change
    why: tuple[str, ...]
    rendering: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What fired, in the order of the changes and rules, and of which rule and issuer too little is collected."""

    fired: tuple[Fired, ...]
    untold: tuple[tuple[str, str], ...]


class Firing:
    """The rules over one collection."""

    def __init__(self, collection: Collection, alerts: Alerts) -> None:
        self._held = collection
        self._alerts = alerts
        self._novelties = Novelties(collection)
        self._untold: dict[tuple[str, str], None] = {}

    def over(self, found: Iterable[Change]) -> Outcome:
        """What the rules make of these changes."""
        self._untold.clear()
        fired = [one for change in found for rule in self._alerts.rules if (one := self._one(rule, change))]
        return Outcome(fired=tuple(fired), untold=tuple(sorted(self._untold)))

    def _one(self, rule: Rule, change: Change) -> Fired | None:
        statement = self._held.statements.get(change.statement)
        if statement is None or change.what is not _ASKS.get(rule.when, What.SAID):
            return None
        if not statement.evidence.own_words or not self._lets(rule, statement):
            return None
        if rule.when == "spoke":
            return Fired(rule=rule, change=change, why=(say("alert.spoke"),))
        if rule.when == "vanished":
            return Fired(rule=rule, change=change, why=(say("alert.vanished"),))
        if rule.when == "silent-edit":
            return self._edit(rule, change, statement)
        return self._new(rule, change, statement)

    def _lets(self, rule: Rule, statement: Statement) -> bool:
        """Whether the filters of a rule let a statement through."""
        parties = [party.issuer for party in statement.parties]
        known = [self._held.issuers[one] for one in parties if one in self._held.issuers]
        languages = {one.split("-", 1)[0] for one in rule.languages}
        return (
            bool(parties)
            and (rule.everything or by_default(statement.moves))
            and (not rule.issuers or not set(rule.issuers).isdisjoint(parties))
            and (not rule.countries or any(one.country in rule.countries for one in known))
            and (not rule.kinds or any(one.kind in rule.kinds for one in known))
            and (not languages or statement.language.split("-", 1)[0] in languages)
        )

    def _edit(self, rule: Rule, change: Change, statement: Statement) -> Fired | None:
        if not rule.worded:
            return Fired(rule=rule, change=change, why=(say("alert.edit", n=change.number),))
        added = " … ".join(one.text for one in edited(self._held, change) if one.kind == "new")
        term = next(terms_in(rule, added, statement.language), None)
        if term is None:
            return None
        return Fired(rule=rule, change=change, why=(say("alert.edit_added", n=change.number, term=term.name),))

    def _new(self, rule: Rule, change: Change, statement: Statement) -> Fired | None:
        if rule.when == "new-words" and rule.worded:
            return self._worded(rule, change, statement)
        found = self._novelties.of(statement, rested=timedelta(days=rule.days if rule.after == "rest" else 0))
        if rule.when == "strength-step":
            return self._step(rule, change, found)
        if rule.when == "phrasing-returns":
            return self._again(rule, change, found)
        return self._run(rule, change, found)

    def _worded(self, rule: Rule, change: Change, statement: Statement) -> Fired | None:
        """A term that neither the issuer nor its kin have used before in this collection."""
        hits: dict[str, tuple[str, Term]] = {}
        for one in self._held.voiced(statement):
            for term in self._terms(rule, one.text, statement):
                hits.setdefault(term.name, (one.id, term))
        if not hits:
            return None
        if not self._novelties.of(statement).vouched:
            self._untold[rule.name, statement.issuer or ""] = None
            return None
        earlier = self._earlier(statement)
        for other in reversed(earlier):  # most words were used lately, and then nothing older need be read
            for text in self._texts(other):
                for term in self._terms(rule, text, other):
                    hits.pop(term.name, None)
            if not hits:
                return None
        rendering, term = next(iter(hits.values()))
        return Fired(
            rule=rule,
            change=change,
            why=tuple(self._why_worded(statement, rendering, term, len(earlier))),
            rendering=rendering,
            start=term.start,
            end=term.end,
        )

    def _terms(self, rule: Rule, text: str, statement: Statement) -> Iterator[Term]:
        return terms_in(rule, text, statement.language)

    def _texts(self, statement: Statement) -> Iterator[str]:
        """All texts of a statement in its own words, today's and earlier ones."""
        for one in self._held.voiced(statement):
            yield one.text
            if one.version > 1:
                yield from (version.text for version in self._held.versions(one.id))

    def _earlier(self, statement: Statement) -> list[Statement]:
        """What the issuer, its parents and its offices said in that language and is not known to be later."""
        primary = statement.language.split("-", 1)[0]
        kin = self._novelties.kin
        own = {party.issuer for party in statement.parties}
        akin = [one for one in self._held.by_issuer if any(kin.kin(one, party) for party in own)]
        found = {one.id: one for issuer in akin for one in self._held.by_issuer[issuer]}
        return [
            one
            for one in found.values()
            if one.id != statement.id
            and one.evidence.own_words
            and one.language.split("-", 1)[0] == primary
            and not (one.date and statement.date and statement.date.earlier_than(one.date))
        ]

    def _why_worded(self, statement: Statement, rendering: str, term: Term, earlier: int) -> Iterator[str]:
        texts = count("noun.statement", earlier)
        yield say("alert.first", term=term.name, texts=texts, language=statement.language)
        yield from filter(None, [since(self._held, statement.issuer)])
        notes = [
            origin_note(self._held, one)
            for one in self._held.origins(statement.id)
            if one.rendering == rendering and one.start < term.end and one.end > term.start
        ]
        if notes:
            yield say("alert.origin", note="; ".join(dict.fromkeys(notes)))
        yield from self._hedged(statement, rendering, term)

    def _hedged(self, statement: Statement, rendering: str, term: Term) -> Iterator[str]:
        """That the sentence denies or supposes something, with the words that do."""
        for one in self._held.passages(statement.id):
            if one.rendering == rendering and one.start <= term.start < one.end:
                denying, supposing = hedges(one.text, statement.language)
                if denying:
                    yield say("alert.denies", words=", ".join(denying))
                if supposing:
                    yield say("alert.supposes", words=", ".join(supposing))

    def _step(self, rule: Rule, change: Change, found: Novelty) -> Fired | None:
        step = found.step
        if step is None or (rule.step != "any" and (rule.step == "up") is not step.up):
            return None
        return Fired(rule=rule, change=change, why=(plain(step_line(self._held, step)),))

    def _again(self, rule: Rule, change: Change, found: Novelty) -> Fired | None:
        fresh = [
            one
            for one in found.again
            if rule.after == "rest" or set(found.statement.incidents) - set(one.last.incidents)
        ]
        if not fresh:
            return None
        longest = max(fresh, key=lambda one: (one.days, one.formula.id))
        use = longest.use
        why = (plain(again_line(longest)),)
        return Fired(rule=rule, change=change, why=why, rendering=use.rendering, start=use.start, end=use.end)

    def _run(self, rule: Rule, change: Change, found: Novelty) -> Fired | None:
        """So many new words in a row, looked up in the whole collection before they are called new."""
        if not found.vouched:
            self._untold[rule.name, found.statement.issuer or ""] = None
            return None
        longest = sorted(found.words, key=lambda one: (one.start - one.end, one.rendering, one.start))
        looked = (new_stretch(self._held, found.statement, one, least=rule.words) for one in longest[:_LOOKED])
        stretch = next((one for one in looked if one is not None), None)
        if stretch is None:
            return None
        why = (say("alert.run", n=stretch.words), since(self._held, found.statement.issuer))
        return Fired(
            rule=rule,
            change=change,
            why=tuple(filter(None, why)),
            rendering=stretch.rendering,
            start=stretch.start,
            end=stretch.end,
        )
