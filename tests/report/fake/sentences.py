"""The sentences of the invented world, as a store hands them to whoever checks a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.model import Passage
from tracker.report.collection import Collection
from tracker.report.known import Known


@dataclass
class Said:
    """Every sentence in own words."""

    collection: Collection

    def wordings(self, language: str) -> Sequence[tuple[str, str, str]]:
        held = (one for key in self.collection.statements for one in self.collection.passages(key))
        return [(p.id, p.statement, p.text) for p in held if p.evidence.own_words and p.language == language]

    def passages_of(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        held = (one for key in self.collection.statements for one in self.collection.passages(key))
        return {one.id: one for one in held if one.id in ids}


def known(collection: Collection) -> Known:
    return Known(Said(collection))
