from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from tracker.errors import MissingExtra
from tracker.match.joining import kernel, vectors
from tracker.match.joining.bags import MILLION, Bags, encode, millionths, quantise
from tracker.match.joining.join import Engine, join, similarities
from tracker.match.joining.plan import Measure

#: Few words, uneven weights (one of them weightless) and repetitions: where prefixes and windows are tight.
WEIGHTS = {f"w{i}": [0.0, 0.3, 1.0, 1.0, 2.5, 4.0, 7.125, 9.0][i % 8] for i in range(24)}
WORDS = st.sampled_from(sorted(WEIGHTS))
FORMS = st.lists(st.lists(WORDS, max_size=9).map(tuple), max_size=30)
THRESHOLDS = st.sampled_from([0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]) | st.floats(0.4, 0.95)
ENGINES: list[Engine] = ["numpy", "fast"] if kernel.installed() else ["numpy"]


def brute(forms: Sequence[Sequence[str]], measure: Measure, threshold: float) -> dict[frozenset[tuple[str, ...]], int]:
    """Every pair of distinct weighted bags compared in full, by the definition."""
    bags = {tuple(sorted(w for w in form if WEIGHTS[w])) for form in forms} - {()}
    found: dict[frozenset[tuple[str, ...]], int] = {}
    for x, y in combinations(sorted(bags), 2):
        one, two = (sum(quantise(WEIGHTS[w]) for w in bag) for bag in (x, y))
        shared = sum(quantise(WEIGHTS[w]) * n for w, n in (Counter(x) & Counter(y)).items())
        whole = one + two if measure is Measure.DICE else 2 * min(one, two)
        if shared and 2 * shared * MILLION >= millionths(threshold) * whole:
            found[frozenset((x, y))] = shared
    return found


def words_of(forms: Sequence[Sequence[str]], bags: Bags) -> dict[int, tuple[str, ...]]:
    return {
        int(row): tuple(sorted(w for w in form if WEIGHTS[w]))
        for form, row in zip(forms, bags.row_of, strict=True)
        if row >= 0
    }


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("measure", list(Measure))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms=FORMS, threshold=THRESHOLDS)
def test_no_pair_is_missed_and_none_let_through(
    engine: Engine, measure: Measure, forms: list[tuple[str, ...]], threshold: float
):
    bags = encode(forms, WEIGHTS.__getitem__)
    pairs = join(bags, measure=measure, threshold=threshold, engine=engine)
    named = words_of(forms, bags)
    found = {
        frozenset((named[x], named[y])): shared
        for x, y, shared in zip(pairs.left.tolist(), pairs.right.tolist(), pairs.shared.tolist(), strict=True)
    }
    assert len(found) == len(pairs)
    assert found == brute(forms, measure, threshold)


@settings(max_examples=60, deadline=None)
@given(forms=FORMS, threshold=THRESHOLDS, order=st.randoms(use_true_random=False))
def test_any_order_of_forms_gives_the_same_bags_and_pairs(
    forms: list[tuple[str, ...]], threshold: float, order: Random
):
    shuffled = list(forms)
    order.shuffle(shuffled)
    one, two = encode(forms, WEIGHTS.__getitem__), encode(shuffled, WEIGHTS.__getitem__)
    assert np.array_equal(one.terms, two.terms)
    assert np.array_equal(one.starts, two.starts)
    for measure in Measure:
        left, right = (join(b, measure=measure, threshold=threshold, engine="numpy") for b in (one, two))
        assert left.left.tolist() == right.left.tolist()
        assert left.right.tolist() == right.right.tolist()


def test_small_steps_change_nothing(monkeypatch: pytest.MonkeyPatch):
    forms = [tuple(f"w{(i * j + j) % 24}" for j in range(1, 8)) for i in range(60)]
    bags = encode(forms, WEIGHTS.__getitem__)
    whole = join(bags, measure=Measure.CONTAINMENT, threshold=0.5, engine="numpy")
    monkeypatch.setattr(vectors, "STEP", 7)
    monkeypatch.setattr(vectors, "ROWS", 3)
    stepped = join(bags, measure=Measure.CONTAINMENT, threshold=0.5, engine="numpy")
    assert len(whole)
    assert (whole.left.tolist(), whole.right.tolist()) == (stepped.left.tolist(), stepped.right.tolist())


def as_in_prose(seed: int) -> Bags:
    """Made-up sentences of common and rare words, many more words than signatures have classes, and near copies."""
    draw = Random(seed)  # noqa: S311 - any fixed texts will do
    weights = {f"t{n}": 1.0 + 1.2 * (n + 1).bit_length() for n in range(3000)}
    forms: list[list[str]] = []
    for length in (2, 5, 9, 14, 30) * 80:
        form = [f"t{min(int(draw.paretovariate(0.5)), 3000) - 1}" for _ in range(length)]
        shorter = [draw.sample(form, length * 4 // 5) for _ in range(2)]
        forms.extend([form, [*form, "t0"], *([*part, f"t{draw.randrange(3000)}"] for part in shorter)])
    return encode(forms, weights.__getitem__)


def in_full(bags: Bags, measure: Measure, threshold: float) -> list[tuple[int, int, int]]:
    """Every pair of rows multiplied out: left, right and shared weight, in order."""
    held = np.zeros((bags.rows, len(bags.weights)))
    held[np.repeat(np.arange(bags.rows), np.diff(bags.starts)), bags.terms] = 1.0
    shared = np.triu((held * bags.weights) @ held.T, k=1).astype(np.int64)
    light, heavy = bags.totals[:, None], bags.totals[None, :]
    whole = light + heavy if measure is Measure.DICE else 2 * light
    left, right = np.nonzero((2 * shared * MILLION >= millionths(threshold) * whole) & (shared > 0))
    return list(zip(left.tolist(), right.tolist(), shared[left, right].tolist(), strict=True))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize("threshold", [0.4, 0.55, 0.65, 0.8, 0.95])
def test_many_rows_over_many_terms_as_compared_in_full(engine: Engine, measure: Measure, threshold: float):
    bags = as_in_prose(round(threshold * 100))
    pairs = join(bags, measure=measure, threshold=threshold, engine=engine)
    found = list(zip(pairs.left.tolist(), pairs.right.tolist(), pairs.shared.tolist(), strict=True))
    assert len(found) > 100
    assert found == in_full(bags, measure, threshold)


@pytest.mark.parametrize("engine", ENGINES)
def test_weights_beyond_the_narrow_numbers_of_the_kernel(engine: Engine):
    words = [f"t{n}" for n in range(40_000)]
    bags = encode([words, [*words[9:], "u"], words[:2]], lambda _: 65.0)
    assert bags.totals.max() > 1 << 31
    for measure, wanted in ((Measure.DICE, 1), (Measure.CONTAINMENT, 2)):
        pairs = join(bags, measure=measure, threshold=0.9, engine=engine)
        assert len(pairs) == wanted
        assert 39_991 * 65_000 in pairs.shared.tolist()


@settings(max_examples=60, deadline=None)
@given(forms=FORMS, threshold=THRESHOLDS)
def test_unweighted_pairs_are_those_that_rapidfuzz_finds(forms: list[tuple[str, ...]], threshold: float):
    """One code point a word, words sorted: then the longest common subsequence is what two bags share."""
    distinct = sorted({tuple(sorted(form)) for form in forms if form})
    bags = encode(distinct, lambda _: 1.0)
    texts = ["".join(sorted(chr(0x100 + int(word[1:])) for word in form)) for form in distinct]
    shared = process.cdist(texts, texts, scorer=LCSseq.similarity, dtype=np.int64) if texts else np.zeros((0, 0))
    for engine in ENGINES:
        pairs = join(bags, measure=Measure.DICE, threshold=threshold, engine=engine)
        found = {frozenset(pair) for pair in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)}
        assert found == {
            frozenset((int(bags.row_of[i]), int(bags.row_of[j])))
            for i, j in combinations(range(len(texts)), 2)
            if shared[i, j]
            and 2 * int(shared[i, j]) * MILLION >= millionths(threshold) * (len(distinct[i]) + len(distinct[j]))
        }


def test_identical_texts_are_one_row():
    bags = encode([("w1", "w2", "w4")] * 50_000, WEIGHTS.__getitem__)
    assert bags.rows == 1
    assert len(join(bags, measure=Measure.DICE, threshold=0.4)) == 0


@pytest.mark.parametrize("forms", [[], [()], [("w0",)], [(), ("w0", "w0")]])
def test_forms_without_weight_match_nothing(forms: list[tuple[str, ...]]):
    bags = encode(forms, WEIGHTS.__getitem__)
    assert bags.rows == 0
    assert set(bags.row_of.tolist()) <= {-1}
    for measure in Measure:
        for engine in ENGINES:
            assert len(join(bags, measure=measure, threshold=0.5, engine=engine)) == 0


def test_one_very_long_row_is_joined_like_any_other():
    long = tuple(f"t{i}" for i in range(50_000))
    bags = encode([long, (*long[:-10], "other"), ("t1", "t2")], lambda _: 1.0)
    assert len(join(bags, measure=Measure.DICE, threshold=0.95, engine="numpy")) == 1
    assert len(join(bags, measure=Measure.CONTAINMENT, threshold=0.95, engine="numpy")) == 3


@pytest.mark.parametrize("threshold", [0.0, -0.2, 1.01, 1e-9])
def test_a_threshold_outside_its_range_is_refused(threshold: float):
    with pytest.raises(ValueError, match="expected more than 0"):
        join(encode([], WEIGHTS.__getitem__), measure=Measure.DICE, threshold=threshold)


def test_the_fast_engine_says_what_it_needs(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kernel, "installed", lambda: False)
    with pytest.raises(MissingExtra, match=r"statement-tracker\[fast\]"):
        join(encode([("w1",)], WEIGHTS.__getitem__), measure=Measure.DICE, threshold=0.5, engine="fast")


def test_similarity_and_shared_weight_are_the_definitions():
    bags = encode([("w2", "w4"), ("w2", "w4", "w5")], WEIGHTS.__getitem__)
    pairs = join(bags, measure=Measure.CONTAINMENT, threshold=0.9)
    assert vectors.shared_weight(bags, pairs.left, pairs.right).tolist() == [3500]
    assert similarities(bags, pairs, Measure.CONTAINMENT).tolist() == [1.0]
    assert similarities(bags, pairs, Measure.DICE).tolist() == [7.0 / 11.0]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("measure", list(Measure))
def test_only_pairs_of_the_lighter_rows_asked_for(engine: Engine, measure: Measure):
    forms = [tuple(f"w{(i * j + j) % 24}" for j in range(1, 3 + i % 6)) for i in range(80)]
    bags = encode(forms, WEIGHTS.__getitem__)
    marked = np.arange(bags.rows) % 3 == 0
    every = join(bags, measure=measure, threshold=0.5, engine=engine)
    some = join(bags, measure=measure, threshold=0.5, engine=engine, lighter=marked)
    kept = marked[every.left]
    assert 0 < len(some) < len(every)
    assert some.left.tolist() == every.left[kept].tolist()
    assert some.right.tolist() == every.right[kept].tolist()
