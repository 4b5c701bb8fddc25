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
from tracker.match.linking import Known, Proposal, propose
from tracker.model import Incident, Rendering, Statement
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
        incidents = {one.id: one for one in store.incidents()}
        statements = {one.id: one for one in store.statements()}
        renderings = {one.id: one for one in store.renderings()}
        gazetteer = names_of(store)
    read = Read()
    known = [_known(one, statements, renderings) for one in incidents.values()]
    proposals = propose(known, read_events(path, read), gazetteer=gazetteer, most=most)
    return Linked(proposals=proposals, read=read, incidents=incidents)


def _known(incident: Incident, statements: Mapping[str, Statement], renderings: Mapping[str, Rendering]) -> Known:
    """An incident with all that was said of it, the articles that report it among that."""
    said = [statements[key] for key in incident.statements if key in statements]
    held = [renderings[key] for one in said for key in one.renderings if key in renderings]
    articles = [renderings[one.parent] for one in held if one.parent and one.parent in renderings]
    text = "\n".join(dict.fromkeys(one.text for one in (*held, *articles)))
    return Known(incident=incident, text=text)
