"""The exact all-pairs join over weighted bags, by Dice or by containment.

Owns which pairs are at or over a threshold. Never reads text and never guesses: no pair is missed, none let through.

Why nothing is missed. Weights are positive whole numbers, W is a row's total, S(x, y) the weight shared.
Let x stand before y (W(x) <= W(y)), t the threshold. The pair belongs to the result if and only if

    Dice         2 S >= t (W(x) + W(y))      because Dice = 2 S / (W(x) + W(y))
    containment  S >= t W(x)                 because containment = S / min(W(x), W(y))

that is, S >= need(x, y), the right side by 2 or by 1. Terms have one fixed order, which every row keeps: rarest first.
A pair of the result shares a term, since need > 0. Let i be the first one in the order that it shares, and let
B(x, i) be the weight of x from i to its end. No term before i is shared, so S <= B(x, i) and S <= B(y, i), and

1. Prefix of x. need >= t W(x) in both cases, by Dice because W(y) >= W(x). So B(x, i) >= t W(x): only the terms
   of x for which this holds are looked up, its prefix.
2. Window. Dice: need <= B(x, i), so W(y) <= 2 B(x, i) / t - W(x). Lists hold the lightest row first, and the walk
   for i ends at the first row over that. The later a term stands in x, the shorter its window.
3. Lists. need <= B(y, i) bounds x for each entry of y: by Dice W(x) <= 2 B(y, i) / t - W(y), by containment
   W(x) <= B(y, i) / t. By Dice W(x) is also at least t W(y) / (2 - t), as S <= W(x); an entry for which no weight is
   left is not listed. Rows x are taken lightest first, so that an entry whose bound lies under one x is of no use to
   any later x, and neither is one of a row at or before x: `blocks` drops both as it goes.
4. Signature. Each term has one of 64 classes, and y a bit for each class that it holds. A term of x whose class y
   lacks is not in y. So S <= U, the weight of those terms of x, from i on, whose class y holds. In the lists of i
   a row with U < need is passed by. U is the sum of eight table entries, one for each byte of y's signature, from
   tables of x that hold for each value of the byte the weight of x's terms in its classes. The compiled kernel fills
   them from x's last term to i; the numpy path takes all terms of x, which is never less.
5. What is left, once a pair, is summed in full and compared with the definition.

So each pair of the result is met in the list of its first shared term, passes every bound there, and is verified.
Whole numbers make every comparison exact: multiplied out where it is one, rounded to the side that keeps otherwise.

Sources of the ideas: Bayardo, Ma and Srikant 2007 (All-Pairs: prefixes, lists that shrink); Xiao and others 2008
(PPJoin: what is left in both rows behind the first shared term); Sandes, Teodoro and Melo 2020 (bitmap filter).
Measured on 100,000 real sentences, Dice at .55: 2 and 3 halve the walk from 44 to 20 million entries, of which 4
leaves 0.13 million to be summed. A sum of prefix weights for each pair, as in All-Pairs, left 9.9 million.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from tracker.match.joining import kernel, vectors
from tracker.match.joining.bags import Bags, Ints
from tracker.match.joining.plan import Flags, Measure, plan_join

#: Below this many rows compiling the fast kernel (some 4 s a process) costs more than it saves.
WORTH_COMPILING = 80_000
_NONE = (np.zeros(0, dtype=np.int64),) * 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of rows, `left` < `right` (so the left one is never the heavier), sorted, with the weight they share."""

    left: Ints
    right: Ints
    shared: Ints

    def __len__(self) -> int:
        return len(self.left)


class Joiner(Protocol):
    """An engine outside this room, such as Spark: the same join, to be held to the same pairs."""

    def __call__(self, bags: Bags, *, measure: Measure, threshold: float, lighter: Flags | None) -> Pairs:
        """The pairs of `join`."""
        ...


Engine = Literal["auto", "numpy", "fast"] | Joiner


def join(
    bags: Bags, *, measure: Measure, threshold: float, engine: Engine = "auto", lighter: Flags | None = None
) -> Pairs:
    """All pairs of distinct rows at or over the threshold, and no other.

    With `lighter` only pairs whose left row it marks: the lighter row of each pair, for those who want no others.

    Similarity is exact: whole weights, no rounding. Raises ValueError for a threshold outside (0, 1] and MissingExtra
    when the fast engine is asked for but not installed. All engines give identical pairs.
    """
    if callable(engine):
        return engine(bags, measure=measure, threshold=threshold, lighter=lighter)
    plan = plan_join(bags, measure=measure, threshold=threshold, lighter=lighter)
    compiled = engine == "fast" or (engine == "auto" and bags.rows >= WORTH_COMPILING and kernel.installed())
    parts = [_sorted(*part) for part in (kernel if compiled else vectors).run(bags, plan)]
    left, right, shared = (np.concatenate(column) for column in zip(_NONE, *parts, strict=True))
    return Pairs(left=left, right=right, shared=shared)


def similarities(bags: Bags, pairs: Pairs, measure: Measure) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The similarity of each pair, between 0 and 1."""
    light, heavy = bags.totals[pairs.left], bags.totals[pairs.right]
    if measure is Measure.DICE:
        return 2.0 * pairs.shared / (light + heavy)
    return pairs.shared / light


def _sorted(left: Ints, right: Ints, shared: Ints) -> tuple[Ints, Ints, Ints]:
    order = np.lexsort((right, left))
    return left[order], right[order], shared[order]
