"""What is kept of one language between matches: rows, passages, pairs, leaders, and the stretches that formulas use.

Owns the numbering of passages, the pairs as rows come and go, and whose cluster is another one by it. Never reads text.
A row whose last passage goes is dead; if its wording returns it gets a new row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tracker.match.joining import rule
from tracker.match.joining.bags import Ints
from tracker.match.joining.clusters import Cluster, Edges, Standings, lead
from tracker.match.joining.index import Bools, Found, Index, Keys

Table = NDArray[np.int64]


def _ints() -> Ints:
    return np.zeros(0, dtype=np.int64)


def _bools() -> Bools:
    return np.zeros(0, dtype=np.bool_)


@dataclass(slots=True, kw_only=True)
class Kept:
    """What is known of a formula: its id, the passage whose words stand for it, and whether a longer one hides it."""

    name: str = ""
    first: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Passages to come, one a place in each list: `begin` and `end` of their statement's date in microseconds."""

    ids: Sequence[str]
    statements: Sequence[str]
    begin: Ints
    end: Ints
    own: Bools
    clause: Bools
    row: Ints
    mark: Keys
    issuers: Sequence[str]
    moves: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What taking passages in and out did to clusters.

    `changed` are leaders whose cluster or passages are not what they were; of these `lost` are those that lost
    something. `gained` has a row for each passage that is new to a leader's
    cluster: leader and passage.
    """

    changed: Ints
    lost: Ints
    gained: Table


@dataclass(slots=True, kw_only=True)
class Shelf:
    """The rows, passages and pairs of one language.

    Of passages: `ids`, their `row`, `said` (the statement by number), time, whether they are `here`
    still, the `issuer` by number (-1 for none), the `moves` as bits, their `mark`, by which a changed one is told. Of
    pairs by Dice: `left`, `right`, `shared`. Of leaders and the rows that hold them: `light`, `heavy`, `weight`. Of
    rows: `leader` (-1 without) and `part`, a number shared by all rows of a connected component (and
    sometimes by those of several). Of formulas by leader: `kept`, and the stretches `used`.
    """

    index: Index
    ids: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    row: Ints = field(default_factory=_ints)
    said: Ints = field(default_factory=_ints)
    begin: Ints = field(default_factory=_ints)
    end: Ints = field(default_factory=_ints)
    own: Bools = field(default_factory=_bools)
    clause: Bools = field(default_factory=_bools)
    here: Bools = field(default_factory=_bools)
    mark: Keys = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
    issuers: list[str] = field(default_factory=list)
    issuer: Ints = field(default_factory=_ints)
    moves: Ints = field(default_factory=_ints)
    left: Ints = field(default_factory=_ints)
    right: Ints = field(default_factory=_ints)
    shared: Ints = field(default_factory=_ints)
    light: Ints = field(default_factory=_ints)
    heavy: Ints = field(default_factory=_ints)
    weight: Ints = field(default_factory=_ints)
    leader: Ints = field(default_factory=_ints)
    part: Ints = field(default_factory=_ints)
    kept: dict[int, Kept] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    #: Columns: leader, place, start, end, `uses.weight_of`.
    used: Table = field(default_factory=lambda: np.zeros((0, 5), dtype=np.int64))

    def numbers(self, ids: Iterable[str]) -> Ints:
        """The passages of these ids that are here."""
        wanted = set(ids)
        return np.array([n for n, key in enumerate(self.ids) if key in wanted and self.here[n]], dtype=np.int64)

    def advance(self, come: Arrival, gone: Ints, first_row: int) -> Change:
        """Take passages in and out; which leaders' clusters are not what they were.

        The rows of what comes are in the index already, those from `first_row` on are new. Afterwards `leader` says
        which of the leaders that are named lead still.
        """
        touched = np.unique(np.concatenate((self.row[gone], come.row)))
        robbed = np.unique(self.row[gone])
        first = len(self.ids)
        self._take(come, gone)
        fresh = np.arange(first_row, self.index.rows, dtype=np.int64)
        self._extend_rows(len(fresh))
        before = self.leader.copy()
        self._drop(touched)
        found = self.index.near(fresh)
        self._meet(found)
        local = self._component(np.concatenate((touched, fresh)))
        self._lead(local)
        lost, added = self._hold(before, fresh)
        moved = self.leader != before
        inside = self._marked(touched)[self.heavy]
        parts = (before[moved], self.leader[moved], self.leader[touched], before[touched], lost)
        changed = np.unique(np.concatenate((*parts, self.light[added:], self.light[inside])))
        worse = np.concatenate((before[moved], before[robbed], lost, self.light[self._marked(robbed)[self.heavy]]))
        return Change(changed=changed[changed >= 0], lost=np.unique(worse), gained=self._gained(moved, first, added))

    def _gained(self, moved: Bools, first: int, added: int) -> Table:
        """Leaders and the passages from `first` on, in pairs of `added` on too, and those of rows that moved."""
        new = np.arange(len(self.row)) >= first
        members = np.flatnonzero(self.here & (moved[self.row] | new) & (self.leader[self.row] >= 0))
        pairs = np.arange(len(self.light))
        some = np.zeros(self.index.rows, dtype=np.bool_)
        some[self.row[first:]] = True
        pairs = pairs[(pairs >= added) | some[self.heavy]]
        pairs = pairs[self.leader[self.heavy[pairs]] != self.light[pairs]]
        at, of = self.said_in(self.heavy[pairs])
        kept = new[at]
        return np.concatenate(
            (
                np.column_stack((self.leader[self.row[members]], members)),
                np.column_stack((self.light[pairs[of[kept]]], at[kept])),
            )
        )

    def said_in(self, rows: Ints) -> tuple[Ints, Ints]:
        """The passages that are here of each of these rows, and which of the rows they belong to."""
        numbers = np.flatnonzero(self._marked(rows)[self.row] & self.here)
        numbers = numbers[np.argsort(self.row[numbers], kind="stable")]
        low = np.searchsorted(self.row[numbers], rows)
        sizes = np.searchsorted(self.row[numbers], rows, side="right") - low
        of = np.repeat(np.arange(len(rows), dtype=np.int64), sizes)
        return numbers[np.arange(len(of)) + np.repeat(low - np.cumsum(sizes) + sizes, sizes)], of

    def _marked(self, rows: Ints) -> Bools:
        table = np.zeros(self.index.rows, dtype=np.bool_)
        table[rows] = True
        return table

    def _take(self, come: Arrival, gone: Ints) -> None:
        numbers = {name: number for number, name in enumerate(self.statements)}
        said = [numbers.setdefault(name, len(numbers)) for name in come.statements]
        self.statements = list(numbers)
        self.here[gone] = False
        self.ids = [*self.ids, *come.ids]
        self.row = np.concatenate((self.row, come.row))
        self.said = np.concatenate((self.said, np.array(said, dtype=np.int64)))
        self.begin, self.end = np.concatenate((self.begin, come.begin)), np.concatenate((self.end, come.end))
        self.own, self.clause = np.concatenate((self.own, come.own)), np.concatenate((self.clause, come.clause))
        self.mark = np.concatenate((self.mark, come.mark))
        numbers = {name: number for number, name in enumerate(self.issuers)}
        issuer = [numbers.setdefault(name, len(numbers)) if name else -1 for name in come.issuers]
        self.issuers = list(numbers)
        self.issuer = np.concatenate((self.issuer, np.array(issuer, dtype=np.int64)))
        self.moves = np.concatenate((self.moves, come.moves))
        self.here = np.concatenate((self.here, np.ones(len(come.ids), dtype=np.bool_)))

    def _extend_rows(self, more: int) -> None:
        self.leader = np.concatenate((self.leader, np.full(more, -1, dtype=np.int64)))
        self.part = np.concatenate((self.part, np.arange(len(self.part), len(self.part) + more, dtype=np.int64)))

    def _drop(self, touched: Ints) -> None:
        """Rows without a passage die, and their pairs with them."""
        living = np.bincount(self.row[self.here], minlength=self.index.rows)
        dead = touched[living[touched] == 0]
        if not len(dead):
            return
        self.index.alive[dead], self.index.keys[dead], self.leader[dead] = False, 0, -1
        kept = self.index.alive[self.left] & self.index.alive[self.right]
        self.left, self.right, self.shared = self.left[kept], self.right[kept], self.shared[kept]

    def _meet(self, found: Found) -> None:
        self.left = np.concatenate((self.left, found.left))
        self.right = np.concatenate((self.right, found.right))
        self.shared = np.concatenate((self.shared, found.shared))
        root: dict[int, int] = {}

        def top(label: int) -> int:
            while (above := root.get(label, label)) != label:
                root[label] = label = root.get(above, above)
            return label

        for one, two in zip(self.part[found.left].tolist(), self.part[found.right].tolist(), strict=True):
            a, b = top(one), top(two)
            if a != b:
                root[max(a, b)] = min(a, b)
        if root:
            table = np.arange(self.index.rows, dtype=np.int64)
            labels = list(root)
            table[labels] = [top(label) for label in labels]
            self.part = table[self.part]

    def _component(self, rows: Ints) -> Ints:
        """The living rows of every component that holds one of these."""
        table = np.zeros(self.index.rows, dtype=np.bool_)
        table[self.part[rows]] = True
        return np.flatnonzero(table[self.part] & self.index.alive)

    def _lead(self, local: Ints) -> None:
        """Choose the leaders of some whole components anew."""
        place = np.full(self.index.rows, -1, dtype=np.int64)
        place[local] = np.arange(len(local))
        inside = np.flatnonzero(place[self.left] >= 0)
        left, right = self.left[inside], self.right[inside]
        sizes = (self.index.totals[left] + self.index.totals[right]) / 2
        alike = rule.alike(self.shared[inside], sizes, self.index.language)
        led = lead(Edges(left=place[left], right=place[right], alike=alike), self._standings(place, local))
        self.leader[local] = np.where(led.leader >= 0, local[led.leader], -1)

    def _standings(self, place: Ints, local: Ints) -> Standings:
        own = np.flatnonzero(self.here & self.own & (place[self.row] >= 0))
        names = np.array([self.ids[n] for n in own.tolist()], dtype=np.str_)
        own = own[np.lexsort((names, self.clause[own], self.end[own], self.begin[own]))]
        row, width = place[self.row[own]], max(len(self.statements), 1)
        order = np.full(len(local), len(own), dtype=np.int64)
        np.minimum.at(order, row, np.arange(len(own), dtype=np.int64))
        pairs = np.unique(row * width + self.said[own])
        starts = np.searchsorted(pairs, np.arange(len(local) + 1, dtype=np.int64) * width)
        return Standings(starts=starts, statements=pairs % width, order=order, terms=self.index.content[local])

    def _hold(self, before: Ints, fresh: Ints) -> tuple[Ints, int]:
        """Bring up to date which rows hold which leaders; the leaders that are held less, and where new pairs begin."""
        rows = np.arange(self.index.rows, dtype=np.int64)
        leads = (self.leader == rows) & (self.index.content >= rule.CLAUSE_TERMS)
        stays = leads & (before == rows)
        kept = stays[self.light] & self.index.alive[self.heavy]
        lost = self.light[~kept]
        held = self.index.held(fresh, stays)
        new = self.index.holding(np.flatnonzero(leads & ~stays))
        self.light = np.concatenate((self.light[kept], held.left, new.left))
        self.heavy = np.concatenate((self.heavy[kept], held.right, new.right))
        self.weight = np.concatenate((self.weight[kept], held.shared, new.shared))
        return lost, int(np.count_nonzero(kept))

    def clusters(self, leaders: Ints, among: Bools | None = None) -> list[Cluster]:
        """The clusters of these leaders, with similarities as a join of everything gives them.

        With `among` only the rows that it marks.
        """
        table = self._marked(leaders)
        followers = np.flatnonzero(table[self.leader] & (self.leader >= 0))
        inside = np.flatnonzero(table[self.light])
        if among is not None:
            followers, inside = followers[among[followers]], inside[among[self.heavy[inside]]]
        inside = inside[self.leader[self.heavy[inside]] != self.light[inside]]
        members: dict[int, list[tuple[int, float]]] = {leader: [] for leader in leaders.tolist()}
        occurs: dict[int, list[tuple[int, float]]] = {leader: [] for leader in leaders.tolist()}
        alike = self._likeness(followers)
        for leader, row, share in zip(self.leader[followers].tolist(), followers.tolist(), alike, strict=True):
            members[leader].append((row, share))
        light, heavy = self.light[inside], self.heavy[inside]
        shares = rule.alike(self.weight[inside], self.index.totals[light], self.index.language).tolist()
        for leader, row, share in zip(light.tolist(), heavy.tolist(), shares, strict=True):
            occurs[leader].append((row, share))
        return [
            Cluster(leader=leader, members=tuple(members[leader]), occurs=tuple(sorted(occurs[leader])))
            for leader in leaders.tolist()
        ]

    def _likeness(self, followers: Ints) -> list[float]:
        """How alike each of these rows and its leader are."""
        wanted = self._marked(followers)
        out = np.ones(self.index.rows)
        for row, other in ((self.left, self.right), (self.right, self.left)):
            pairs = np.flatnonzero(wanted[row] & (self.leader[row] == other))
            at = row[pairs]
            sizes = (self.index.totals[at] + self.index.totals[other[pairs]]) / 2
            out[at] = rule.alike(self.shared[pairs], sizes, self.index.language)
        return [float(share) for share in out[followers]]

    def passages(self, rows: Iterable[int]) -> dict[int, list[int]]:
        """The numbers of the passages that are here, by row."""
        found: dict[int, list[int]] = {row: [] for row in rows}
        numbers = np.flatnonzero(self._marked(np.array(list(found), dtype=np.int64))[self.row] & self.here)
        for number, row in zip(numbers.tolist(), self.row[numbers].tolist(), strict=True):
            found[row].append(number)
        return found

    def owned(self) -> Bools:
        """Which rows somebody says in own words."""
        return self._marked(self.row[self.here & self.own])
