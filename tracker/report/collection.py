"""One look at the whole store, so that all pages of one build speak of the same state.

Owns lookups between the nouns, the default filter and the rights of each text. Never writes, never renders.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from tracker.model import (
    DEFAULT_MOVES,
    Channel,
    Corrected,
    Display,
    Evidence,
    Form,
    Formula,
    Incident,
    Issuer,
    Observation,
    Origin,
    Passage,
    Presence,
    Rendering,
    Statement,
    Use,
    Version,
    When,
)
from tracker.report.labels import say
from tracker.report.lasting import lasting
from tracker.report.links import Link, page
from tracker.report.moments import order
from tracker.report.reading import Reading
from tracker.report.rights import Span, visible
from tracker.report.tally import Tally, taken_up, tallies

Value = TypeVar("Value")
_HASHED = re.compile(r"([0-9a-f]{4})[0-9a-f]{8,}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What one issuer said about one incident, in order of date, with the end of that incident."""

    ended: datetime
    incident: str
    said: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """That an issuer said something about an incident: when, in what language, on what evidence."""

    date: When | None
    language: str
    evidence: Evidence


@dataclass(frozen=True)
class Collection:
    """The store's content by id, with what pages ask of it."""

    store: Reading
    statements: Mapping[str, Statement]
    renderings: Mapping[str, Rendering]
    issuers: Mapping[str, Issuer]
    formulas: Mapping[str, Formula]
    incidents: Mapping[str, Incident]
    channels: Mapping[str, Channel]
    beginnings: Mapping[str, date]
    _passages: dict[str, tuple[Passage, ...]] = field(default_factory=dict, repr=False)
    _origins: dict[str, tuple[Origin, ...]] = field(default_factory=dict, repr=False)
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, store: Reading) -> Collection:
        """Everything but passages, origins and versions, which are read when a page asks for them."""
        with lasting():
            return cls(
                store=store,
                statements={one.id: one for one in sorted(store.statements(), key=lambda s: (order(s.date), s.id))},
                renderings={one.id: one for one in store.renderings()},
                issuers={one.id: one for one in sorted(store.issuers(), key=lambda i: i.id)},
                formulas={one.id: one for one in sorted(store.formulas(), key=lambda f: f.id)},
                incidents={one.id: one for one in sorted(store.incidents(), key=lambda i: (order(i.start), i.id))},
                channels={one.id: one for one in sorted(store.channels(), key=lambda c: c.id)},
                beginnings={one.source: one.day for one in store.beginnings()},
            )

    def once(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """A value that several pages show, made from this collection for the first that asks; it must be read whole."""
        if key not in self._made:
            self._made[key] = make()
        made: Value = self._made[key]
        return made

    @property
    def files_alone(self) -> bool:
        """Whether no issuer's channel is read here: then nothing can be said of who did not speak."""
        return all(map(_is_import, self.channels))

    def passages(self, statement: str) -> tuple[Passage, ...]:
        """Whole sentences of a statement, in text order; clauses are left out."""
        if statement not in self._passages:
            found = [one for one in self.store.passages(statement) if not one.clause]
            self._passages[statement] = tuple(sorted(found, key=lambda p: (p.rendering, p.start, p.end, p.id)))
        return self._passages[statement]

    def origins(self, statement: str) -> tuple[Origin, ...]:
        """Origins of a statement's words, in text order."""
        if statement not in self._origins:
            found = self.store.origins(statement)
            self._origins[statement] = tuple(sorted(found, key=lambda o: (o.rendering, o.start, o.end, o.kind)))
        return self._origins[statement]

    def observations(self, incident: str) -> tuple[Observation, ...]:
        """What is known of each issuer after an incident, by issuer."""
        return tuple(sorted(self.store.observations(incident), key=lambda o: o.issuer))

    def versions(self, rendering: str) -> Sequence[Version]:
        """Every version of a rendering's text, first to last."""
        return self.store.versions(rendering)

    @cached_property
    def corrected(self) -> Mapping[str, tuple[Corrected, ...]]:
        """What people decided of each thing, by its id, in the order of their file."""
        found: dict[str, list[Corrected]] = defaultdict(list)
        for one in self.store.corrected():
            found[one.thing].append(one)
        return {key: tuple(sorted(value, key=lambda c: c.number)) for key, value in found.items()}

    @cached_property
    def presences(self) -> Mapping[tuple[str, str], Presence]:
        """What was last noted of an address, by source: that it vanished, or that it is there again."""
        return {(one.source, one.url): one for one in self.store.presences()}

    @cached_property
    def uses(self) -> Mapping[str, tuple[tuple[Formula, Use], ...]]:
        """Each statement's uses of formulas, in text order."""
        found: dict[str, list[tuple[Formula, Use]]] = defaultdict(list)
        for formula in self.formulas.values():
            for use in formula.uses:
                found[use.statement].append((formula, use))
        return {key: tuple(sorted(value, key=lambda u: (u[1].start, u[0].id))) for key, value in found.items()}

    def tallies(self, formula: str) -> Mapping[str, Tally]:
        """How often a phrasing had been used by each statement that uses it, in order of time."""
        return self.once(("tallies", formula), lambda: tallies(self.formulas[formula].uses, self.statements))

    def tally(self, formula: str, statement: str) -> Tally:
        """How often a phrasing had been used by the time of a statement that uses it."""
        return self.tallies(formula)[statement]

    def taken_up(self, formula: str) -> Mapping[str, When | None]:
        """When each issuer first used a phrasing in its own words."""
        return self.once(("taken up", formula), lambda: taken_up(self.formulas[formula].uses, self.statements))

    def returned(self, formula: str) -> bool:
        """Whether a phrasing is known after more than one incident."""
        return self.formulas[formula].incidents > 1

    @cached_property
    def by_issuer(self) -> Mapping[str, Sequence[Statement]]:
        """Each issuer's statements in order of date, joint ones under every party."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements.values():
            for party in dict.fromkeys(party.issuer for party in statement.parties):
                found[party].append(statement)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def occasions(self) -> Mapping[str, Sequence[Occasion]]:
        """What each issuer said in its own words about each incident, in the order in which the incidents ended."""
        found: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        for issuer, said in self.by_issuer.items():
            for one in said:
                for incident in one.incidents if one.evidence.own_words else ():
                    found[issuer][incident].append(one)
        return {
            issuer: sorted(
                (self._occasion(incident, said) for incident, said in of.items()),
                key=lambda one: (one.ended, one.incident),
            )
            for issuer, of in found.items()
        }

    def _occasion(self, incident: str, said: Iterable[Statement]) -> Occasion:
        """What has no date was not over before anything began."""
        held = self.incidents.get(incident)
        return Occasion(ended=order((held.end or held.start) if held else None)[1], incident=incident, said=tuple(said))

    def answered(self, issuer: str, incident: Incident) -> dict[str, Sequence[Statement]]:
        """What an issuer said in its own words about incidents that had ended before this one began, and about this."""
        own = self.occasions.get(issuer, ())
        began = order(incident.start)[0]
        upto = bisect_right(own, began, key=lambda one: one.ended)
        found: dict[str, Sequence[Statement]] = {one.incident: one.said for one in own[:upto]}
        here = [one for one in self.answering.get((incident.id, issuer), ()) if one.evidence.own_words]
        return found | {incident.id: here} if here else found

    @cached_property
    def replies(self) -> Mapping[str, Sequence[Statement]]:
        """What each issuer said about incidents in its own words, in order of date."""
        found = (
            (key, [s for s in said if s.incidents and s.evidence.own_words]) for key, said in self.by_issuer.items()
        )
        return {issuer: said for issuer, said in found if said}

    def replied(self, issuer: str, statement: Statement) -> dict[str, list[Reply]]:
        """What an issuer said in its own words no later than one of its own, in order of date, by incident."""
        found: dict[str, list[Reply]] = defaultdict(list)
        own = self.replies.get(issuer, ())
        for one in own[: bisect_right(own, order(statement.date), key=lambda one: order(one.date))]:
            reply = Reply(date=one.date, language=one.language, evidence=one.evidence)
            for incident in one.incidents:
                found[incident].append(reply)
        return found

    @cached_property
    def firsts(self) -> list[datetime]:
        """When the first statement of each issuer that has a dated one was over, in order."""
        return sorted(own[0].date.end for own in self.by_issuer.values() if own[0].date)

    def begun(self, when: When) -> int:
        """How many issuers have a statement from before that time."""
        return bisect_right(self.firsts, when.start)

    @cached_property
    def answering(self) -> Mapping[tuple[str, str], tuple[Statement, ...]]:
        """Statements by incident and issuer, those on the best evidence first, then the earliest."""
        found: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for statement in self.statements.values():
            for incident in dict.fromkeys(statement.incidents):
                for party in dict.fromkeys(party.issuer for party in statement.parties):
                    found[incident, party].append(statement)
        return {key: tuple(sorted(value, key=lambda s: s.evidence.rank)) for key, value in found.items()}

    def before(self, issuer: str, statement: Statement) -> Iterator[Statement]:
        """An issuer's statements before one of its own in the order of `by_issuer`, the latest first."""
        own = self.by_issuer.get(issuer, ())
        place = bisect_left(own, (order(statement.date), statement.id), key=lambda one: (order(one.date), one.id))
        return (own[at] for at in range(place - 1, -1, -1))

    def after(self, issuer: str, statement: Statement) -> Statement | None:
        """The next of an issuer's statements after one of its own."""
        own = self.by_issuer.get(issuer, ())
        place = bisect_right(own, (order(statement.date), statement.id), key=lambda one: (order(one.date), one.id))
        return own[place] if place < len(own) else None

    @cached_property
    def collected(self) -> Mapping[str, tuple[date | None, bool]]:
        """From when on each issuer is collected, and whether all of it was taken in from files."""
        named: dict[str, set[str]] = defaultdict(set)
        for channel in self.channels.values():
            if channel.issuer and channel.id in self.beginnings:
                named[channel.issuer].add(channel.id)
        found = {}
        for issuer in dict.fromkeys((*named, *self.by_issuer)):
            held = {one.source for statement in self.by_issuer.get(issuer, ()) if (one := self.main(statement))}
            days = (self.beginnings[one] for one in named.get(issuer) or held if one in self.beginnings)
            found[issuer] = (min(days, default=None), bool(held) and all(map(_is_import, held)))
        return found

    def begins(self, issuer: str) -> date | None:
        """From when on anything of an issuer is collected: the earliest of its channels, else of where it is quoted."""
        return self.collected.get(issuer, (None, False))[0]

    def since(self, issuer: str) -> str:
        """The same in words for a table; files that were taken in are collected since no day."""
        day, imported = self.collected.get(issuer, (None, False))
        return str(day) if day else say("coverage.imported") if imported else ""

    def main(self, statement: Statement) -> Rendering | None:
        """The rendering whose text the statement's text is."""
        return self.renderings.get(statement.renderings[0]) if statement.renderings else None

    def voiced(self, statement: Statement) -> tuple[Rendering, ...]:
        """The renderings that together are the statement's own words.

        One official text says it all; of what is only quoted, every quotation counts that no other one holds.
        """
        main = self.main(statement)
        if main is None or not main.evidence.own_words:
            return ()
        if main.form is not Form.EXCERPT:
            return (main,)
        chosen: list[Rendering] = []
        held = (self.renderings[one] for one in statement.renderings if one in self.renderings)
        for one in held:
            fit = one.form is Form.EXCERPT and one.evidence.own_words and one.language == main.language
            if fit and not any(_folded(one) in _folded(other) for other in chosen):
                chosen.append(one)
        return tuple(chosen)

    def display(self, source: str) -> Display:
        """How much of a source's texts may be shown; quoting only, when the source is unknown."""
        channel = self.channels.get(source)
        return channel.display if channel else Display.QUOTE

    def visible(self, statement: Statement, rendering: Rendering | None) -> tuple[Span, ...]:
        """The spans of a rendering's text that may be shown on pages and in exports."""
        if rendering is None:
            return ()
        return visible(rendering, self.display(rendering.source), self._quotable(statement, rendering))

    def _quotable(self, statement: Statement, rendering: Rendering) -> Iterable[Span]:
        """Sentences worth quoting: those that evaluate, and those that return elsewhere."""
        for passage in self.passages(statement.id):
            if passage.rendering == rendering.id and DEFAULT_MOVES.intersection(passage.moves):
                yield passage.start, passage.end
        for _, use in self.uses.get(statement.id, ()):
            if use.rendering == rendering.id and use.version == rendering.version:
                yield use.start, use.end

    def text_of(self, rendering: str, version: int) -> str:
        """The text of one version; the current text when that version is not kept."""
        held = self.renderings.get(rendering)
        if held is None:
            return ""
        if held.version != version:
            for one in self.versions(rendering):
                if one.number == version:
                    return one.text
        return held.text

    def issuer_name(self, issuer: str | None) -> str:
        """An issuer's name; its id when nothing else is known."""
        if not issuer:
            return say("issuer.unknown")
        held = self.issuers.get(issuer)
        return held.name if held else issuer

    def issuer_link(self, issuer: str | None) -> Link:
        """An issuer's name with its page, if it has said anything."""
        href = page("issuers", issuer) if issuer and issuer in self.by_issuer else ""
        return Link(self.issuer_name(issuer), href)

    def issuer_names(self, statement: Statement) -> str:
        """All parties of a statement in one line."""
        names = dict.fromkeys(self.issuer_name(party.issuer) for party in statement.parties)
        return ", ".join(names) or say("issuer.unknown")

    def incident_link(self, incident: str) -> Link:
        """An incident's name with its page."""
        held = self.incidents.get(incident)
        return Link(held.name, page("incidents", incident)) if held else Link(incident)

    def outlet(self, rendering: Rendering) -> str:
        """Who reported it: the outlet as the article names it, else the source's name."""
        article = self.renderings.get(rendering.parent or "")
        channel = self.channels.get(rendering.source)
        named = rendering.outlet or (article.outlet if article else "")
        if named or channel is None or not _is_import(rendering.source):
            return named or (channel.name if channel else "") or rendering.source
        return say("evidence.a_report_in", source=_short(rendering.source.removeprefix("import:")))


def _is_import(source: str) -> bool:
    return source.startswith("import:")


def _short(name: str) -> str:
    """A file's name whose tail is a hash, with as much of the hash as tells it apart."""
    return _HASHED.sub(r"\1", name)


def _folded(rendering: Rendering) -> str:
    return " ".join(rendering.text.casefold().split()).strip(" .,;:")


def by_default(moves: Iterable[object]) -> bool:
    """Whether the default filter shows this: it condemns, is concerned, condoles, blames or stands with."""
    return not DEFAULT_MOVES.isdisjoint(moves)
