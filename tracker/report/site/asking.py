"""The store as a page may ask it itself, past the collection.

Owns what counts as reading each answer. What is told apart by thing is noted so, else as all of a kind or everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.model import (
    Beginning,
    Channel,
    Corrected,
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
    Version,
)
from tracker.report.reading import Reading
from tracker.report.site.facts import Facts, Shelf
from tracker.report.site.notes import Notes


class NotedStore:
    """The store as a page may ask it: by thing where that is told apart, else as reading everything of a kind."""

    def __init__(self, store: Reading, facts: Facts, notes: Notes) -> None:
        self._store, self._facts, self._notes = store, facts, notes

    def _all(self, *shelves: Shelf[Any]) -> Reading:
        self._notes.seen.update(shelf.whole for shelf in shelves)
        return self._store

    def statements(self) -> Sequence[Statement]:
        """Noted as all of them."""
        return self._all(self._facts.statements).statements()

    def renderings(self, form: Form | None = None) -> Sequence[Rendering]:
        """Noted as all of them."""
        return self._all(self._facts.renderings).renderings(form)

    def issuers(self) -> Sequence[Issuer]:
        """Noted as all of them."""
        return self._all(self._facts.issuers).issuers()

    def channels(self) -> Sequence[Channel]:
        """Noted as all of them."""
        return self._all(self._facts.channels).channels()

    def beginnings(self) -> Sequence[Beginning]:
        """Noted as all of them."""
        return self._all(self._facts.beginnings).beginnings()

    def formulas(self) -> Sequence[Formula]:
        """Noted as all of them with their uses."""
        return self._all(self._facts.formulas, self._facts.reaches).formulas()

    def incidents(self) -> Sequence[Incident]:
        """Noted as all of them with their statements."""
        return self._all(self._facts.incidents, self._facts.courses).incidents()

    def corrected(self) -> Sequence[Corrected]:
        """Noted as all of them."""
        return self._all(self._facts.corrected).corrected()

    def presences(self) -> Sequence[Presence]:
        """Noted as everything: older ones of an address are told apart nowhere."""
        self._notes.seen.add(self._facts.everything)
        return self._store.presences()

    def versions(self, rendering: str) -> Sequence[Version]:
        """Noted by rendering."""
        self._notes.read(self._facts.versions, rendering)
        self._notes.read(self._facts.sightings, rendering)
        return self._store.versions(rendering)

    def passages(self, statement: str) -> Sequence[Passage]:
        """Noted by statement."""
        self._notes.read(self._facts.passages, statement)
        return self._store.passages(statement)

    def origins(self, statement: str) -> Sequence[Origin]:
        """Noted by statement."""
        self._notes.read(self._facts.origins, statement)
        return self._store.origins(statement)

    def observations(self, incident: str) -> Sequence[Observation]:
        """Noted by incident."""
        self._notes.read(self._facts.observations, incident)
        return self._store.observations(incident)

    def epoch(self) -> str:
        """Noted."""
        self._notes.read(self._facts.epoch, "")
        return self._store.epoch()

    def resolve(self, thing: str) -> str:
        """Noted as everything, unless it is the id of a statement of today."""
        if not self._notes.read(self._facts.statements, thing):
            self._notes.seen.add(self._facts.everything)
        return self._store.resolve(thing)

    def holding(self, phrase: str) -> Sequence[str]:
        """Noted as all statements."""
        return self._all(self._facts.statements).holding(phrase)

    def search(self, words: str, limit: int = 20) -> Sequence[tuple[str, str]]:
        """Noted as everything."""
        self._notes.seen.add(self._facts.everything)
        return self._store.search(words, limit)
