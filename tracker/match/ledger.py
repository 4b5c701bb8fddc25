"""Ids that last: assigned once, kept in an append-only history with merges and splits.

Owns which id a cluster of formulas or incidents goes by. Never decides who belongs to a cluster: memberships are a pure
function of the data, ids are history.

An entry says that an id was `born` for an anchor, has `led` to a further anchor (its cluster's leading content
changed), was `merged` into another id, or was `split` off from one again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.model import LedgerEntry, short_hash

BORN, LED, MERGED, SPLIT = "born", "led", "merged", "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """What needs an id: `anchor` is its leading content, `keys` all its contents (the anchor among them)."""

    anchor: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """The ids, in the order of the clusters given, and the entries to append to the ledger."""

    ids: tuple[str, ...]
    entries: tuple[LedgerEntry, ...]


_WHOLE_HASH = 64


@dataclass(slots=True)
class _Known:
    """One id's history, read from the ledger."""

    id: str
    anchors: list[str] = field(default_factory=list)
    into: str = ""


def assign(
    clusters: Sequence[Cluster], ledger: Iterable[LedgerEntry], *, thing: str, prefix: str, salt: str = ""
) -> Assigned:
    """An id for each cluster, the same for the same clusters and ledger, whatever their order.

    An old id goes to the cluster that holds its latest anchor, else the one before, and so on. Where several ids meet
    in one cluster the oldest stays and the others are merged into it; a merged id whose anchor stands in another
    cluster later takes that cluster as a split. Clusters that no id claims get new ids, in order of their anchors.
    """
    known = _histories(ledger, thing)
    holder = {key: i for i, cluster in enumerate(clusters) for key in cluster.keys}
    ids: dict[int, str] = {}
    entries: list[LedgerEntry] = []
    for one in known.values():
        place = _place(one, holder)
        if place is None:
            continue
        if place not in ids:
            ids[place] = one.id
            if one.into:
                entries.append(LedgerEntry(id=one.id, thing=thing, event=SPLIT, anchor=one.anchors[-1], into=one.into))
        elif one.into != ids[place]:
            entries.append(LedgerEntry(id=one.id, thing=thing, event=MERGED, anchor=one.anchors[-1], into=ids[place]))
    for i in sorted(range(len(clusters)), key=lambda i: clusters[i].anchor):
        anchor = clusters[i].anchor
        if i not in ids:
            ids[i] = _new_id(known, prefix, salt, anchor)
            known[ids[i]] = _Known(ids[i], [anchor])
            entries.append(LedgerEntry(id=ids[i], thing=thing, event=BORN, anchor=anchor))
        elif anchor not in known[ids[i]].anchors:
            entries.append(LedgerEntry(id=ids[i], thing=thing, event=LED, anchor=anchor))
    return Assigned(ids=tuple(ids[i] for i in range(len(clusters))), entries=tuple(entries))


def aliases(ledger: Iterable[LedgerEntry], *, thing: str) -> Mapping[str, str]:
    """Merged id → the id that now stands for it, followed to the end."""
    known = _histories(ledger, thing)
    resolved = {}
    for one in known.values():
        at, seen = one.id, {one.id}
        while known[at].into and known[at].into in known and known[at].into not in seen:
            at = known[at].into
            seen.add(at)
        if at != one.id:
            resolved[one.id] = at
    return resolved


def _histories(ledger: Iterable[LedgerEntry], thing: str) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for entry in ledger:
        if entry.thing != thing:
            continue
        one = known.setdefault(entry.id, _Known(entry.id))
        if entry.event in (BORN, LED):
            one.anchors.append(entry.anchor)
        one.into = entry.into if entry.event == MERGED else "" if entry.event == SPLIT else one.into
    return known


def _place(one: _Known, holder: Mapping[str, int]) -> int | None:
    return next((holder[anchor] for anchor in reversed(one.anchors) if anchor in holder), None)


def first_id(anchor: str, *, prefix: str, salt: str = "", length: int = 8) -> str:
    """The id that a new cluster of this anchor gets if nobody has it."""
    return f"{prefix}{short_hash(salt, anchor, length=length)}"


def _new_id(known: Mapping[str, _Known], prefix: str, salt: str, anchor: str) -> str:
    length, again = 8, 0
    while (new := first_id(anchor, prefix=prefix, salt=salt, length=length)) in known:
        length += 4
        if length > _WHOLE_HASH:  # many ids of one anchor: a longer piece of the same hash is no other id
            length, again = 8, again + 1
            salt = f"{salt}#{again}"
    return new
