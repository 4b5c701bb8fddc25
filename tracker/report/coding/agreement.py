"""Agreement between coders: Krippendorff's alpha, percent agreement, and who says what where another says otherwise.

Owns the arithmetic. Never reads a file and never says which value is right.

Source: Krippendorff, K. (2011), "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania, whose worked
examples the tests hold to. Own code, because the packages that compute it are under a licence that this project's does
not go with, and the whole is a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Level = Literal["nominal", "ordinal"]
#: One coder's values, item by item; None where nothing was coded.
Ratings = Sequence[str | None]
Floats = NDArray[np.float64]

#: Resamples of the interval around alpha, and the share that it holds.
RESAMPLES, SHARE = 1000, 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far coders agree on one column.

    `items` counts those that at least two coders coded. `percent` is the share of codings of one item that are equal
    pair by pair, each item weighing as many as it has codings; `alpha` is Krippendorff's with `low` and `high` the ends
    of its 95 % interval over resampled items. All are None where nothing can be said: no item coded twice, or (alpha)
    only one value in use.
    `table[i][j]` counts items where one coder says `values[i]` and a later one `values[j]`.
    """

    column: str
    level: Level
    items: int
    percent: float | None
    alpha: float | None
    low: float | None
    high: float | None
    values: tuple[str, ...]
    table: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """One more coder, here the tracker, set against the strict majority of the others.

    `items` counts those with a majority, `undecided` those without; `accuracy` is the share that it agrees with,
    `balanced` the mean of that share over the values that a majority names; `alpha` is over all coders, it included.
    """

    column: str
    items: int
    undecided: int
    accuracy: float | None
    balanced: float | None
    alpha: float | None
    recalls: tuple[tuple[str, int, float], ...]


def agreement(column: str, ratings: Sequence[Ratings], *, values: Sequence[str], level: Level = "nominal") -> Agreement:
    """Agreement of two or more coders on one column; `values` in their order, which counts where `level` is ordinal."""
    used = [value for value in values if any(value in coder for coder in ratings)]
    coincidences = _coincidences(ratings, used)
    whole = coincidences.sum(axis=0)
    total = float(whole.sum())
    low, high = _interval(coincidences, level)
    return Agreement(
        column=column,
        level=level,
        items=len(coincidences),
        percent=float(np.trace(whole)) / total if total else None,
        alpha=_alpha(whole, level),
        low=low,
        high=high,
        values=tuple(used),
        table=_confusion(ratings, used),
    )


def against(column: str, ratings: Sequence[Ratings], one: Ratings, *, values: Sequence[str], level: Level) -> Against:
    """How far one more coder is from the strict majority of the coders."""
    majorities = [majority(codes) for codes in zip(*ratings, strict=True)]
    pairs = [(theirs, its) for theirs, its in zip(majorities, one, strict=True) if theirs is not None]
    recalls = tuple(
        (value, len(own), sum(its == value for its in own) / len(own))
        for value in values
        if (own := [its for theirs, its in pairs if theirs == value])
    )
    return Against(
        column=column,
        items=len(pairs),
        undecided=len(majorities) - len(pairs),
        accuracy=sum(theirs == its for theirs, its in pairs) / len(pairs) if pairs else None,
        balanced=sum(share for _, _, share in recalls) / len(recalls) if recalls else None,
        alpha=agreement(column, [*ratings, one], values=values, level=level).alpha,
        recalls=recalls,
    )


def recoded(ratings: Ratings, to: Mapping[str, str | None]) -> list[str | None]:
    """The ratings with some values replaced, or left out where the new one is None."""
    return [to.get(value, value) if value is not None else None for value in ratings]


def majority(codes: Sequence[str | None]) -> str | None:
    """What more than half of those who coded an item say; None where there is no such value."""
    counted = Counter(code for code in codes if code is not None)
    value, most = counted.most_common(1)[0] if counted else (None, 0)
    return value if 2 * most > counted.total() else None


def _coincidences(ratings: Sequence[Ratings], values: Sequence[str]) -> Floats:
    """Item by item the pairs of values, each item weighing as many values as it has; items coded once are left out."""
    place = {value: i for i, value in enumerate(values)}
    found = []
    for codes in zip(*ratings, strict=True):
        counts = np.zeros(len(values))
        for code in codes:
            if code is not None:
                counts[place[code]] += 1
        if counts.sum() > 1:
            found.append((np.outer(counts, counts) - np.diag(counts)) / (counts.sum() - 1))
    return np.array(found) if found else np.zeros((0, len(values), len(values)))


def _alpha(whole: Floats, level: Level) -> float | None:
    """Alpha of one matrix of coincidences; None when nothing varies, since then nothing could be disagreed upon."""
    totals = whole.sum(axis=0)
    distance = _ordinal(totals) if level == "ordinal" else 1.0 - np.eye(len(totals))
    expected = float((np.outer(totals, totals) * distance).sum())
    if not expected:
        return None
    return 1.0 - (float(totals.sum()) - 1.0) * float((whole * distance).sum()) / expected


def _ordinal(totals: Floats) -> Floats:
    """Squared distances between ranks: how many codings lie between two values, each end counted half."""
    reached = np.cumsum(totals) - totals / 2
    squared: Floats = (reached[:, None] - reached[None, :]) ** 2
    return squared


def _interval(coincidences: Floats, level: Level) -> tuple[float | None, float | None]:
    if len(coincidences) < 2:  # noqa: PLR2004 - one item resampled is itself
        return None, None
    draws = np.random.default_rng(0).multinomial(
        len(coincidences), np.full(len(coincidences), 1 / len(coincidences)), RESAMPLES
    )
    sums = np.tensordot(draws, coincidences, axes=1)
    found = [alpha for one in sums if (alpha := _alpha(one, level)) is not None]
    if len(found) < RESAMPLES // 2:
        return None, None
    low, high = np.quantile(found, [(1 - SHARE) / 2, (1 + SHARE) / 2])
    return float(low), float(high)


def _confusion(ratings: Sequence[Ratings], values: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    counted: Counter[tuple[str, str]] = Counter()
    for one, other in combinations(ratings, 2):
        counted.update((x, y) for x, y in zip(one, other, strict=True) if x is not None and y is not None)
    return tuple(tuple(counted[x, y] for y in values) for x in values)
