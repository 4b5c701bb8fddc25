"""The job that learns weights from the collection's own text and matches anew with them.

Owns the order: what was there is remembered, the new epoch is written, then everything is matched; a kill in between
leaves an epoch that the next match uses. Never derives anything itself.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from tracker.collect.keeping.archive import Archive
from tracker.errors import BadConfig
from tracker.jobs.emptied import refuse_emptied
from tracker.jobs.epoch_file import write_epoch
from tracker.jobs.ledgers import read_ledger
from tracker.jobs.matching import Matched, match_store
from tracker.jobs.names import names_of
from tracker.jobs.replaying import put_registry, registry_if_any
from tracker.jobs.strangers import refuse_strangers
from tracker.jobs.workspace import Progress, Workspace, silent
from tracker.language.texts.canon import canonical_all
from tracker.match import epochs
from tracker.match.joining.join import Engine
from tracker.match.joining.rule import primary
from tracker.match.refit import ENOUGH, Change, Learnt, Refit, changes, learn
from tracker.store import Store, open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Refitted:
    """The new epoch: what each language's weights were learnt from, which stay as shipped, and what changed."""

    matched: Matched
    epoch: str
    learnt: tuple[tuple[str, int], ...]
    left: tuple[tuple[str, int], ...]
    changes: tuple[Change, ...]


def refit(
    workspace: Workspace, *, enough: int = ENOUGH, engine: Engine = "auto", progress: Progress = silent
) -> Refitted:
    """Learn weights from all passages, write them as the collection's epoch, match, and say which formulas changed.

    A language with fewer than `enough` distinct wordings keeps the shipped table. Raises BadConfig, and changes
    nothing, where that is so of every language.
    """
    workspace.expect_collection()
    registry = registry_if_any(workspace)
    with workspace.lock(), open_store(workspace.db) as store:
        refuse_emptied(store, Archive(workspace.archive))
        if registry is not None:
            refuse_strangers(store, registry, workspace.sources)
            put_registry(store, registry)
        match_store(store, workspace, unless_same=True, engine=engine, progress=progress)
        before = store.formulas()
        progress("weights")
        found = _found(store)
        kept = {name: one for name, one in found.items() if one.sentences >= enough}
        left = tuple((name, one.sentences) for name, one in found.items() if name not in kept)
        if not kept:
            read = ", ".join(f"{name} {number:,}" for name, number in left) or "none"
            raise BadConfig(
                f"{workspace.data}: no language has {enough:,} distinct wordings to learn weights from (found: {read});"
                " the shipped weights stay, and nothing was changed"
            )
        write_epoch(workspace, Refit(base=epochs.current().version, learnt=kept))
        matched = match_store(store, workspace, engine=engine, progress=progress)
        return Refitted(
            matched=matched,
            epoch=store.epoch(),
            learnt=tuple((name, one.sentences) for name, one in kept.items()),
            left=left,
            changes=tuple(changes(before, store.formulas(), read_ledger(workspace.ledger))),
        )


def _found(store: Store) -> dict[str, Learnt]:
    """What there is to learn from, by language: whole sentences in somebody's own words."""
    gazetteer = names_of(store)
    texts: dict[str, dict[str, None]] = {}
    for passage in store.passages():
        if passage.evidence.own_words and not passage.clause:
            texts.setdefault(primary(passage.language), {})[passage.text] = None
    workers = os.cpu_count() or 1
    return {
        language: learn(canonical_all(list(texts[language]), language=language, gazetteer=gazetteer, workers=workers))
        for language in sorted(texts)
    }
