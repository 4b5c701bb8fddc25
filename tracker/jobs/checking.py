"""The job that lays a text of somebody's own beside the phrasings of a collection.

Owns by what it is judged: the weights and names that the collection's own matching uses. Stores nothing.
"""

from __future__ import annotations

from functools import partial

from tracker.jobs.epoch_file import epoch_of
from tracker.jobs.names import names_of
from tracker.jobs.workspace import Workspace
from tracker.match import judge
from tracker.report.collection import Collection
from tracker.report.views import compare
from tracker.report.views.compare import Comparison
from tracker.store import open_store


def check(workspace: Workspace, text: str, *, language: str) -> Comparison:
    """What is new in a text, sentence by sentence, in the collection that lies there."""
    with open_store(workspace.db, read_only=True) as store:
        by = partial(judge, weights=epoch_of(workspace), gazetteer=names_of(store))
        return compare.check(Collection.read(store), text, language=language, by=by)
