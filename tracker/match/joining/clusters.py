"""Rows of bags into clusters: a leader, its members, and the rows in which it occurs.

Owns who leads and who follows. Never chains: a member is at or over the threshold to its leader itself. Works on
arrays throughout, so that thousands of near-identical rows cost as much as the pairs between them and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.match.joining import rule
from tracker.match.joining.bags import Bags, Ints
from tracker.match.joining.join import Engine
from tracker.match.joining.near import Near, near
from tracker.match.joining.plan import Measure
from tracker.match.joining.rule import Floats

#: How many entries one step of counting may hold: bounds memory, not the result.
STEP = 1 << 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Rows by number: members with their Dice to the leader (itself at 1), and rows that hold the leader.

    `occurs` carries how much of the leader lies in each of those rows; both are on the scale of `rule.alike`.
    """

    leader: int
    members: tuple[tuple[int, float], ...]
    occurs: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """What rows bring to the choice of leaders.

    Row r stands in own words in the statements numbered `statements[starts[r]:starts[r + 1]]`, each once; a row without
    any never leads. `order` is its place in time, no two alike; `terms` its number of content terms.
    """

    starts: Ints
    statements: Ints
    order: Ints
    terms: Ints

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """Pairs of rows at or over the threshold, each once, with their similarity."""

    left: Ints
    right: Ints
    alike: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Led:
    """The leader of each row (-1 where it has none), how alike they are, and the leaders, the first in rank first.

    `degree` counts the statements in a row and its neighbours.
    """

    leader: Ints
    alike: Floats
    ranking: Ints
    degree: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """All clusters, and where leaders occur: row `heavy[i]` holds leader `light[i]` to `share[i]`."""

    led: Led
    light: Ints
    heavy: Ints
    share: Floats

    def __len__(self) -> int:
        return len(self.led.ranking)

    def __iter__(self) -> Iterator[Cluster]:
        """The clusters in the order of their leaders, the rows of each in the order of rows."""
        return self.of(self.led.ranking)

    def of(self, leaders: Ints) -> Iterator[Cluster]:
        """The clusters of these leaders alone."""
        order = np.argsort(self.led.leader, kind="stable")
        owners = self.led.leader[order]
        first, after = np.searchsorted(owners, leaders), np.searchsorted(owners, leaders, side="right")
        begin, end = np.searchsorted(self.light, leaders), np.searchsorted(self.light, leaders, side="right")
        for leader, a, b, c, d in zip(*(x.tolist() for x in (leaders, first, after, begin, end)), strict=True):
            rows = order[a:b]
            yield Cluster(
                leader=leader,
                members=tuple(zip(rows.tolist(), self.led.alike[rows].tolist(), strict=True)),
                occurs=tuple(zip(self.heavy[c:d].tolist(), self.share[c:d].tolist(), strict=True)),
            )

    def shared_by_two(self, starts: Ints, statements: Ints) -> Ints:
        """The leaders whose cluster, occurrences included, more than one statement can use, in their order.

        Row r stands in the statements numbered `statements[starts[r]:starts[r + 1]]`, each once.
        """
        count = len(starts) - 1
        rows = np.arange(count, dtype=np.int64)
        owners = np.concatenate((self.led.leader, self.light))
        held = np.concatenate((rows, self.heavy))
        kept = owners >= 0
        low, high = np.full(count, np.iinfo(np.int64).max), np.full(count, -1)
        at, of = spread(starts, held[kept])
        said = statements[at]
        np.minimum.at(low, owners[kept][of], said)
        np.maximum.at(high, owners[kept][of], said)
        return self.led.ranking[low[self.led.ranking] < high[self.led.ranking]]


def find_clusters(bags: Bags, standings: Standings, *, language: str, engine: Engine = "auto") -> Clusters:
    """Every row that may lead in exactly one cluster, and where leaders of enough content terms occur.

    Of two rows that weigh the same each can occur in the other, so that no numbering of rows decides.
    """
    dice = near(bags, measure=Measure.DICE, threshold=rule.DICE, language=language, engine=engine)
    led = lead(Edges(left=dice.left, right=dice.right, alike=dice.alike), standings)
    long = np.zeros(bags.rows, dtype=np.bool_)
    long[led.ranking] = standings.terms[led.ranking] >= rule.CLAUSE_TERMS
    within = near(
        bags,
        measure=Measure.CONTAINMENT,
        threshold=rule.occurs(language),
        language=language,
        engine=engine,
        lighter=long,
    )
    back = _as_heavy(bags, dice, long, rule.occurs(language))
    light, heavy = np.concatenate((within.left, back.left)), np.concatenate((within.right, back.right))
    share = np.concatenate((within.alike, back.alike))
    kept = np.flatnonzero(led.leader[heavy] != light)
    kept = kept[np.lexsort((heavy[kept], light[kept]))]
    return Clusters(led=led, light=light[kept], heavy=heavy[kept], share=share[kept])


def _as_heavy(bags: Bags, dice: Near, long: NDArray[np.bool_], least: float) -> Near:
    """Pairs of equal weight the other way round, for which both measures are one."""
    equal = (bags.totals[dice.left] == bags.totals[dice.right]) & long[dice.right]
    kept = np.flatnonzero(equal & (dice.alike >= least))
    return Near(left=dice.right[kept], right=dice.left[kept], alike=dice.alike[kept])


def lead(edges: Edges, standings: Standings) -> Led:
    """Who leads, and whom each row follows.

    Leaders are taken in the total order of degree (statements in the row and its neighbours, most first) and place in
    time, each one unless a neighbour leads already. A row follows the leader that it is most alike, the earlier one in
    the order where two are equally alike. Only neighbours matter, so each connected component stands for itself.
    """
    rows = standings.rows
    source, target = np.concatenate((edges.left, edges.right)), np.concatenate((edges.right, edges.left))
    order = np.argsort(source, kind="stable")
    source, target, alike = source[order], target[order], np.concatenate((edges.alike, edges.alike))[order]
    starts = np.searchsorted(source, np.arange(rows + 1))
    degree = _degrees(starts, target, standings)
    ranking = _ranking(degree, standings)
    leads = _leaders(ranking, starts, target, rows)
    rank = np.full(rows, rows, dtype=np.int64)
    rank[ranking] = np.arange(len(ranking))
    leader, likeness = np.where(leads, np.arange(rows), -1), np.where(leads, 1.0, 0.0)
    follows = np.flatnonzero(leads[target] & ~leads[source])
    follows = follows[np.lexsort((rank[target[follows]], -alike[follows], source[follows]))]
    followers, first = np.unique(source[follows], return_index=True)
    leader[followers], likeness[followers] = target[follows[first]], alike[follows[first]]
    return Led(leader=leader, alike=likeness, ranking=ranking[leads[ranking]], degree=degree)


def spread(starts: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """The places of all entries of these rows, and for each of them which of the rows it belongs to."""
    sizes = starts[rows + 1] - starts[rows]
    of = np.repeat(np.arange(len(rows), dtype=np.int64), sizes)
    ends = np.cumsum(sizes)
    return np.arange(len(of), dtype=np.int64) + np.repeat(starts[rows] - ends + sizes, sizes), of


def _degrees(starts: Ints, target: Ints, standings: Standings) -> Ints:
    """How many statements a row and its neighbours have, each counted once."""
    sizes = np.diff(standings.starts)
    degree = sizes.astype(np.int64)
    before = np.concatenate(([0], np.cumsum(sizes[target])))
    cost = before[starts[1:]] - before[starts[:-1]] + sizes
    connected = np.flatnonzero(np.diff(starts))
    for part in _parts(connected, cost[connected]):
        entries, of = spread(starts, part)
        held = np.concatenate((part, target[entries]))
        owner = np.concatenate((np.arange(len(part), dtype=np.int64), of))
        at, nth = spread(standings.starts, held)
        said = standings.statements[at]
        width = int(standings.statements.max(initial=0)) + 1
        pairs = np.unique(owner[nth] * width + said)
        degree[part] = np.bincount(pairs // width, minlength=len(part))
    return degree


def _parts(rows: Ints, cost: Ints) -> Iterator[Ints]:
    """The rows in runs of at most STEP entries, or of one row."""
    done = np.cumsum(cost)
    first = 0
    while first < len(rows):
        limit = (done[first - 1] if first else 0) + STEP
        after = max(int(np.searchsorted(done, limit, side="right")), first + 1)
        yield rows[first:after]
        first = after


def _ranking(degree: Ints, standings: Standings) -> Ints:
    able = np.flatnonzero(np.diff(standings.starts))
    return able[np.lexsort((standings.order[able], -degree[able]))]


def _leaders(ranking: Ints, starts: Ints, target: Ints, rows: int) -> NDArray[np.bool_]:
    """Each row in its turn leads unless a neighbour does; rows without neighbours need no turn."""
    alone = np.diff(starts) == 0
    leads, covered = np.zeros(rows, dtype=np.bool_), np.zeros(rows, dtype=np.bool_)
    leads[ranking] = alone[ranking]
    for row in ranking[~alone[ranking]].tolist():
        if not covered[row]:
            leads[row] = True
            covered[target[starts[row] : starts[row + 1]]] = True
    return leads
