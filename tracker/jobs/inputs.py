"""Whether a match would find anything that the last one did not: what it reads, in short.

Owns the list of what matching reads. Never matches.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import metadata

from tracker.jobs.coverages import coverages
from tracker.match.observations import Coverage, observe
from tracker.model import LedgerEntry
from tracker.sources.agreed import AgreedTexts
from tracker.sources.corrections import Corrections
from tracker.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a match reads, in short: `lasting` is all but how far the collection of each source has come since."""

    lasting: str
    coverage: str


def inputs_of(
    store: Store,
    ledger: Sequence[LedgerEntry],
    corrections: Corrections,
    *,
    epoch: str,
    agreed: AgreedTexts | None = None,
) -> Inputs:
    """What a match under that epoch would read now. The texts are told by how often any was written."""
    known = (store.texts_written(), store.known_issuers(), store.states(), store.channels())
    program = (metadata.version("statement-tracker"), epoch)
    covered = sorted(coverages(store.bounding_runs(), ()).items())
    begun = [(source, one.begins) for source, one in covered]
    return Inputs(
        lasting=_short(known, program, tuple(ledger), corrections, agreed or AgreedTexts(), begun),
        coverage=_short(covered),
    )


def is_same(store: Store, now: Inputs) -> bool:
    """Whether a match would derive what is derived already.

    Coverage moves on with every day. It says something new only where an observation becomes another one by it.
    """
    before = store.matched()
    if before is None or before[0] != now.lasting:
        return False
    return before[1] == now.coverage or _observed_alike(store)


def _observed_alike(store: Store) -> bool:
    begun = {one.source: one.day for one in store.beginnings()}
    found = coverages(store.bounding_runs(), ())
    incidents = store.incidents()
    observed = observe(
        incidents,
        store.statements(),
        issuers=store.issuers(),
        channels=store.channels(),
        coverage=_whole(found, begun),
        renderings={one.id: one for one in store.renderings()},
        expected=store.known_issuers(),
    )
    return observed == tuple(held for each in sorted(one.id for one in incidents) for held in store.observations(each))


def _whole(found: Mapping[str, Coverage], begun: Mapping[str, date]) -> dict[str, Coverage]:
    """The coverage with the day on which each begins as the last match found it, from the texts."""
    return {
        source: replace(
            one,
            begins=begun[source] if one.begins else None,
            complete=tuple((begun[source], last) for _, last in one.complete),
        )
        for source, one in found.items()
    }


def _short(*things: object) -> str:
    return hashlib.sha256(repr(things).encode()).hexdigest()
