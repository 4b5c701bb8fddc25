"""From when on the collection of each source can be trusted to be whole.

Owns what "earlier" can be worth. Pure; how far the passes over a source reached is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.match.observations import Coverage
from tracker.model import Beginning, Form, Rendering, Statement, When


class Beginnings:
    """From when on each source, and through its sources each issuer, can be trusted to be collected whole."""

    def __init__(
        self, statements: Iterable[Statement], renderings: Mapping[str, Rendering], coverage: Mapping[str, Coverage]
    ) -> None:
        self._collected = {
            source: When(one.begins.isoformat()) for source, one in sorted(coverage.items()) if one.begins
        }
        self._begins: dict[tuple[str, str], When] = {}
        self._reported: dict[tuple[str, str], When] = {}
        for statement in statements:
            for rendering in (renderings[key] for key in statement.renderings):
                begun = self._collected.get(rendering.source)
                if begun is None and rendering.source not in coverage:
                    begun = statement.date
                self._note(statement, rendering, begun)

    def _note(self, statement: Statement, rendering: Rendering, begun: When | None) -> None:
        held = self._begins if rendering.form is Form.STATEMENT else self._reported
        key = statement.issuer or "", rendering.language.split("-")[0]
        known = held.get(key)
        if begun and (known is None or begun.start < known.start):
            held[key] = begun

    def of(self, statement: Statement) -> When | None:
        """From when on its issuer is collected in its language: since the first of the sources that carry its texts.

        A feed's window is short, and the archive behind it reaches back further: the longest of them counts. A source
        that was taken in as files begins with its earliest statement. None for an issuer met in reports alone.
        """
        return self._begins.get((statement.issuer or "", statement.language.split("-")[0]))

    def all(self) -> tuple[Beginning, ...]:
        """From when on each source is collected; files that were taken in are dated, and collected since no day."""
        return tuple(Beginning(source=source, day=when.day) for source, when in sorted(self._collected.items()))
