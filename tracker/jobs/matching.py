"""The job that derives statements, formulas, incidents and origins from what was collected.

Owns the order: read, derive, write the ledger, then the store in one transaction. Never derives anything itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.collect.archive import Archive
from tracker.jobs.coverages import coverages
from tracker.jobs.emptied import refuse_emptied
from tracker.jobs.ledgers import append_ledger, read_ledger
from tracker.jobs.workspace import Progress, Workspace, silent
from tracker.match import epochs
from tracker.match.derive import derive
from tracker.model import Derived, Form, Issuer
from tracker.sources import load_corrections
from tracker.store import Store, open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What one match made."""

    statements: int
    passages: int
    formulas: int
    incidents: int


def match(workspace: Workspace, *, progress: Progress = silent) -> Matched:
    """Derive everything anew from the renderings in the store; what was derived before is replaced in one step."""
    with workspace.lock(), open_store(workspace.db) as store:
        refuse_emptied(store, Archive(workspace.archive))
        return match_store(store, workspace, progress=progress)


def match_store(store: Store, workspace: Workspace, *, progress: Progress = silent) -> Matched:
    """The same for a store that the caller holds open, under the caller's lock."""
    known = read_ledger(workspace.ledger)
    renderings = [rendering for rendering in store.renderings() if rendering.form is not Form.EXCERPT]
    named = store.known_issuers()
    derived: Derived = derive(
        renderings,
        issuers=named,
        states=store.states(),
        channels=store.channels(),
        ledger=known,
        epoch=epochs.current(),
        corrections=load_corrections(workspace.corrections),
        coverage=coverages(store.bounding_runs(), renderings),
        progress=progress,
    )
    append_ledger(workspace.ledger, derived.ledger)
    progress("writing what was derived")
    with store.transaction():
        store.replace_derived(
            replace(derived, issuers=_united(named, derived.issuers), ledger=(*known, *derived.ledger))
        )
    progress("matched")
    return Matched(
        statements=len(derived.statements),
        passages=len(derived.passages),
        formulas=len(derived.formulas),
        incidents=len(derived.incidents),
    )


def _united(named: Sequence[Issuer], met: Sequence[Issuer]) -> tuple[Issuer, ...]:
    """Issuers that configuration names and those that texts name; configuration knows better."""
    found = {issuer.id: issuer for issuer in (*met, *named)}
    return tuple(found[one] for one in sorted(found))
