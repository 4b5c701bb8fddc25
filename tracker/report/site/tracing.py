"""A collection that notes what is read of it, so that it is known on what a page rests.

Owns what counts as reading each thing, by the numbers of `facts`. Whatever a view does with the collection is noted
here, none has to know of it; a read that cannot be told apart is noted as reading everything. Never composes a page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar, cast, overload

from tracker.model import (
    Corrected,
    Formula,
    Incident,
    Observation,
    Origin,
    Passage,
    Presence,
    Statement,
    Use,
    Version,
    When,
)
from tracker.report.collection import Collection, Reply, Value as Made
from tracker.report.moments import order
from tracker.report.reading import Reading
from tracker.report.site.asking import NotedStore
from tracker.report.site.facts import COURSE, REACH, SEEN, Facts, Shelf
from tracker.report.site.notes import Notes
from tracker.report.tally import Tally

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Noun = TypeVar("Noun")


class Noted(Mapping[Key, Value], Generic[Key, Value]):
    """A mapping that notes each key that is asked for; going through it, or counting it, is reading all of it."""

    def __init__(self, held: Mapping[Key, Value], shelf: Shelf[Key], notes: Notes) -> None:
        self._held, self._shelf, self._notes = held, shelf, notes

    def __getitem__(self, key: Key) -> Value:
        self._notes.read(self._shelf, key)
        return self._held[key]

    def get(self, key: Key, default: Any = None) -> Any:
        """As of a dictionary."""
        self._notes.read(self._shelf, key)
        return self._held.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._notes.read(cast("Shelf[Any]", self._shelf), key)
        return key in self._held

    def __iter__(self) -> Iterator[Key]:
        self._notes.seen.add(self._shelf.whole)
        return iter(self._held)

    def __len__(self) -> int:
        self._notes.seen.add(self._shelf.whole)
        return len(self._held)


class Said(Sequence[Statement]):
    """What one issuer said: a place that is asked for is noted alone, anything else is reading all of it."""

    def __init__(self, issuer: str, held: Sequence[Statement], facts: Facts, notes: Notes) -> None:
        self._issuer, self._held, self._facts, self._notes = issuer, held, facts, notes

    @overload
    def __getitem__(self, at: int) -> Statement: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Statement]: ...

    def __getitem__(self, at: int | slice) -> Statement | Sequence[Statement]:
        if isinstance(at, slice) or not 0 <= at < len(self._held):
            self._notes.read(self._facts.said, self._issuer)
            return self._held[at]
        self._notes.read(self._facts.places, (self._issuer, at))
        self._notes.read(self._facts.statements, self._held[at].id)
        return self._held[at]

    def __iter__(self) -> Iterator[Statement]:
        self._notes.read(self._facts.said, self._issuer)
        return iter(self._held)

    def __len__(self) -> int:
        self._notes.read(self._facts.counts, self._issuer)
        return len(self._held)


@dataclass(frozen=True, kw_only=True)
class Traced(Collection):
    """The same content, every read of which is noted. What is asked of the store itself is noted as well."""

    held: Collection
    facts: Facts
    notes: Notes

    @classmethod
    def over(cls, held: Collection, store: Reading) -> Traced:
        """This collection with an account of what is read; `store` is what it was read from."""
        facts, notes = Facts(held, store), Notes()
        phrasing = apart(Formula, REACH, lambda one: notes.read(facts.reaches, one.id))
        event = apart(Incident, COURSE, lambda one: notes.read(facts.courses, one.id))
        formulas = {key: phrasing(one) for key, one in held.formulas.items()}
        incidents = {key: event(one) for key, one in held.incidents.items()}
        return cls(
            store=NotedStore(store, facts, notes),
            statements=Noted(held.statements, facts.statements, notes),
            renderings=Noted(held.renderings, facts.renderings, notes),
            issuers=Noted(held.issuers, facts.issuers, notes),
            formulas=Noted(formulas, facts.formulas, notes),
            incidents=Noted(incidents, facts.incidents, notes),
            channels=Noted(held.channels, facts.channels, notes),
            beginnings=Noted(held.beginnings, facts.beginnings, notes),
            held=held,
            facts=facts,
            notes=notes,
        )

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Noted for every page that asks as it was read for the first."""
        value, read = super().once(key, lambda: self.notes.during(make))
        self.notes.add(read)
        return value

    def passages(self, statement: str) -> tuple[Passage, ...]:
        """Noted by statement."""
        self.notes.read(self.facts.passages, statement)
        return self.held.passages(statement)

    def origins(self, statement: str) -> tuple[Origin, ...]:
        """Noted by statement."""
        self.notes.read(self.facts.origins, statement)
        return self.held.origins(statement)

    def observations(self, incident: str) -> tuple[Observation, ...]:
        """Noted by incident."""
        self.notes.read(self.facts.observations, incident)
        return self.held.observations(incident)

    def versions(self, rendering: str) -> Sequence[Version]:
        """Noted by rendering, apart from when each was last seen."""
        self.notes.read(self.facts.versions, rendering)
        return [self._version(one) for one in self.held.versions(rendering)]

    @cached_property
    def _version(self) -> Callable[[Version], Version]:
        return apart(Version, SEEN, lambda one: self.notes.read(self.facts.sightings, one.rendering))

    @cached_property
    def corrected(self) -> Mapping[str, tuple[Corrected, ...]]:
        """Noted by thing."""
        return Noted(self.held.corrected, self.facts.corrected, self.notes)

    @cached_property
    def presences(self) -> Mapping[tuple[str, str], Presence]:
        """Noted by source and address."""
        return Noted(self.held.presences, self.facts.presences, self.notes)

    @cached_property
    def uses(self) -> Mapping[str, tuple[tuple[Formula, Use], ...]]:
        """Noted by statement, the phrasings as they are read."""
        return Uses(self.held.uses, self.facts.uses, self.notes, self.formulas)

    def tallies(self, formula: str) -> Mapping[str, Tally]:
        """Noted as all uses of the phrasing, and by each statement."""
        self.notes.read(self.facts.reaches, formula)
        found = self.held.tallies(formula)
        for statement in found:
            self.notes.read(self.facts.tallies, statement)
        return found

    def tally(self, formula: str, statement: str) -> Tally:
        """Noted by statement, so that what is used later does not matter."""
        self.notes.read(self.facts.tallies, statement)
        return self.held.tally(formula, statement)

    def returned(self, formula: str) -> bool:
        """Noted apart from how often it did."""
        self.notes.read(self.facts.returned, formula)
        return self.held.returned(formula)

    @cached_property
    def by_issuer(self) -> Mapping[str, Sequence[Statement]]:
        """Noted as it is read: whether an issuer has spoken, how often, what at which place, or all of it."""
        lists = {key: Said(key, said, self.facts, self.notes) for key, said in self.held.by_issuer.items()}
        return Noted(lists, self.facts.speaking, self.notes)

    @cached_property
    def answering(self) -> Mapping[tuple[str, str], tuple[Statement, ...]]:
        """Noted by incident and issuer, with the statements."""
        return Noted(self.held.answering, self.facts.answered, self.notes)

    def before(self, issuer: str, statement: Statement) -> Iterator[Statement]:
        """Noted step by step, so that a page does not rest on what stands behind the last one it looked at."""
        at = statement.id
        if (issuer, at) not in self.facts.before:
            self.notes.read(self.facts.said, issuer)
        for one in self.held.before(issuer, statement):
            self.notes.read(self.facts.before, (issuer, at))
            self.notes.read(self.facts.statements, one.id)
            yield one
            at = one.id
        self.notes.read(self.facts.before, (issuer, at))

    def after(self, issuer: str, statement: Statement) -> Statement | None:
        """Noted with the statement."""
        if not self.notes.read(self.facts.after, (issuer, statement.id)):
            self.notes.read(self.facts.said, issuer)
        if found := self.held.after(issuer, statement):
            self.notes.read(self.facts.statements, found.id)
        return found

    def answered(self, issuer: str, incident: Incident) -> dict[str, Sequence[Statement]]:
        """Noted as all up to the last of them, and that no other was over in time."""
        own = self.held.occasions.get(issuer, ())
        upto = bisect_right(own, order(incident.start)[0], key=lambda one: one.ended)
        self.notes.read(self.facts.occasions, (issuer, upto, "upto"))
        self.notes.read(self.facts.occasions, (issuer, upto, "next"))
        self.notes.read(self.facts.answered, (incident.id, issuer))
        return self.held.answered(issuer, incident)

    def replied(self, issuer: str, statement: Statement) -> dict[str, list[Reply]]:
        """Noted as all up to that statement."""
        self.notes.read(self.facts.replies, (issuer, statement.id))
        return self.held.replied(issuer, statement)

    def begun(self, when: When) -> int:
        """Noted as the last that was over by then and the first that was not."""
        number = self.held.begun(when)
        self.notes.read(self.facts.firsts, number - 1)
        self.notes.read(self.facts.firsts, number)
        return number

    @cached_property
    def collected(self) -> Mapping[str, tuple[date | None, bool]]:
        """Noted by issuer."""
        return Noted(self.held.collected, self.facts.since, self.notes)


def _as_everything(name: str) -> property:
    def read(self: Traced) -> Any:
        self.notes.seen.add(self.facts.everything)
        return getattr(self.held, name)

    return property(read)


# What a collection keeps after the first page that asked is not read again by the next one, and so not noted: where
# nothing above says what such a value rests on, it rests on everything.
for _name, _value in vars(Collection).items():
    if isinstance(_value, cached_property) and _name not in vars(Traced):
        setattr(Traced, _name, _as_everything(_name))


class Uses(Noted[str, tuple[tuple[Formula, Use], ...]]):
    """Uses by statement; each phrasing comes from the noted ones."""

    def __init__(
        self,
        held: Mapping[str, tuple[tuple[Formula, Use], ...]],
        shelf: Shelf[str],
        notes: Notes,
        formulas: Mapping[str, Formula],
    ) -> None:
        super().__init__(held, shelf, notes)
        self._formulas = formulas

    def __getitem__(self, key: str) -> tuple[tuple[Formula, Use], ...]:
        return tuple((self._formulas[formula.id], use) for formula, use in super().__getitem__(key))

    def get(self, key: str, default: Any = None) -> Any:
        """As of a dictionary."""
        return self[key] if super().__contains__(key) else default


def apart(noun: type[Noun], names: Sequence[str], note: Callable[[Noun], object]) -> Callable[[Noun], Noun]:
    """What makes nouns of the same content that tell when one of these fields is read."""
    held = {name: getattr(noun, name) for name in names}

    def telling(name: str) -> property:
        slot = held[name]

        def read(self: Noun) -> Any:
            note(self)
            return slot.__get__(self)

        return property(read, slot.__set__)

    made: Any = type(noun.__name__, (noun,), {"__slots__": (), **{name: telling(name) for name in names}})
    every = [one.name for one in fields(noun)]  # type: ignore[arg-type]  # every noun is a dataclass
    return lambda one: made(**{name: getattr(one, name) for name in every})
