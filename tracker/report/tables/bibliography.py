"""The collection as a bibliography: one BibTeX entry a statement.

Owns the file. Never words a citation: views.citation does.
"""

from __future__ import annotations

from tracker.report.collection import Collection
from tracker.report.views.citation import cite


def bibliography(collection: Collection) -> bytes:
    """Every statement as its best text attests it, by id; keys are unique."""
    entries = []
    for statement in sorted(collection.statements.values(), key=lambda s: s.id):
        main = collection.main(statement)
        if main is not None:
            entries.append(cite(collection, statement, main).bibtex)
    return "".join(f"{one}\n\n" for one in entries).encode("utf-8", "replace")
