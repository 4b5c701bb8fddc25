"""Every sentence of a collection in own words, ready to be asked whether somebody said a thing before.

Owns when a language's sentences are read, and by which weights they are compared. Keeps nothing of what is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from tracker.language.names.gazetteer import Gazetteer, default_gazetteer
from tracker.language.texts.canon import canonical_all
from tracker.match import epochs
from tracker.match.epochs import Epoch
from tracker.match.joining import rule
from tracker.match.joining.lookup import Lookup
from tracker.model import Passage


class Sentences(Protocol):
    """What is needed of a store."""

    def wordings(self, language: str) -> Sequence[tuple[str, str, str]]:
        """Id, statement and text of every whole sentence in own words of a language."""
        ...

    def passages_of(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """The passages of these ids, by id."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A sentence of the collection that is the same wording as the one asked for, and how alike they are."""

    passage: str
    statement: str
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is known of one sentence: its repeats, the most alike first; `short` if it has too few words to tell."""

    repeats: tuple[Repeat, ...]
    short: bool


class Known:
    """The sentences of one state of a store. Any thread may ask; a language is read when it is first asked for."""

    def __init__(self, store: Sentences, *, epoch: Epoch | None = None, gazetteer: Gazetteer | None = None) -> None:
        self.epoch = epoch or epochs.current()
        self._store = store
        self._gazetteer = gazetteer or default_gazetteer()
        self._held: dict[str, tuple[Lookup, tuple[tuple[str, str], ...]]] = {}
        self._lock = Lock()

    def ask(self, sentences: Sequence[str], *, language: str) -> list[Answer]:
        """For each sentence everything in the collection that says it in the same words, by the rule of matching."""
        lookup, places = self._language(rule.primary(language))
        forms = canonical_all(sentences, language=language, gazetteer=self._gazetteer)
        return [
            Answer(
                repeats=tuple(
                    Repeat(passage=places[one.number][0], statement=places[one.number][1], similarity=one.similarity)
                    for one in matches
                ),
                short=rule.content_terms(form) < rule.MEMBER_TERMS,
            )
            for form, matches in zip(forms, lookup.alike(forms), strict=True)
        ]

    def passage(self, passage: str) -> Passage | None:
        """One sentence of the collection."""
        return self._store.passages_of([passage]).get(passage)

    def _language(self, language: str) -> tuple[Lookup, tuple[tuple[str, str], ...]]:
        with self._lock:
            if language not in self._held:
                rows = self._store.wordings(language)
                texts = [text for _, _, text in rows]
                forms = canonical_all(texts, language=language, gazetteer=self._gazetteer)
                lookup = Lookup(forms, language=language, weigh=self.epoch.weigher(language))
                self._held[language] = (lookup, tuple((key, statement) for key, statement, _ in rows))
            return self._held[language]
