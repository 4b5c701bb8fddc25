"""Rows of recurring phrasings and their uses.

Owns what stands in these columns, passim's names among them. Never counts a use: matching did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tracker.model import Formula, How, Use
from tracker.report.collection import Collection
from tracker.report.tables.shapes import formula_row
from tracker.report.tables.texts import codes_of, iso
from tracker.report.views.bands import may_quote

Record = dict[str, Any]


def formulas(collection: Collection) -> Iterator[Record]:
    """One row a phrasing, by id."""
    for formula in collection.formulas.values():
        row = formula_row(collection, formula)
        first = row.pop("first")
        yield {**row, **{f"first_{key}": value for key, value in first.items()}}


def uses(collection: Collection) -> Iterator[Record]:
    """One row a use, by phrasing and place."""
    for formula in collection.formulas.values():
        boiler = round(_boilerplate(collection, formula), 4)
        for use in sorted(formula.uses, key=lambda u: (u.statement, u.rendering, u.version, u.start)):
            quotable = may_quote(collection, collection.renderings.get(use.rendering))
            statement = collection.statements.get(use.statement)
            issuer, date = (statement.issuer, statement.date) if statement else (None, None)
            yield {
                "formula": formula.id,
                "statement": use.statement,
                "issuer": issuer,
                **codes_of(collection, issuer, date),
                "date": iso(date),
                "incident": statement.incidents[0] if statement and statement.incidents else None,
                "rendering": use.rendering,
                "version": use.version,
                "start": use.start,
                "end": use.end,
                "text": use.text if quotable else "",
                "similarity": use.similarity,
                "how": use.how.value,
                "flags": list(use.flags),
                "variant": use.variant,
                "cluster": formula.id,
                "size": len(formula.uses),
                "begin": use.start,
                "src": _source(collection, formula, use),
                "pboiler": boiler,
            }


def _source(collection: Collection, formula: Formula, use: Use) -> str | None:
    """The earliest use in the collection, for every later use in own words."""
    first = formula.first
    statement = collection.statements.get(use.statement)
    if use.how is How.REPORTED or first.statement is None or first.date is None or use.statement == first.statement:
        return None
    later = statement is not None and statement.date is not None and first.date.earlier_than(statement.date)
    return first.statement if later else None


def _boilerplate(collection: Collection, formula: Formula) -> float:
    """The share of pairs of uses that lie within one issuer; 0 for a single use."""
    held = (collection.statements.get(one.statement) for one in formula.uses)
    counts = Counter(one.issuer for one in held if one)
    total = counts.total()
    pairs = total * (total - 1)
    return sum(number * (number - 1) for number in counts.values()) / pairs if pairs else 0.0
