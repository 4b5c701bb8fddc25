"""How many statements stand under each value, however few or many were found."""

from collections import Counter

import numpy as np
import pytest

from tracker.report.server.columns import Kind


@pytest.mark.parametrize("found", [[], [3], [0, 7, 41], list(range(0, 100, 3)), list(range(100))])
def test_few_places_and_many_are_counted_alike(found: list[int]):
    values = {at: [f"v{n}" for n in range(at % 4)] for at in range(100)}
    held = [(at, value) for at, own in values.items() for value in own]
    names = ("v0", "v1", "v2", "nobody")
    places = np.array([at for at, _ in held], dtype=np.int64)
    kind = Kind(
        values=names,
        of=places,
        code=np.array([names.index(value) for _, value in held], dtype=np.int64),
        first=np.searchsorted(places, np.arange(101)),
    )
    chosen = np.zeros(100, dtype=np.bool_)
    chosen[found] = True
    expected = Counter(value for at in found for value in values[at])
    assert kind.counts(chosen, np.array(found, dtype=np.int64)) == expected
