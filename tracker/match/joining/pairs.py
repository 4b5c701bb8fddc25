"""Near-identical pairs among many texts, as a table: the join for notebooks and evaluation.

Owns the way from texts to a DataFrame. pandas is imported only when a table is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tracker.errors import BadInput
from tracker.language.names.gazetteer import Gazetteer, default_gazetteer
from tracker.language.texts.canon import canonical_all
from tracker.match import epochs
from tracker.match.joining import bags
from tracker.match.joining.join import Engine, join, similarities
from tracker.match.joining.plan import Measure
from tracker.match.judging.judgement import weigher

if TYPE_CHECKING:
    import pandas as pd

#: More pairs than this do not fit a laptop's memory as a table.
MOST_PAIRS = 50_000_000


def similar_pairs(
    texts: Sequence[str],
    *,
    language: str,
    threshold: float,
    measure: str = "dice",
    weights: Mapping[str, float] | epochs.Epoch | None = None,
    gazetteer: Gazetteer | None = None,
    engine: Engine = "auto",
) -> pd.DataFrame:
    """All pairs of texts at or over the threshold, none missed and none under it: columns i, j, similarity.

    i < j are positions in `texts`, rows are sorted. Texts with equal canonical forms are compared once; all their
    pairs are listed nevertheless, and BadInput is raised before more than `MOST_PAIRS` would be. A text without any
    content term is like nothing. Raises ValueError for an unknown measure or a threshold outside (0, 1].
    """
    import pandas as pd  # noqa: PLC0415 - half a second that a command without tables should not pay

    gazetteer = gazetteer or default_gazetteer()
    forms = canonical_all(texts, language=language, gazetteer=gazetteer)
    encoded = bags.encode(forms, weigher(weights, language))
    left, right, alike = _between_forms(encoded, Measure(measure), threshold, engine)
    order = np.lexsort((right, left))
    return pd.DataFrame({"i": left[order], "j": right[order], "similarity": alike[order]})


def _between_forms(
    encoded: bags.Bags, measure: Measure, threshold: float, engine: Engine
) -> tuple[bags.Ints, bags.Ints, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """The pairs of rows spread over all forms of each row, and the pairs of equal forms at 1.0."""
    found = join(encoded, measure=measure, threshold=threshold, engine=engine)
    held = np.flatnonzero(encoded.row_of >= 0)
    forms = held[np.argsort(encoded.row_of[held], kind="stable")]
    counts = np.bincount(encoded.row_of[held], minlength=encoded.rows)
    starts = np.concatenate(([0], np.cumsum(counts)))
    rows = np.arange(encoded.rows)
    left, right = np.concatenate((found.left, rows)), np.concatenate((found.right, rows))
    alike = np.concatenate((similarities(encoded, found, measure), np.ones(encoded.rows)))
    sizes = counts[left] * counts[right]
    if sizes.sum() > MOST_PAIRS:
        raise BadInput(
            f"similar_pairs: {int(sizes.sum()):,} pairs, expected at most {MOST_PAIRS:,}; "
            "many texts are equal up to names and numbers: drop duplicates first or raise the threshold"
        )
    pair = np.repeat(np.arange(len(left)), sizes)
    nth = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    i = forms[starts[left[pair]] + nth // counts[right[pair]]]
    j = forms[starts[right[pair]] + nth % counts[right[pair]]]
    kept = (left[pair] != right[pair]) | (i < j)
    return np.minimum(i, j)[kept], np.maximum(i, j)[kept], alike[pair][kept]
