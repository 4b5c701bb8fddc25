"""The tables as data frames, for notebooks.

Owns the columns of the frames: those of the JSON shapes. Never imports pandas before a frame is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tracker.report.collection import Collection
from tracker.report.finding import find_issuer
from tracker.report.reading import Reading
from tracker.report.tables.shapes import formula_shape, incident_shape, issuer_shape, statement_shape
from tracker.report.views.across import Across, across
from tracker.report.views.compare import Comparison, compare

if TYPE_CHECKING:
    from pandas import DataFrame


class Frames:
    """What `tracker.open()` gives: the store's content as DataFrames, read once."""

    def __init__(self, store: Reading) -> None:
        self._store = store

    @cached_property
    def _collection(self) -> Collection:
        return Collection.read(self._store)

    def statements(self) -> DataFrame:
        """One row a statement; `date` as its source states it, `day` as a timestamp (missing when unknown)."""
        shapes = (statement_shape(self._collection, one) for one in self._collection.statements.values())
        return _dated(_frame(shapes), "date")

    def formulas(self) -> DataFrame:
        """One row a formula, most incidents first."""
        ordered = sorted(self._collection.formulas.values(), key=lambda f: (-f.incidents, -f.statements, f.id))
        return _frame(formula_shape(self._collection, one) for one in ordered)

    def uses(self) -> DataFrame:
        """One row a use of a formula."""
        rows = (
            {"formula": formula.id, "template": formula.template, **one}
            for formula in self._collection.formulas.values()
            for one in formula_shape(self._collection, formula)["passages"]
        )
        return _frame(rows)

    def incidents(self) -> DataFrame:
        """One row an incident, oldest first."""
        shapes = (incident_shape(self._collection, one) for one in self._collection.incidents.values())
        return _dated(_frame(shapes), "date")

    def issuers(self) -> DataFrame:
        """One row an issuer."""
        return _frame(issuer_shape(self._collection, one) for one in self._collection.issuers.values())

    def across(self, issuer: str) -> Across:
        """The view of one issuer across incidents, by id or by name."""
        return across(self._collection, find_issuer(self._collection, issuer))

    def compare(self, *ids: str) -> Comparison:
        """Two to twelve statements side by side."""
        return compare(self._collection, ids)


def _frame(rows: Iterable[dict[str, Any]]) -> DataFrame:
    import pandas as pd  # noqa: PLC0415  two thirds of a second that only notebooks should pay

    return pd.DataFrame(list(rows))


def _dated(frame: DataFrame, column: str) -> DataFrame:
    import pandas as pd  # noqa: PLC0415  see above

    if column in frame:
        days = frame[column].str.slice(0, 10).where(frame[column].str.len() >= len("2031-03-14"))
        frame["day"] = pd.to_datetime(days, errors="coerce")
    return frame
