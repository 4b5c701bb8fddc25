"""The exact join as Spark SQL: the same bounds, the same pairs, for more rows than one machine holds.

Owns the text of the queries. Never runs one: a session, files and Java are the business of tracker/jobs/sparking.py.
Why nothing is missed is proved in joining/join.py; each line here is one of its steps, in whole numbers (BIGINT)
throughout, so that no sum depends on the order of adding. Rows are numbered by weight, lightest first, as in `Bags`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.match.joining.bags import MILLION, millionths
from tracker.match.joining.plan import CLASSES, Measure

#: An entry of a row is its term above this many bits and the term's weight in them (`bags.MAX_WEIGHT` fits).
WEIGHT_BITS = 16
_WEIGHT = (1 << WEIGHT_BITS) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A named query, built on those before it; `kept` says that it is read more than once."""

    name: str
    query: str
    kept: bool = False


def views(*, measure: Measure, threshold: float) -> tuple[View, ...]:
    """The queries in order; the last, `pairs`, has the columns `left`, `right` and `shared` of `join.Pairs`, unordered.

    They read a view `rows` with the columns `row` (BIGINT), `probing` (BOOLEAN: whether pairs are wanted in which it
    is the lighter one), `entries` (ARRAY<BIGINT>, a term and its weight each, in the order of terms, none twice) and
    `behind` (ARRAY<BIGINT>, for each entry the weight from it to the end of its row). Raises ValueError for a
    threshold outside (0, 1].
    """
    bar = _Bar(t=millionths(threshold), dice=measure is Measure.DICE)
    return (
        View(name="bounded", query=_bounded(bar), kept=True),
        View(name="candidates", query=_candidates(bar)),
        View(name="pairs", query=_pairs(bar)),
    )


@dataclass(frozen=True, slots=True)
class _Bar:
    """What a pair must reach, as conditions in whole numbers."""

    t: int
    dice: bool

    def reached(self, shared: str, light: str, heavy: str) -> str:
        """Whether rows of these totals that share this weight, or at most this weight, are a pair, or may be one."""
        if self.dice:
            return f"({2 * MILLION} * {shared} >= {self.t} * ({light} + {heavy}))"
        return f"({MILLION} * {shared} >= {self.t} * {light})"

    @property
    def listed(self) -> str:
        """Whether an entry can be the first that its row shares with any lighter row (step 3)."""
        return f"e.behind * {2 * MILLION - self.t} >= {self.t} * behind[0]" if self.dice else "true"


def _bounded(bar: _Bar) -> str:
    """Each row with its prefixes, its signature, and by how much it is lighter without its n lightest terms."""
    return f"""
SELECT row, probing, entries, behind[0] AS total,
    filter(arrays_zip(entries, behind), e -> e.behind * {MILLION} >= {bar.t} * behind[0]) AS probed,
    filter(arrays_zip(entries, behind), e -> {bar.listed}) AS listed,
    aggregate(entries, 0L, (bits, e) -> bits | shiftleft(1L, int({_term("e")} % {CLASSES}))) AS signature,
    transform(sequence(0, least({CLASSES}, size(entries))),
        n -> aggregate(slice(weights, 1, n), 0L, (sum, weight) -> sum + weight)) AS lightest
FROM (SELECT *, array_sort(transform(entries, e -> e & {_WEIGHT})) AS weights FROM rows)
"""


def _candidates(bar: _Bar) -> str:
    """Rows that share a term which, as the first one shared, passes every bound on both sides (steps 1 to 4).

    The signature is used more coarsely than by the compiled kernel, in what a query can add up: of x at least as many
    terms are not in y as there are classes that x holds and y lacks, and they weigh no less than x's lightest ones.
    """
    missed = {"x": "x.signature & ~y.signature", "y": "y.signature & ~x.signature"}
    left = {side: f"{side}.total - element_at({side}.lightest, bit_count({bits}) + 1)" for side, bits in missed.items()}
    conditions = [
        bar.reached(f"({most})", "x.total", "y.total") for most in ("least(x.behind, y.behind)", left["x"], left["y"])
    ]
    return f"""
SELECT DISTINCT x.row AS left, y.row AS right
FROM ({_exploded("probed", "WHERE probing")}) x
JOIN ({_exploded("listed")}) y ON x.term = y.term AND x.row < y.row AND {" AND ".join(conditions)}
"""


def _exploded(side: str, chosen: str = "") -> str:
    return f"""
    SELECT row, total, signature, lightest, {_term("e.entries")} AS term, e.behind AS behind
    FROM (SELECT row, total, signature, lightest, explode({side}) AS e FROM bounded {chosen})"""


def _pairs(bar: _Bar) -> str:
    """Candidates summed in full and compared with the definition (step 5)."""
    return f"""
SELECT left, right, shared
FROM (
    SELECT left, right, x.total AS light, y.total AS heavy,
        aggregate(array_intersect(x.entries, y.entries), 0L, (sum, e) -> sum + (e & {_WEIGHT})) AS shared
    FROM candidates JOIN bounded x ON x.row = left JOIN bounded y ON y.row = right
)
WHERE {bar.reached("shared", "light", "heavy")}
"""


def _term(entry: str) -> str:
    return f"shiftright({entry}, {WEIGHT_BITS})"
