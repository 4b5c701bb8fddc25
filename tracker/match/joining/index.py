"""An index of canonical forms that grows: who is near a new form, without joining all the others again.

Owns the numbering of terms and rows, and the search for the neighbours of some rows among all. Never reads text, and
never decides what a cluster is.

Why nothing is missed. Notation and bounds are those of joining/join.py; what differs is that the rows asked for
may be the lighter or the heavier ones of their pairs, and that terms keep the number that they got on arrival. Rows
list their terms by falling number. Any fixed order of terms will do for the proof; rare terms first is only faster,
and a term that arrives later is rarer than those before, if not for ever.

need(x, y) is what the pair must share by `rule.needed`, which rises with the size of the pair and so with the weight
of either row; W is a row's weight.

Dice. A row shares no more than the other one weighs, so that need(x, y) >= n for the least n = need of a pair of W and
n, which `_least` approaches from below. The head of a row holds its terms as long as the weight from the term to the
end is at least that; let R be the rest behind the head that ends first in the order of terms. With A the weight of
terms in both heads, S <= A + R, and R < need: a pair with A = 0 does not belong.
Containment of x in y. need depends on W(x) alone, x's inner head is cut by it, and all terms of y are listed:
S <= A + R(x). Every pair met with A + R >= need is summed in full and compared with need itself; weights are whole
numbers, need is rounded down, and of what is found so those stay that are alike by `rule.alike`.
Many rows are joined with everything at once, at the least plain share of a pair that is alike (`rule.least`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tracker.match.joining import rule
from tracker.match.joining.bags import Bags, Ints, quantise
from tracker.match.joining.clusters import spread
from tracker.match.joining.join import join
from tracker.match.joining.plan import Measure
from tracker.match.joining.walk import Bound, Rows, pairs

Bools = NDArray[np.bool_]
Keys = NDArray[np.uint64]

#: More rows than this, and than this share of all, are joined with everything at once instead of one by one.
MANY, SHARE = 2_000, 0.05
#: How often the least that a row shares is bounded anew: more changes it by less than a hundredth.
ROUNDS = 6


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
        for prefix, least in (("head", _least(totals, self.language)), ("inner", _inside(totals, self.language))):
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
        bound = Bound(threshold=rule.DICE, language=self.language, rest=self.head_rest, last=last, among=among)
        left, right, shared = self._walked(rows, self.heads, self.heads, bound)
        return self._alike(left, right, shared, (self.totals[left] + self.totals[right]) / 2, rule.DICE)

    def holding(self, rows: Ints) -> Found:
        """Each of `rows` with every other living row, no lighter, in which it is contained."""
        if self._many(rows):
            return self._contained(rows)
        bound = Bound(threshold=rule.occurs(self.language), language=self.language, rest=self.inner_rest, light="x")
        left, right, shared = self._walked(rows, self.inner, None, bound)
        return self._alike(left, right, shared, self.totals[left], rule.occurs(self.language))

    def held(self, rows: Ints, among: Bools) -> Found:
        """Every living row that `among` marks with each of `rows`, no lighter, in which it is contained."""
        if self._many(rows):
            found = self._contained(np.flatnonzero(among))
            return _where(found, np.isin(found.right, rows))
        bound = Bound(threshold=rule.occurs(self.language), language=self.language, rest=self.inner_rest, light="y")
        right, left, shared = self._walked(rows, None, np.where(among, self.inner, 0), bound)
        return self._alike(left, right, shared, self.totals[left], rule.occurs(self.language))

    def _alike(self, left: Ints, right: Ints, shared: Ints, size: ArrayLike, threshold: float) -> Found:
        kept = np.flatnonzero(rule.alike(shared, size, self.language) >= threshold)
        return Found(left=left[kept], right=right[kept], shared=shared[kept])

    def _many(self, rows: Ints) -> bool:
        return len(rows) > max(MANY, self.rows * SHARE)

    def _contained(self, rows: Ints) -> Found:
        """As `holding`, by a join of everything; of equally heavy rows each may lie in the other."""
        marked = np.zeros(self.rows, dtype=np.bool_)
        marked[rows] = True
        one = self._at_once(Measure.CONTAINMENT, rule.occurs(self.language), marked)
        equal = self._at_once(Measure.DICE, rule.occurs(self.language))
        even = self.totals[equal.left] == self.totals[equal.right]
        one = _where(one, self.totals[one.left] != self.totals[one.right])
        there, back = (even & marked[side] for side in (equal.left, equal.right))
        left = np.concatenate((one.left, equal.left[there], equal.right[back]))
        right = np.concatenate((one.right, equal.right[there], equal.left[back]))
        shared = np.concatenate((one.shared, equal.shared[there], equal.shared[back]))
        return self._alike(left, right, shared, self.totals[left], rule.occurs(self.language))

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

    def _walked(self, rows: Ints, probed: Ints | None, listed: Ints | None, bound: Bound) -> tuple[Ints, Ints, Ints]:
        held = Rows(starts=self.starts, terms=self.terms, weights=self.weights, totals=self.totals, alive=self.alive)
        return pairs(held, rows, probed, listed, bound)


def _least(totals: Ints, language: str) -> Ints:
    """What rows of these weights share at least with any row that is alike.

    That other one weighs no less than is shared, so what is needed of the lightest possible one bounds the next guess.
    """
    least = np.zeros(len(totals))
    for _ in range(ROUNDS):
        least = np.floor(rule.needed(rule.DICE, (totals + least) / 2, language))
    return least.astype(np.int64)


def _inside(totals: Ints, language: str) -> Ints:
    """What rows of these weights share at least with any row that holds them."""
    return np.floor(rule.needed(rule.occurs(language), totals, language)).astype(np.int64)


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
