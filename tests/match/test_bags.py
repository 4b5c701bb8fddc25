from collections import Counter
from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from tracker.match.joining.bags import Bags, copies, encode, quantise

#: Among the weights: none, a negative one and one that is cut, and two words whose weights are equal.
WEIGHTS = {"attack": 4.2, "peace": 4.2, "of": 0.0, "we": -1.0, "Ärger": 7.25, "和平": 900.0, "talks": 2.5, "": 1.0}
FORMS = st.lists(st.lists(st.sampled_from(sorted(WEIGHTS)), max_size=8).map(tuple), max_size=25)

Row = tuple[int, ...]


def plainly(forms: Sequence[Sequence[str]]) -> tuple[list[Row], list[int], list[int]]:
    """The definition, word by word: rows, weights of the terms, and each form's row."""
    keys = [tuple(sorted((w, n) for w, most in Counter(form).items() for n in range(most))) for form in forms]
    found = Counter(term for key in set(keys) for term in key)
    ranked = sorted((t for t in found if quantise(WEIGHTS[t[0]])), key=lambda t: (found[t], t))
    rank = {term: i for i, term in enumerate(ranked)}
    weights = [quantise(WEIGHTS[word]) for word, _ in ranked]
    rows = [tuple(sorted(rank[term] for term in key if term in rank)) for key in keys]
    order = sorted(set(rows) - {()}, key=lambda row: (sum(weights[t] for t in row), row))
    return order, weights, [order.index(row) if row else -1 for row in rows]


def rows_of(bags: Bags) -> list[Row]:
    return [tuple(bags.terms[a:b].tolist()) for a, b in zip(bags.starts[:-1], bags.starts[1:], strict=True)]


@settings(max_examples=300, deadline=None)
@given(forms=FORMS)
def test_bags_are_as_defined(forms: list[tuple[str, ...]]):
    bags = encode(forms, WEIGHTS.__getitem__)
    rows, weights, row_of = plainly(forms)
    assert rows_of(bags) == rows
    assert bags.weights.tolist() == weights
    assert bags.totals.tolist() == [sum(weights[term] for term in row) for row in rows]
    assert bags.row_of.tolist() == row_of
    assert {a.dtype for a in (bags.starts, bags.terms, bags.weights, bags.totals, bags.row_of)} == {np.dtype("int64")}


@settings(max_examples=60, deadline=None)
@given(forms=FORMS, order=st.randoms(use_true_random=False))
def test_the_order_of_forms_and_of_words_changes_nothing(forms: list[tuple[str, ...]], order: Random):
    shuffled = [tuple(order.sample(form, len(form))) for form in order.sample(forms, len(forms))]
    one, two = encode(forms, WEIGHTS.__getitem__), encode(shuffled, WEIGHTS.__getitem__)
    assert rows_of(one) == rows_of(two)
    assert one.weights.tolist() == two.weights.tolist()


@pytest.mark.parametrize("word", ["\ud800", "a\0b", "", "𝔘"])
def test_any_text_can_be_a_word(word: str):
    bags = encode([(word, "x"), ("x", word), (word,)], lambda _: 1.0)
    assert bags.rows == 2
    assert bags.row_of.tolist() == [1, 1, 0]


def test_a_word_repeated_very_often_is_a_bag_like_any_other():
    bags = encode([("a",) * 70_000, ("a",) * 3, ("b",)], lambda _: 1.0)
    assert np.diff(bags.starts).tolist() == [1, 3, 70_000]
    assert bags.totals.tolist() == [1000, 3000, 70_000_000]


def test_copies_of_each_row():
    assert copies([1, -1, 0, 1]) == {1: [0, 3], 0: [2]}
