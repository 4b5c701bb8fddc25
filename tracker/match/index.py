"""An index of canonical forms that grows: who is near a new form, without joining all the others again.

Owns the numbering of terms and rows, and the search for the neighbours of some rows among all. Never reads text, and
never decides what a cluster is.

Why nothing is missed. Notation and bounds are those of tracker/match/join.py; what differs is that the rows asked for
may be the lighter or the heavier ones of their pairs, and that terms keep the number that they got on arrival. Rows
list their terms by falling number. Any fixed order of terms will do for the proof; rare terms first is only faster,
and a term that arrives later is rarer than those before, if not for ever.

Dice. need(x, y) = ceil(t (W(x) + W(y)) / 2). In a pair of the result the lighter one weighs at least t / (2 - t) of the
heavier, so that need >= ceil(t W / (2 - t)) with the weight W of either. The head of a row holds its terms as long as
the weight from the term to the end is at least that; let R be the rest behind the head that ends first in the order
of terms. With A the weight of terms in both heads, S <= A + R, and R < need: a pair with A = 0 does not belong.
Containment of x in y. need = ceil(t W(x)), x's inner head is cut by it, and all terms of y are listed: S <= A + R(x).
Every pair met with A + R >= need is summed in full and compared with need itself; weights are whole numbers.
The threshold t is the least plain share of a pair that is alike (`rule.least`); of what is found so, those stay that
are alike by `rule.alike`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tracker.match import rule
from tracker.match.bags import MILLION, Bags, Ints, millionths, quantise
from tracker.match.clusters import spread
from tracker.match.join import join
from tracker.match.plan import Measure

Bools = NDArray[np.bool_]
Keys = NDArray[np.uint64]

#: More rows than this, and than this share of all, are joined with everything at once instead of one by one.
MANY, SHARE = 2_000, 0.05
#: The largest table of rows by terms, in bytes.
TABLE = 100_000_000
#: How many met pairs one step may hold: bounds memory, not the result.
STEP = 1 << 22
_WEIGHT_BITS = 16
_WEIGHT_MASK = (1 << _WEIGHT_BITS) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Pairs of rows and the weight that they share. For containment `left` is the row that lies in `right`."""

    left: Ints
    right: Ints
    shared: Ints


def _ints() -> Ints:
    return np.zeros(0, dtype=np.int64)


@dataclass(slots=True, kw_only=True)
class Index:
    """Rows of one language, in order of arrival; row r has `terms[starts[r]:starts[r + 1]]` by falling number.

    `names` gives each term's word, with a count behind a tab for its repetitions. `heads` and `inner` say how many
    terms the heads for Dice and for containment have, `head_rest` and `inner_rest` what weighs behind them. `alive`
    rows take part; `content` counts terms that are words.
    """

    language: str
    names: list[str] = field(default_factory=list)
    weights: Ints = field(default_factory=_ints)
    keys: Keys = field(default_factory=lambda: np.zeros(0, dtype=np.uint64))
    starts: Ints = field(default_factory=lambda: np.zeros(1, dtype=np.int64))
    terms: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    totals: Ints = field(default_factory=_ints)
    content: Ints = field(default_factory=_ints)
    heads: Ints = field(default_factory=_ints)
    head_rest: Ints = field(default_factory=_ints)
    inner: Ints = field(default_factory=_ints)
    inner_rest: Ints = field(default_factory=_ints)
    alive: Bools = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    _numbers: dict[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows there are, dead ones among them."""
        return len(self.totals)

    @property
    def _dice(self) -> int:
        return millionths(rule.least(rule.DICE, self.language))

    @property
    def _containment(self) -> int:
        return millionths(rule.least(rule.CONTAINMENT, self.language))

    def find(self, keys: Keys) -> Ints:
        """The row of each key, -1 for one that is not there."""
        held = np.flatnonzero(np.isin(self.keys, keys))
        order = np.argsort(self.keys[held])
        at = np.searchsorted(self.keys[held], keys, sorter=order)
        at = np.minimum(at, max(len(held) - 1, 0))
        if not len(held):
            return np.full(len(keys), -1, dtype=np.int64)
        rows = held[order[at]]
        return np.where(self.keys[rows] == keys, rows, -1)

    def add(self, keys: Keys, forms: Sequence[Sequence[str]], weigh: Callable[[str], float]) -> Ints:
        """Rows for forms under keys that are not there yet: their numbers, -1 for a form without weight."""
        if not self.rows:
            lengths, terms = self._numbered_at_once(forms, weigh)
        else:
            lengths, terms = self._numbered(forms, weigh)
        weighty = lengths > 0
        rows = np.where(weighty, self.rows + np.cumsum(weighty) - 1, -1)
        content = np.array([rule.content_terms(form) for form in forms], dtype=np.int64)
        self._append(keys[weighty], lengths[weighty], terms, content[weighty])
        return rows

    def _numbered_at_once(
        self, forms: Sequence[Sequence[str]], weigh: Callable[[str], float]
    ) -> tuple[Ints, NDArray[np.int32]]:
        """The first rows: terms are numbered by frequency, so that heads hold the rare ones."""
        names: list[str] = []
        seen: dict[str, int] = {}
        rows = [[seen.setdefault(name, len(seen)) for name in named(form)] for form in forms]
        names = list(seen)
        heavy = np.array([quantise(weigh(name.partition("\t")[0])) for name in names], dtype=np.int64)
        lengths = np.array([len(row) for row in rows], dtype=np.int64)
        flat = np.fromiter((term for row in rows for term in row), dtype=np.int64, count=int(lengths.sum()))
        count = np.bincount(flat, minlength=len(names))
        order = np.lexsort((np.arange(len(names)), -count))
        order = order[heavy[order] > 0]
        number = np.full(len(names), -1, dtype=np.int64)
        number[order] = np.arange(len(order))
        self.names, self.weights = [names[at] for at in order.tolist()], heavy[order]
        return _falling(np.repeat(np.arange(len(forms)), lengths), number[flat], len(forms))

    def _numbered(
        self, forms: Sequence[Sequence[str]], weigh: Callable[[str], float]
    ) -> tuple[Ints, NDArray[np.int32]]:
        """Further rows: what is new gets the next numbers."""
        if len(self._numbers) != len(self.names):
            self._numbers = {name: number for number, name in enumerate(self.names)}
        rows, heavy = [], []
        for form in forms:
            row = []
            for name in named(form):
                number = self._numbers.get(name)
                if number is None:
                    weight = quantise(weigh(name.partition("\t")[0]))
                    if not weight:
                        continue
                    number = self._numbers[name] = len(self.names)
                    self.names.append(name)
                    heavy.append(weight)
                row.append(number)
            rows.append(row)
        self.weights = np.concatenate((self.weights, np.array(heavy, dtype=np.int64)))
        of = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        return _falling(of, np.array([term for row in rows for term in row], dtype=np.int64), len(rows))

    def _append(self, keys: Keys, lengths: Ints, terms: NDArray[np.int32], content: Ints) -> None:
        starts = np.concatenate(([0], np.cumsum(lengths)))
        held = self.weights[terms]
        before = np.concatenate(([0], np.cumsum(held)))
        totals = before[starts[1:]] - before[starts[:-1]]
        row = np.repeat(np.arange(len(lengths)), lengths)
        behind = before[starts[1:]][row] - before[:-1]
        for prefix, least in (
            ("head", -(-self._dice * totals // (2 * MILLION - self._dice))),
            ("inner", -(-self._containment * totals // MILLION)),
        ):
            inside = behind >= least[row]
            sizes = np.bincount(row, inside, len(lengths)).astype(np.int64)
            rest = totals - np.bincount(row, held * inside, len(lengths)).astype(np.int64)
            if prefix == "head":
                self.heads, self.head_rest = _joined(self.heads, sizes), _joined(self.head_rest, rest)
            else:
                self.inner, self.inner_rest = _joined(self.inner, sizes), _joined(self.inner_rest, rest)
        self.starts = np.concatenate((self.starts, starts[1:] + self.starts[-1]))
        self.terms = np.concatenate((self.terms, terms))
        self.keys = np.concatenate((self.keys, keys))
        self.totals, self.content = _joined(self.totals, totals), _joined(self.content, content)
        self.alive = np.concatenate((self.alive, np.ones(len(lengths), dtype=np.bool_)))

    def near(self, rows: Ints) -> Found:
        """All pairs of living rows by Dice of which at least one is among `rows`, each pair once."""
        among = np.zeros(self.rows, dtype=np.bool_)
        among[rows] = True
        if self._many(rows):
            all_of = self._at_once(Measure.DICE, rule.DICE)
            found = _where(all_of, among[all_of.left] | among[all_of.right])
            sizes = (self.totals[found.left] + self.totals[found.right]) / 2
            return self._alike(found.left, found.right, found.shared, sizes, rule.DICE)
        last = self.terms[self.starts[:-1] + self.heads - 1]

        def bound(r: Ints, y: Ints) -> tuple[Ints, Ints, Bools]:
            least = -(-self._dice * (self.totals[r] + self.totals[y]) // (2 * MILLION))
            return least, np.where(last[r] >= last[y], self.head_rest[r], self.head_rest[y]), ~among[y] | (r < y)

        left, right, shared = self._pairs(rows, self.heads, self.heads, bound)
        return self._alike(left, right, shared, (self.totals[left] + self.totals[right]) / 2, rule.DICE)

    def holding(self, rows: Ints) -> Found:
        """Each of `rows` with every other living row, no lighter, in which it is contained."""
        if self._many(rows):
            return self._contained(rows)

        def bound(r: Ints, y: Ints) -> tuple[Ints, Ints, Bools]:
            least = -(-self._containment * self.totals[r] // MILLION)
            return least, self.inner_rest[r], self.totals[y] >= self.totals[r]

        left, right, shared = self._pairs(rows, self.inner, None, bound)
        return self._alike(left, right, shared, self.totals[left], rule.CONTAINMENT)

    def held(self, rows: Ints, among: Bools) -> Found:
        """Every living row that `among` marks with each of `rows`, no lighter, in which it is contained."""
        if self._many(rows):
            found = self._contained(np.flatnonzero(among))
            return _where(found, np.isin(found.right, rows))

        def bound(r: Ints, y: Ints) -> tuple[Ints, Ints, Bools]:
            least = -(-self._containment * self.totals[y] // MILLION)
            return least, self.inner_rest[y], self.totals[r] >= self.totals[y]

        right, left, shared = self._pairs(rows, None, np.where(among, self.inner, 0), bound)
        return self._alike(left, right, shared, self.totals[left], rule.CONTAINMENT)

    def _alike(self, left: Ints, right: Ints, shared: Ints, size: ArrayLike, threshold: float) -> Found:
        kept = np.flatnonzero(rule.alike(shared, size, self.language) >= threshold)
        return Found(left=left[kept], right=right[kept], shared=shared[kept])

    def _many(self, rows: Ints) -> bool:
        return len(rows) > max(MANY, self.rows * SHARE)

    def _contained(self, rows: Ints) -> Found:
        """As `holding`, by a join of everything; of equally heavy rows each may lie in the other."""
        marked = np.zeros(self.rows, dtype=np.bool_)
        marked[rows] = True
        one = self._at_once(Measure.CONTAINMENT, rule.CONTAINMENT, marked)
        equal = self._at_once(Measure.DICE, rule.CONTAINMENT)
        even = self.totals[equal.left] == self.totals[equal.right]
        one = _where(one, self.totals[one.left] != self.totals[one.right])
        there, back = (even & marked[side] for side in (equal.left, equal.right))
        left = np.concatenate((one.left, equal.left[there], equal.right[back]))
        right = np.concatenate((one.right, equal.right[there], equal.left[back]))
        shared = np.concatenate((one.shared, equal.shared[there], equal.shared[back]))
        return self._alike(left, right, shared, self.totals[left], rule.CONTAINMENT)

    def _at_once(self, measure: Measure, threshold: float, lighter: Bools | None = None) -> Found:
        """The join of all living rows, at the least share that `threshold` can mean."""
        rows = np.flatnonzero(self.alive)
        rows = rows[np.argsort(self.totals[rows], kind="stable")]
        entries, _ = spread(self.starts, rows)
        lengths = self.starts[rows + 1] - self.starts[rows]
        bags = Bags(
            starts=np.concatenate(([0], np.cumsum(lengths))),
            terms=len(self.names) - 1 - self.terms[entries].astype(np.int64),
            weights=self.weights[::-1].copy(),
            totals=self.totals[rows],
            row_of=np.arange(len(rows), dtype=np.int64),
        )
        marked = None if lighter is None else lighter[rows]
        pairs = join(bags, measure=measure, threshold=rule.least(threshold, self.language), lighter=marked)
        return Found(left=rows[pairs.left], right=rows[pairs.right], shared=pairs.shared)

    def _pairs(
        self,
        rows: Ints,
        probed: Ints | None,
        listed: Ints | None,
        bound: Callable[[Ints, Ints], tuple[Ints, Ints, Bools]],
    ) -> tuple[Ints, Ints, Ints]:
        """Pairs of `rows` (left) and others sharing a term among their first `probed` and `listed`; the weight shared.

        `bound` says of such pairs how much they must share, what may be shared beyond that, and which may count.
        """
        probes, owner = spread(self.starts, rows)
        if probed is not None:
            inside = probes - self.starts[rows][owner] < probed[rows][owner]
            probes, owner = probes[inside], owner[inside]
        parts = [(_ints(), _ints(), _ints())]
        for x, y, met in self._met(owner, self.terms[probes], *self._listed(self.terms[probes], listed)):
            least, rest, allowed = bound(rows[x], y)
            kept = np.flatnonzero(allowed & (met + rest >= least) & (y != rows[x]))
            shared = self._shared(rows, x[kept], y[kept])
            sure = shared >= least[kept]
            parts.append((rows[x[kept[sure]]], y[kept[sure]], shared[sure]))
        left, right, shared = (np.concatenate(column) for column in zip(*parts, strict=True))
        return left, right, shared

    def _listed(self, wanted: NDArray[np.int32], sizes: Ints | None) -> tuple[NDArray[np.int32], Ints]:
        """Terms and rows of all entries of wanted terms that living rows have, within their first `sizes` terms."""
        table = np.zeros(len(self.names), dtype=np.bool_)
        table[wanted] = True
        places = np.flatnonzero(table[self.terms])
        row = np.searchsorted(self.starts, places, side="right") - 1
        kept = self.alive[row]
        if sizes is not None:
            kept &= places - self.starts[row] < sizes[row]
        places, row = places[kept], row[kept]
        order = np.argsort(self.terms[places], kind="stable")
        return self.terms[places[order]], row[order]

    def _met(
        self, owner: Ints, sought: NDArray[np.int32], terms: NDArray[np.int32], rows: Ints
    ) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Owners and rows that share a term, each pair once with the weight so met; owners stand in rising order."""
        low = np.searchsorted(terms, sought)
        sizes = np.searchsorted(terms, sought, side="right") - low
        bounds = np.concatenate((np.flatnonzero(np.diff(owner)) + 1, [len(owner)]))
        walked = np.concatenate(([0], np.cumsum(sizes)))
        first = 0
        while first < len(owner):
            limit = int(np.searchsorted(walked[bounds], walked[first] + STEP, side="right"))
            after = int(bounds[max(limit - 1, int(np.searchsorted(bounds, first, side="right")))])
            part = slice(first, after)
            total = int(walked[after] - walked[first])
            at = np.arange(total) + np.repeat(low[part] - walked[part] + walked[first], sizes[part])
            packed = np.repeat(owner[part] * self.rows, sizes[part]) + rows[at]
            packed = (packed << _WEIGHT_BITS) + np.repeat(self.weights[sought[part]], sizes[part])
            packed.sort()
            key = packed >> _WEIGHT_BITS
            begins = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1]))) if total else _ints()
            if total:
                yield key[begins] // self.rows, key[begins] % self.rows, np.add.reduceat(packed & _WEIGHT_MASK, begins)
            first = after

    def _shared(self, rows: Ints, x: Ints, y: Ints) -> Ints:
        """The weight that `rows[x]` and y share, pair by pair."""
        holds = self._holds(rows)
        out = np.zeros(len(x), dtype=np.int64)
        step = max(STEP // 32, 1)
        for first in range(0, len(x), step):
            part = slice(first, first + step)
            entries, pair = spread(self.starts, y[part])
            terms = self.terms[entries]
            weight = np.where(holds(x[part][pair], terms), self.weights[terms], 0)
            out[part] = np.bincount(pair, weight, len(x[part])).astype(np.int64)
        return out

    def _holds(self, rows: Ints) -> Callable[[Ints, NDArray[np.int32]], Bools]:
        """Whether `rows[x]` has a term: by a table where that is small, else by looking it up."""
        probes, owner = spread(self.starts, rows)
        terms = np.unique(self.terms[probes])
        if len(rows) * len(terms) > TABLE:
            width = len(self.names)
            held = np.sort(owner * width + self.terms[probes])
            return lambda x, term: (
                held[np.minimum(np.searchsorted(held, x * width + term), len(held) - 1)] == (x * width + term)
            )
        place = np.full(len(self.names), len(terms), dtype=np.int64)
        place[terms] = np.arange(len(terms))
        table = np.zeros((len(rows), len(terms) + 1), dtype=np.bool_)
        table[owner, place[self.terms[probes]]] = True
        return lambda x, term: table[x, place[term]]


def _where(found: Found, kept: Bools) -> Found:
    return Found(left=found.left[kept], right=found.right[kept], shared=found.shared[kept])


def named(form: Sequence[str]) -> list[str]:
    """The terms of a form by name; a repeated word is a term of its own for each repetition."""
    if len(set(form)) == len(form):
        return list(form)
    seen: dict[str, int] = {}
    names = []
    for word in form:
        nth = seen[word] = seen.get(word, 0) + 1
        names.append(word if nth == 1 else f"{word}\t{nth}")
    return names


def _falling(row: Ints, number: Ints, count: int) -> tuple[Ints, NDArray[np.int32]]:
    """How many weighty terms each row has, and these by falling number."""
    kept = number >= 0
    row, number = row[kept], number[kept]
    order = np.lexsort((-number, row))
    return np.bincount(row, minlength=count).astype(np.int64), number[order].astype(np.int32)


def _joined(held: Ints, more: Ints) -> Ints:
    return np.concatenate((held, more))
