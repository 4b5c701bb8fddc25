"""Rows of bags into clusters: a leader, its members, and the rows in which it occurs.

Owns who leads and who follows. Never chains: a member is at or over the threshold to its leader itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tracker.match import rule
from tracker.match.bags import Bags
from tracker.match.join import Engine, Pairs, join, similarities
from tracker.match.plan import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Rows by number: members with their Dice to the leader (itself at 1), and rows that hold the leader.

    `occurs` carries the share of the leader's weight that lies in each of those rows.
    """

    leader: int
    members: tuple[tuple[int, float], ...]
    occurs: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a row brings to the choice of leaders: the statements with own words in it, and its place in time.

    `order` sorts after the degree (date, then id). A row without statements of its own words never leads.
    `terms` is its number of content terms.
    """

    statements: frozenset[str]
    order: tuple[Any, ...]
    terms: int


def find_clusters(bags: Bags, standings: Sequence[Standing], *, engine: Engine = "auto") -> list[Cluster]:
    """Clusters in the order of their leaders, every row that may lead being in exactly one.

    Leaders are taken in the total order of degree (statements in the row and its neighbours, most first), date and
    id, each one unless a neighbour leads already. A row follows the leader that it is most alike, the earlier one in
    the order where two are equally alike. Only neighbours matter, so each connected component stands for itself.
    """
    near = _neighbours(join(bags, measure=Measure.DICE, threshold=rule.DICE, engine=engine), bags)
    ranking = _ranking(near, standings)
    rank = {row: place for place, row in enumerate(ranking)}
    leaders: set[int] = set()
    for row in ranking:
        if not any(other in leaders for other in near.get(row, {})):
            leaders.add(row)
    members: dict[int, list[tuple[int, float]]] = {leader: [(leader, 1.0)] for leader in leaders}
    for row in range(bags.rows):
        followed = [(-alike, rank[other], other) for other, alike in near.get(row, {}).items() if other in leaders]
        if row not in leaders and followed:
            minus, _, leader = min(followed)
            members[leader].append((row, -minus))
    occurs = _occurrences(bags, standings, members, engine)
    return [
        Cluster(leader=row, members=tuple(members[row]), occurs=tuple(occurs.get(row, ())))
        for row in ranking
        if row in leaders
    ]


def _neighbours(pairs: Pairs, bags: Bags) -> dict[int, dict[int, float]]:
    near: dict[int, dict[int, float]] = {}
    alike = similarities(bags, pairs, Measure.DICE).tolist()
    for x, y, similarity in zip(pairs.left.tolist(), pairs.right.tolist(), alike, strict=True):
        near.setdefault(x, {})[y] = similarity
        near.setdefault(y, {})[x] = similarity
    return near


def _ranking(near: Mapping[int, Mapping[int, float]], standings: Sequence[Standing]) -> list[int]:
    keys = []
    for row, standing in enumerate(standings):
        if standing.statements:
            reached = standing.statements.union(*(standings[other].statements for other in near.get(row, {})))
            keys.append((-len(reached), standing.order, row))
    return [row for _, _, row in sorted(keys)]


def _occurrences(
    bags: Bags, standings: Sequence[Standing], members: Mapping[int, Sequence[tuple[int, float]]], engine: Engine
) -> dict[int, list[tuple[int, float]]]:
    """Leaders of enough content terms within heavier rows that are not their own members."""
    own = {leader: {row for row, _ in rows} for leader, rows in members.items()}
    long = [row in own and standing.terms >= rule.CLAUSE_TERMS for row, standing in enumerate(standings)]
    pairs = join(
        bags,
        measure=Measure.CONTAINMENT,
        threshold=rule.CONTAINMENT,
        engine=engine,
        lighter=np.array(long, dtype=np.bool_),
    )
    occurs: dict[int, list[tuple[int, float]]] = {}
    shares = similarities(bags, pairs, Measure.CONTAINMENT).tolist()
    for light, heavy, share in zip(pairs.left.tolist(), pairs.right.tolist(), shares, strict=True):
        if heavy not in own[light]:
            occurs.setdefault(light, []).append((heavy, share))
    return occurs
