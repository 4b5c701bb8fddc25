"""What a search found, as a table for spreadsheets and as JSON for programs.

Owns its columns. Never shows more of a text than the page does.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from tracker.model import Statement
from tracker.report.collection import Collection
from tracker.report.server.filters import Filters
from tracker.report.server.held import Held
from tracker.report.server.results import found_hits
from tracker.report.server.searching import search
from tracker.report.tables.export import defused
from tracker.report.tables.shapes import search_shape

#: Rows of one table: more are the export's (`tracker export`).
MOST_ROWS = 10_000
#: Results of one JSON answer.
SIZE = 100
_COLUMNS = (
    "id", "date", "issuer", "issuer_id", "country", "language", "evidence", "verb_class", "intensity", "moves",
    "incidents", "title", "url",
)  # fmt: skip


def searched_csv(held: Held, filters: Filters) -> bytes:
    """What was found, one statement a row, at most 10,000; cells that a spreadsheet would run are defused."""
    found = search(held, filters, size=MOST_ROWS)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for key in found.ids:
        writer.writerow([defused(cell) for cell in _row(held.collection, held.collection.statements[key])])
    return buffer.getvalue().encode("utf-8", "replace")


def _row(collection: Collection, one: Statement) -> tuple[object, ...]:
    main = collection.main(one)
    above = collection.renderings.get(main.parent or "") if main else None
    issuer = collection.issuers.get(one.issuer or "")
    own = one.evidence.own_words
    return (
        one.id,
        one.date.iso if one.date else None,
        collection.issuer_names(one),
        one.issuer,
        issuer.country if issuer else None,
        one.language,
        one.evidence.value,
        one.strength.verb_class.value if own else None,
        one.strength.intensity if own else None,
        [move.value for move in one.moves],
        list(one.incidents),
        one.title,
        (main.url if main else "") or (above.url if above else ""),
    )


def searched_json(held: Held, filters: Filters) -> dict[str, Any]:
    """What was found, a hundred a page, and the counts beside each filter; `next` is where the rest begins."""
    found = search(held, filters, size=SIZE)
    more = filters.page * SIZE < found.total
    with held.opened.named():
        results = search_shape(held.collection, found_hits(held.collection, found))
    return {
        "query": filters.q,
        "filters": {name: getattr(filters, name) for name in filters.narrowed},
        "order": found.order,
        "total": found.total,
        "results": results,
        "counts": {("strength" if name == "verb" else name): counts for name, counts in found.counts.items()},
        "forms": {asked: dict(named) for asked, (named, _) in found.forms},
        "next": "?" + filters.query(page=filters.page + 1) if more else None,
    }
