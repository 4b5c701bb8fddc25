"""The job that lays a text of somebody's own beside everything that a collection holds.

Owns by what it is judged: the weights and names that the collection's own matching uses. Stores nothing.
"""

from __future__ import annotations

from tracker.jobs.epoch_file import epoch_of
from tracker.jobs.names import names_of
from tracker.jobs.workspace import Workspace
from tracker.report.collection import Collection
from tracker.report.known import Known
from tracker.report.views import checking
from tracker.report.views.checked import Sentence, checked
from tracker.report.views.compare import Comparison
from tracker.store import open_store


def check(workspace: Workspace, text: str, *, language: str) -> tuple[Comparison, tuple[Sentence, ...]]:
    """What is new in a text in the collection that lies there: for programs, and sentence by sentence for people."""
    with open_store(workspace.db, read_only=True) as store:
        known = Known(store, epoch=epoch_of(workspace), gazetteer=names_of(store))
        held = Collection.read(store)
        made = checking.check(held, text, language=language, known=known)
        return made, checked(held, made)
