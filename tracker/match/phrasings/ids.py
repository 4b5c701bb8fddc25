"""Ids of formulas that grow: only those are assigned again that what changed can touch.

Owns which clusters and which lines of the ledger that is. An id stands where the latest of its anchors stands, so that
it can move only if one of them changed its cluster; where it goes, other ids may stand, and all that these may claim is
looked at as well, until nothing is added. What is left stands as it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tracker.match import ledger as histories
from tracker.match.joining.bags import Ints
from tracker.match.joining.index import Bools, Keys
from tracker.match.joining.shelf import Shelf
from tracker.model import LedgerEntry

#: The lines of the ledger, in order, that have one of these as id or as anchor; all of them for None.
Lines = Callable[[Collection[str] | None], Sequence[LedgerEntry]]
#: More keys than this that changed their cluster, and everything is assigned again.
MANY = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Whose formula each row of a shelf belongs to (-1: nobody's), by the row that leads, and the keys of the rows."""

    holder: Ints
    keys: Keys


def held(shelf: Shelf) -> Held:
    """The rows of shown formulas in own words as they stand."""
    return Held(holder=_holders(shelf), keys=shelf.index.keys.copy())


def _holders(shelf: Shelf) -> Ints:
    shown = np.zeros(shelf.index.rows + 1, dtype=np.bool_)
    shown[[leader for leader, kept in shelf.kept.items() if not kept.hidden]] = True
    return np.where(shelf.owned() & shown[shelf.leader], shelf.leader, -1)


@dataclass(slots=True)
class _Known:
    """Whose formula a key is, over all shelves: shelf and leader."""

    shelves: Mapping[str, Shelf]
    holders: Mapping[str, Ints]

    def places(self, keys: Collection[str]) -> set[tuple[str, int]]:
        found = set()
        numbers = np.array([int(key, 16) for key in sorted(keys)], dtype=np.uint64)
        for name, shelf in self.shelves.items():
            rows = shelf.index.find(numbers)
            holders = self.holders[name][rows[rows >= 0]]
            found |= {(name, leader) for leader in holders[holders >= 0].tolist()}
        return found

    def clusters(self, places: Collection[tuple[str, int]]) -> dict[tuple[str, int], histories.Cluster]:
        found = {}
        for name, shelf in self.shelves.items():
            leaders = sorted(leader for language, leader in places if language == name)
            marked: Bools = np.zeros(shelf.index.rows + 1, dtype=np.bool_)
            marked[leaders] = True
            rows = np.flatnonzero(marked[self.holders[name]] & (self.holders[name] >= 0))
            keys: dict[int, list[str]] = {leader: [] for leader in leaders}
            for leader, key in zip(self.holders[name][rows].tolist(), shelf.index.keys[rows].tolist(), strict=True):
                keys[leader].append(f"{key:016x}")
            for leader in leaders:
                anchor = f"{int(shelf.index.keys[leader]):016x}"
                found[name, leader] = histories.Cluster(anchor=anchor, keys=frozenset(keys[leader]))
        return found


def named(
    shelves: Mapping[str, Shelf], before: Mapping[str, Held], lines: Lines
) -> tuple[dict[tuple[str, int], str], tuple[LedgerEntry, ...]]:
    """The ids of all clusters that can have another one than before, by shelf and leader, and new lines."""
    known = _Known(shelves, {name: _holders(shelf) for name, shelf in shelves.items()})
    keys: set[str] = set()
    places: set[tuple[str, int]] = set()
    for name, was in before.items():
        now = known.holders[name]
        then = np.concatenate((was.holder, np.full(len(now) - len(was.holder), -1, dtype=np.int64)))
        moved = np.flatnonzero(then != now)
        old = moved[moved < len(was.keys)]
        keys |= {f"{key:016x}" for key in (*shelves[name].index.keys[moved].tolist(), *was.keys[old].tolist())}
        places |= {(name, leader) for leader in np.unique(now[moved]).tolist() if leader >= 0}
    if len(keys) > MANY:
        places = {(name, lead) for name, at in known.holders.items() for lead in np.unique(at).tolist() if lead >= 0}
        entries = lines(None)
    else:
        places, entries = _touched(known, keys, places, lines)
    clusters = known.clusters(places)
    order = sorted(clusters)
    assigned = histories.assign([clusters[place] for place in order], entries, thing="formula", prefix="f-")
    return dict(zip(order, assigned.ids, strict=True)), assigned.entries


def _touched(
    known: _Known, keys: set[str], places: set[tuple[str, int]], lines: Lines
) -> tuple[set[tuple[str, int]], Sequence[LedgerEntry]]:
    """All clusters and all lines that what became of these keys can touch."""
    ids: set[str] = set()
    while True:
        clusters = known.clusters(places)
        within = keys.union(*(cluster.keys for cluster in clusters.values()))
        reached = {line.id for line in lines(within) if line.thing == "formula"}
        fresh = {histories.first_id(cluster.anchor, prefix="f-") for cluster in clusters.values()}
        entries = [line for line in lines(reached | fresh) if line.thing == "formula"]
        further = known.places({line.anchor for line in entries if line.id in reached and line.anchor})
        if reached <= ids and further <= places:
            return places, entries
        ids |= reached
        places = places | further
