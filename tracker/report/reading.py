"""What reports need to read, and nothing else.

Owns the list of reads that the store promises to reports. Never says how they are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

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


class Reading(Protocol):
    """The reads behind every page, table and JSON shape; each answers in a stable order."""

    def statements(self) -> Sequence[Statement]:
        """Every statement."""
        ...

    def renderings(self, form: Form | None = None) -> Sequence[Rendering]:
        """Every rendering with its current text, excerpts and articles included unless `form` narrows them."""
        ...

    def versions(self, rendering: str) -> Sequence[Version]:
        """Every version of one rendering's text, first to last; none for an excerpt."""
        ...

    def passages(self, statement: str) -> Sequence[Passage]:
        """Sentences and clauses of one statement."""
        ...

    def formulas(self) -> Sequence[Formula]:
        """Every formula with its uses."""
        ...

    def incidents(self) -> Sequence[Incident]:
        """Every incident."""
        ...

    def origins(self, statement: str) -> Sequence[Origin]:
        """Where the words of one statement come from."""
        ...

    def observations(self, incident: str) -> Sequence[Observation]:
        """Who spoke, from whom nothing was found, who cannot be observed, after one incident."""
        ...

    def beginnings(self) -> Sequence[Beginning]:
        """From when on each source is collected."""
        ...

    def corrected(self) -> Sequence[Corrected]:
        """The corrections that hold, by thing and number."""
        ...

    def presences(self) -> Sequence[Presence]:
        """When addresses vanished and returned, oldest first."""
        ...

    def issuers(self) -> Sequence[Issuer]:
        """Every issuer."""
        ...

    def channels(self) -> Sequence[Channel]:
        """Every source that the store has heard of."""
        ...

    def resolve(self, thing: str) -> str:
        """The living id behind an id or alias; UnknownId when there is none."""
        ...

    def search(self, words: str, limit: int = 20) -> Sequence[tuple[str, str]]:
        """Statement ids and snippets that hold the words, best first."""
        ...

    def holding(self, phrase: str) -> Sequence[str]:
        """The statements that hold these words in this order, as language.tokens.search_words gives them."""
        ...

    def epoch(self) -> str:
        """The version of weights and word lists that the last match used; empty before any."""
        ...
