"""The job that derives statements, formulas, incidents and origins from what was collected.

Owns the order: read, derive, write the ledger, then the store in one transaction. Never derives anything itself.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.collect.keeping.archive import Archive
from tracker.jobs import memories
from tracker.jobs.coverages import coverages
from tracker.jobs.emptied import refuse_emptied
from tracker.jobs.epoch_file import epoch_of
from tracker.jobs.inputs import Inputs, inputs_of, is_same
from tracker.jobs.ladders import ladders_of
from tracker.jobs.ledgers import append_ledger, read_ledger
from tracker.jobs.memories import recall
from tracker.jobs.replaying import put_registry, registry_if_any
from tracker.jobs.strangers import refuse_strangers
from tracker.jobs.workspace import Progress, Workspace, silent
from tracker.match.derive import derive
from tracker.match.epochs import covering
from tracker.match.joining.join import Engine
from tracker.model import Form, Issuer
from tracker.sources import load_agreed_texts, load_corrections
from tracker.sources.corrections import Corrections
from tracker.store import Store, open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What a match made; `skipped` if that was there already."""

    statements: int
    passages: int
    formulas: int
    incidents: int
    skipped: bool = False


def match(workspace: Workspace, *, engine: Engine = "auto", progress: Progress = silent) -> Matched:
    """Derive everything from the renderings in the store; what was derived before is replaced in one step.

    Where there is a sources.yaml the store learns first what it says now, as in a rebuild. `engine` joins the passages;
    every engine gives the same result.
    """
    workspace.expect_collection()
    registry = registry_if_any(workspace)
    with workspace.lock(), open_store(workspace.db) as store:
        refuse_emptied(store, Archive(workspace.archive))
        if registry is not None:
            refuse_strangers(store, registry, workspace.sources)
            put_registry(store, registry)
        return match_store(store, workspace, engine=engine, progress=progress)


def match_store(
    store: Store,
    workspace: Workspace,
    *,
    unless_same: bool = False,
    whole: bool = False,
    engine: Engine = "auto",
    progress: Progress = silent,
) -> Matched:
    """The same for a store that the caller holds open, under the caller's lock.

    With `unless_same` nothing is done where a match would give what is there already. With `whole` all passages are
    compared; else only those that are new are, where what the last match remembers of the others may be believed.
    """
    corrections, ledger = load_corrections(workspace.corrections), read_ledger(workspace.ledger)
    ladders, agreed = ladders_of(workspace), load_agreed_texts(workspace.agreed)
    epoch = covering(epoch_of(workspace), ladders.version)
    if unless_same and is_same(store, now := inputs_of(store, ledger, corrections, epoch=epoch.version, agreed=agreed)):
        return _left(store, now, progress)
    renderings = [rendering for rendering in store.renderings() if rendering.form is not Form.EXCERPT]
    named = store.known_issuers()
    recalled = recall(store, epoch, ledger, whole=_reason(corrections, engine, whole=whole))
    derived = derive(
        renderings,
        issuers=named,
        states=store.states(),
        channels=store.channels(),
        ledger=ledger,
        epoch=epoch,
        corrections=corrections,
        agreed=agreed.phrases,
        coverage=coverages(store.bounding_runs(), renderings),
        progress=progress,
        engine=engine,
        ladders=ladders.rules,
        workers=os.cpu_count() or 1,
        memory=recalled.memory,
    )
    append_ledger(workspace.ledger, derived.ledger)
    progress("writing what was derived")
    told = replace(derived, issuers=_united(named, derived.issuers), ledger=(*ledger, *derived.ledger))
    with store.transaction():
        store.replace_derived(told)
        read = inputs_of(store, told.ledger, corrections, epoch=epoch.version, agreed=agreed)
        store.put_matched(read.lasting, read.coverage)
        memories.put(store, recalled)
    for doubt in derived.doubts:
        progress(f"warning: {doubt}")
    progress("matched")
    return _counted(store)


def _reason(corrections: Corrections, engine: Engine, *, whole: bool) -> str:
    """Why all passages are to be compared; empty where what is known of them will do."""
    if whole:
        return "everything is made anew"
    if callable(engine):
        return "by another engine"
    return "corrections merge phrasings" if _phrasings(corrections) else ""


def _phrasings(corrections: Corrections) -> bool:
    """Whether phrasings are not what comparing makes of them: then what is kept of comparing would not be theirs."""
    return any(corrections.of("formula-merge")) or any(corrections.of("formula-split"))


def _left(store: Store, now: Inputs, progress: Progress) -> Matched:
    """Nothing to do but to note how far the coverage has come: the next run then sees at once that it is the same."""
    if store.matched() != (now.lasting, now.coverage):
        with store.transaction():
            store.put_matched(now.lasting, now.coverage)
    progress("nothing that matching reads has changed")
    return replace(_counted(store), skipped=True)


def _counted(store: Store) -> Matched:
    return Matched(
        statements=store.count("statements"),
        passages=store.count("passages"),
        formulas=store.count("formulas"),
        incidents=store.count("incidents"),
    )


def _united(named: Sequence[Issuer], met: Sequence[Issuer]) -> tuple[Issuer, ...]:
    """Issuers that configuration names and those that texts name; configuration knows better."""
    found = {issuer.id: issuer for issuer in (*met, *named)}
    return tuple(found[one] for one in sorted(found))
