"""Own words, masked and numbered: what origins are found in.

Owns the way from passages to token arrays, with names, dates and numbers as single slots. Never labels anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from tracker.language.names.gazetteer import Gazetteer
from tracker.language.texts.masks import Role, mask
from tracker.match.beginnings import Beginnings
from tracker.match.identity.kinship import Kinship
from tracker.match.observations import Coverage
from tracker.match.origins.agreed import load_agreed
from tracker.match.origins.origins import find_origins
from tracker.match.origins.repeats import Spoken
from tracker.match.origins.words import Vocabulary, Words
from tracker.model import Formula, Origin, Passage, Rendering, Statement
from tracker.sources.agreed import AgreedPhrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Lore:
    """What the reading of words needs beside the passages."""

    statements: Mapping[str, Statement]
    renderings: Mapping[str, Rendering]
    words: Mapping[str, Words]
    vocabulary: Vocabulary
    gazetteer: Gazetteer
    kin: Kinship
    coverage: Mapping[str, Coverage]
    agreed: Sequence[AgreedPhrase] = ()


def origins_of(passages: Iterable[Passage], lore: Lore, formulas: Sequence[Formula] = ()) -> Iterator[Origin]:
    """Origins of all own words, language by language. `passages` without furniture; `formulas` as found in them."""
    places: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.evidence.own_words and not passage.clause:
            places[passage.rendering].append(passage)
    by_language: dict[str, list[str]] = defaultdict(list)
    for key in sorted(places):
        by_language[lore.renderings[key].language.split("-")[0]].append(key)
    begins = Beginnings(lore.statements.values(), lore.renderings, lore.coverage)
    for language, keys in sorted(by_language.items()):
        spoken = [_spoken(key, places[key], lore) for key in keys]
        yield from find_origins(
            [one for one in spoken if len(one.ids)],
            lore.statements,
            kin=lore.kin,
            agreed=load_agreed(language, lore.vocabulary, lore.agreed),
            begins=begins.of,
            formulas=[formula for formula in formulas if formula.language == language],
        )


def _spoken(key: str, passages: Sequence[Passage], lore: Lore) -> Spoken:
    """The sentences of a rendering as one run of tokens, each slot a single one without content."""
    rendering, words = lore.renderings[key], lore.words[key]
    statement = lore.statements[passages[0].statement]
    slots = [
        (passage.start + slot.start, passage.start + slot.end, lore.vocabulary.number(f"{{{slot.role}}}"))
        for passage in sorted(passages, key=lambda p: p.start)
        for slot in mask(passage.text, language=rendering.language, gazetteer=lore.gazetteer)
    ]
    edges = np.array([(start, end) for start, end, _ in slots], dtype=np.int64).reshape(-1, 2)
    roles = np.array([role for _, _, role in slots], dtype=np.int32)
    at = np.searchsorted(edges[:, 0], words.starts, side="right") - 1
    inside = (at >= 0) & (words.starts < edges[at, 1]) if len(edges) else np.zeros(len(words), dtype=np.bool_)
    first = np.ones(len(words), dtype=np.bool_)
    first[1:] = ~(inside[1:] & inside[:-1] & (at[1:] == at[:-1]))
    kept, ranges = _in_sentences(words, passages, first)
    event = lore.vocabulary.number(f"{{{Role.EVENT}}}")  # hides a noun, so that it counts as a content word
    ends = words.ends.copy()
    ids = words.ids.copy()
    if len(edges):
        ends[inside] = np.maximum(edges[at[inside], 1], ends[inside])
        ids[inside] = roles[at[inside]]
    return Spoken(
        statement=statement.id,
        rendering=rendering.id,
        version=rendering.version,
        issuer=statement.issuer or "",
        begin=_seconds(statement.date.start) if statement.date else -np.inf,
        end=_seconds(statement.date.end) if statement.date else np.inf,
        ids=ids[kept],
        starts=words.starts[kept],
        ends=ends[kept],
        content=(np.where(inside, ids == event, words.content))[kept],
        slots=inside[kept],
        sentences=ranges,
    )


def _in_sentences(
    words: Words, passages: Sequence[Passage], first: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], tuple[tuple[int, int], ...]]:
    """The tokens of the given sentences, and where each sentence's tokens lie among them."""
    kept: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
    ranges: list[tuple[int, int]] = []
    total = 0
    # One look-up for all, in the type of the array: a key of another type makes numpy copy the whole text each time.
    spans = np.array(sorted((p.start, p.end) for p in passages), dtype=words.starts.dtype).reshape(-1, 2)
    for left, right in np.searchsorted(words.starts, spans):
        tokens = np.arange(left, right)[first[left:right]]
        if len(tokens):
            kept.append(tokens)
            ranges.append((total, total + len(tokens)))
            total += len(tokens)
    return (np.concatenate(kept) if kept else np.empty(0, dtype=np.int64)), tuple(ranges)


def _seconds(moment: datetime) -> float:
    return moment.timestamp()
