import pytest
from hypothesis import given, strategies as st

from tracker.match.joining import rule
from tracker.match.joining.bags import encode
from tracker.match.joining.near import near
from tracker.match.joining.plan import Measure

SIZES = st.integers(min_value=1, max_value=400_000)


def alike(shared: float, size: float, language: str = "en") -> float:
    return float(rule.alike(shared, size, language))


@given(size=SIZES, share=st.floats(min_value=0, max_value=1))
def test_likeness_is_one_only_where_all_is_shared(size: int, share: float):
    found = alike(size * share, size)
    assert 0 <= found <= 1
    assert alike(size, size) == 1.0
    assert alike(0, size) == 0.0
    assert found <= alike(size * share, size, "zh")


def test_short_passages_must_share_more_than_long_ones():
    assert alike(0.6 * rule.EVEN, rule.EVEN) == pytest.approx(0.6)
    assert alike(0.6 * rule.EVEN / 2, rule.EVEN / 2) < 0.6 < alike(1.2 * rule.EVEN, 2 * rule.EVEN)
    assert alike(0.6 * rule.LONG, rule.LONG) == pytest.approx(alike(6 * rule.LONG, 10 * rule.LONG))


@given(size=SIZES, share=st.floats(min_value=0, max_value=1), threshold=st.floats(min_value=0.05, max_value=1))
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_no_pair_lies_under_the_share_that_a_join_is_asked_for(
    size: int, share: float, threshold: float, language: str
):
    if alike(size * share, size, language) >= threshold:
        assert share >= rule.least(threshold, language)


WORDS = st.sampled_from([f"w{i}" for i in range(12)])


@given(
    forms=st.lists(st.lists(WORDS, min_size=1, max_size=9).map(tuple), max_size=14),
    measure=st.sampled_from(list(Measure)),
    threshold=st.sampled_from([0.3, rule.DICE, rule.CONTAINMENT, 0.9]),
)
def test_every_pair_at_the_threshold_is_near_and_no_other(
    forms: list[tuple[str, ...]], measure: Measure, threshold: float
):
    bags = encode(forms, lambda term: 2.0 + len(forms) * int(term[1:]) / 10)
    found = near(bags, measure=measure, threshold=threshold, language="en")
    rows = [set(bags.terms[bags.starts[r] : bags.starts[r + 1]].tolist()) for r in range(bags.rows)]
    expected = set()
    for x in range(bags.rows):
        for y in range(x + 1, bags.rows):
            sizes = bags.totals[[x, y]]
            size = sizes.sum() / 2 if measure is Measure.DICE else sizes.min()
            if alike(sum(int(bags.weights[t]) for t in rows[x] & rows[y]), float(size)) >= threshold:
                expected.add((x, y))
    assert set(zip(found.left.tolist(), found.right.tolist(), strict=True)) == expected


def test_two_pairs_of_chinese_characters_count_as_one_word():
    assert rule.content_terms(("{ACTOR}", "强烈", "烈谴", "谴责", "责袭", "袭击")) == 3
    assert rule.content_terms(("{PLACE}", "attack", "peace", "EU")) == 3
