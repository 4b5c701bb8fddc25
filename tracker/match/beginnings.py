"""From when on the collection of each source can be trusted to be whole.

Owns what "earlier" can be worth. Pure; how far the passes over a source reached is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.match.observations import Coverage
from tracker.model import Beginning, Rendering, Statement, When


class Beginnings:
    """From when on the collection of a statement's source can be trusted to be whole."""

    def __init__(
        self, statements: Iterable[Statement], renderings: Mapping[str, Rendering], coverage: Mapping[str, Coverage]
    ) -> None:
        self._renderings = renderings
        self._collected = {
            source: When(one.begins.isoformat()) for source, one in sorted(coverage.items()) if one.begins
        }
        self._begins = dict(self._collected)
        for statement in statements:
            source = self._source(statement)
            known = self._begins.get(source)
            if statement.date and source not in coverage and (known is None or statement.date.start < known.start):
                self._begins[source] = statement.date

    def of(self, statement: Statement) -> When | None:
        """The declared beginning, else the earliest statement of the source in this collection."""
        return self._begins.get(self._source(statement))

    def all(self) -> tuple[Beginning, ...]:
        """From when on each source is collected; files that were taken in are dated, and collected since no day."""
        return tuple(Beginning(source=source, day=when.day) for source, when in sorted(self._collected.items()))

    def _source(self, statement: Statement) -> str:
        return self._renderings[statement.renderings[0]].source
