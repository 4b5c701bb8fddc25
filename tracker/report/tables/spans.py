"""Rows of spans of text: sentences, what each does, and where the words come from.

Owns what stands in these columns, and that a span's words leave only where the source allows them. Never reads a
sentence: matching did.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from tracker.model import Move, Origin, Passage, Statement
from tracker.report.collection import Collection
from tracker.report.rights import Span
from tracker.report.tables.codes import event_code, event_context
from tracker.report.tables.texts import codes_of, iso, strength_of

Record = dict[str, Any]


def passages(collection: Collection) -> Iterator[Record]:
    """One row a sentence, by statement and place."""
    for statement in sorted(collection.statements.values(), key=lambda s: s.id):
        shown = Shown(collection, statement)
        for one in collection.passages(statement.id):
            own = one.evidence.own_words
            yield {
                "id": one.id,
                "statement": one.statement,
                "rendering": one.rendering,
                "version": one.version,
                "start": one.start,
                "end": one.end,
                "language": one.language,
                "evidence": one.evidence.value,
                "moves": [move.value for move in one.moves],
                **strength_of(one.evidence, one.strength.verb_class, one.strength.intensity),
                "strength_words": list(one.strength.words) if own else [],
                "target": one.strength.target if own else "",
                "negated": one.strength.negated if own else None,
                "hypothetical": one.strength.hypothetical if own else None,
                "text": shown.words(one.rendering, one.version, one.start, one.end),
            }


def moves(collection: Collection) -> Iterator[Record]:
    """One row a move of a sentence in the issuer's own words."""
    for statement in sorted(collection.statements.values(), key=lambda s: s.id):
        if not statement.evidence.own_words:
            continue
        about = {
            "issuer": statement.issuer,
            **codes_of(collection, statement.issuer, statement.date),
            "date": iso(statement.date),
            "incident": statement.incidents[0] if statement.incidents else None,
        }
        for one in collection.passages(statement.id):
            for move in dict.fromkeys(one.moves) if one.evidence.own_words else ():
                yield {"passage": one.id, "statement": statement.id, **about, **_move(one, move)}


def _move(passage: Passage, move: Move) -> Record:
    code = event_code(move, passage.strength.verb_class, text=passage.text, language=passage.language)
    return {
        "language": passage.language,
        "evidence": passage.evidence.value,
        "move": move.value,
        "verb_class": passage.strength.verb_class.value,
        "intensity": passage.strength.intensity,
        "target": passage.strength.target,
        "plover_event": code.event or None,
        "plover_mode": code.mode or None,
        "plover_context": list(event_context(passage)) if code.event or code.cameo else [],
        "cameo": code.cameo or None,
    }


def origins(collection: Collection) -> Iterator[Record]:
    """One row a span with where its words come from."""
    for statement in sorted(collection.statements.values(), key=lambda s: s.id):
        shown = Shown(collection, statement)
        about = {
            "issuer": statement.issuer,
            **codes_of(collection, statement.issuer, statement.date),
            "date": iso(statement.date),
            "language": statement.language,
        }
        for one in collection.origins(statement.id):
            yield {"statement": statement.id, **about, **_origin(one, shown)}


def _origin(one: Origin, shown: Shown) -> Record:
    return {
        "rendering": one.rendering,
        "version": one.version,
        "start": one.start,
        "end": one.end,
        "kind": one.kind.value,
        "source": one.source or None,
        "source_issuer": one.issuer or None,
        "source_date": iso(one.date),
        "text": shown.words(one.rendering, one.version, one.start, one.end),
    }


class Shown:
    """What of one statement's texts may leave, asked span by span."""

    def __init__(self, collection: Collection, statement: Statement) -> None:
        self._collection = collection
        self.spans = cache(lambda key: collection.visible(statement, collection.renderings.get(key)))

    def words(self, rendering: str, version: int, start: int, end: int) -> str:
        """The words of a span that lies within what may be shown; nothing of any other, nor of an earlier version."""
        held = self._collection.renderings.get(rendering)
        spans: tuple[Span, ...] = self.spans(rendering)
        if held is None or held.version != version or not any(a <= start and end <= b for a, b in spans):
            return ""
        return held.text[start:end]
