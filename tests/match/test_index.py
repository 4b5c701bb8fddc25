"""Neighbours found one by one are those that a join of everything finds."""

from random import Random
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from tracker.match.joining import index as index_module, kernel, rule, walk
from tracker.match.joining.index import Index
from tracker.match.judging.judgement import likeness
from tracker.model import short_hash

WORDS = st.sampled_from([f"w{i}" for i in range(12)] + ["{PLACE}"])
FORMS = st.lists(st.lists(WORDS, min_size=1, max_size=8).map(lambda f: tuple(sorted(f))), max_size=20, unique=True)


def weigh(word: str) -> float:
    return {"w0": 0.0, "w1": 0.5, "w2": 0.25, "{PLACE}": 1.0}.get(
        word, 3.0 + int(word[1:]) / 7 if word[1:].isdigit() else 1
    )


def key(form: tuple[str, ...]) -> int:
    return int(short_hash(*form, length=16), 16)


def keys(forms: list[tuple[str, ...]]) -> np.ndarray:
    return np.array([key(form) for form in forms], dtype=np.uint64)


Pair = frozenset[tuple[str, ...]]


def brute(forms: list[tuple[str, ...]]) -> tuple[set[Pair], set[tuple[tuple[str, ...], tuple[str, ...]]]]:
    dice, within = set(), set()
    for x in forms:
        for y in forms:
            if x != y:
                alike = likeness(x, y, weigh, language="en")
                if alike.dice >= rule.DICE:
                    dice.add(frozenset((x, y)))
                if alike.containment >= rule.occurs("en") and total(x) <= total(y):
                    within.add((x, y))
    return dice, within


def total(form: tuple[str, ...]) -> int:
    return sum(round(weigh(word) * 1000) for word in form)


@settings(max_examples=200, deadline=None)
@given(forms=FORMS, draw=st.randoms(use_true_random=False), many=st.sampled_from([1, 3, index_module.MANY]))
def test_rows_added_in_any_order_and_taken_away_meet_all_their_neighbours(
    forms: list[tuple[str, ...]], draw: Random, many: int
):
    """`many`: from how many new rows on everything is joined at once."""
    with patch.object(index_module, "MANY", many), patch.object(walk, "STEP", draw.choice([64, walk.STEP])):
        added_and_taken(forms, draw)


@pytest.mark.skipif(not kernel.installed(), reason="the compiled walk is an extra")
@settings(max_examples=100, deadline=None)
@given(forms=FORMS, draw=st.randoms(use_true_random=False))
def test_the_compiled_walk_meets_the_same(forms: list[tuple[str, ...]], draw: Random):
    with patch.object(walk, "WORTH_COMPILING", 0):
        added_and_taken(forms, draw)


def added_and_taken(forms: list[tuple[str, ...]], draw: Random) -> None:
    index, held = Index(language="en"), {}
    dice: set[Pair] = set()
    within = set()
    waiting = list(forms)
    draw.shuffle(waiting)
    while waiting:
        batch, waiting = waiting[: (size := draw.randint(1, 7))], waiting[size:]
        rows = index.add(keys(batch), batch, weigh)
        held.update({int(row): form for row, form in zip(rows, batch, strict=True) if row >= 0})
        new = rows[rows >= 0]
        found = index.near(new)
        met = [frozenset((held[a], held[b])) for a, b in zip(found.left.tolist(), found.right.tolist(), strict=True)]
        assert len(set(met)) == len(met)
        dice.update(met)
        old = np.arange(index.rows)[: index.rows - len(new)]
        marked = np.zeros(index.rows, dtype=np.bool_)
        marked[old] = True
        for part in (index.holding(new), index.held(new, marked)):
            within.update((held[a], held[b]) for a, b in zip(part.left.tolist(), part.right.tolist(), strict=True))
        if draw.random() < 0.3 and held:
            gone = draw.choice(sorted(held))
            form = held.pop(gone)
            index.alive[gone] = False
            dice = {pair for pair in dice if form not in pair}
            within = {pair for pair in within if form not in pair}
    assert (dice, within) == brute(list(held.values()))
    assert index.find(keys(list(held.values()))).tolist() == list(held)
