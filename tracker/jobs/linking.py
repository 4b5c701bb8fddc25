"""The job that lays somebody else's list of events beside the incidents of a collection.

Owns what is known of an incident when it is compared. Stores nothing, and nothing of the list stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tracker.imports.events import Read, read_events
from tracker.jobs.names import names_of
from tracker.jobs.workspace import Workspace
from tracker.language.evaluating.tolls import Told
from tracker.match.incidents.linking import Known, Proposal, propose
from tracker.model import Incident
from tracker.report.collection import Collection
from tracker.report.views.claims import claims
from tracker.store import open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What the list proposes for the incidents of the collection, and what became of its rows."""

    proposals: tuple[Proposal, ...]
    read: Read
    incidents: Mapping[str, Incident]


def link(workspace: Workspace, path: Path, *, most: int = 5) -> Linked:
    """The `most` best rows of an export for each incident. Raises BadInput for a file that is no such export."""
    with open_store(workspace.db, read_only=True) as store:
        held = Collection.read(store)
        gazetteer = names_of(store)
    read = Read()
    known = [_known(held, one) for one in held.incidents.values()]
    proposals = propose(known, read_events(path, read), gazetteer=gazetteer, most=most)
    return Linked(proposals=proposals, read=read, incidents=held.incidents)


def _known(held: Collection, incident: Incident) -> Known:
    """An incident with all that was said of it, the articles that report it among that."""
    said = [held.statements[key] for key in incident.statements if key in held.statements]
    texts = [held.renderings[key] for one in said for key in one.renderings if key in held.renderings]
    articles = [held.renderings[one.parent] for one in texts if one.parent and one.parent in held.renderings]
    text = "\n".join(dict.fromkeys(one.text for one in (*texts, *articles)))
    killed = (one.value for one in claims(held, incident) if one.what is Told.KILLED and one.value)
    return Known(incident=incident, text=text, tolls=frozenset(killed))
