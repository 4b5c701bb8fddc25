"""Agreement, held to the worked examples of Krippendorff (2011)."""

import pytest
from hypothesis import given, strategies as st

from tracker.report.coding.agreement import against, agreement, recoded


def rows(*lines: str) -> list[list[str | None]]:
    return [[None if value == "." else value for value in line.split()] for line in lines]


BINARY = rows("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
NOMINAL = rows("a a b b d c c c e d d a", "b a b b b c c c e d d d")
MISSING = rows(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


@pytest.mark.parametrize(
    ("ratings", "values", "level", "alpha"),
    [
        (BINARY, "01", "nominal", 0.095),
        (NOMINAL, "abcde", "nominal", 0.692),
        (MISSING, "12345", "nominal", 0.743),
        (MISSING, "12345", "ordinal", 0.815),
    ],
)
def test_the_published_examples(ratings: list[list[str | None]], values: str, level: str, alpha: float):
    found = agreement("x", ratings, values=tuple(values), level=level)  # type: ignore[arg-type]  # parametrised
    assert found.alpha == pytest.approx(alpha, abs=0.0005)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.alpha <= found.high


def test_items_coded_once_do_not_count():
    assert agreement("x", MISSING, values=tuple("12345")).items == 11


def test_percent_and_confusion_of_two_coders():
    found = agreement("x", BINARY, values=("0", "1"))
    assert (found.percent, found.table) == (0.6, ((5, 3), (1, 1)))


@pytest.mark.parametrize("ratings", [rows("a a a", "a a a"), rows("a . .", ". b ."), rows("", "")])
def test_where_nothing_can_be_said_nothing_is(ratings: list[list[str | None]]):
    found = agreement("x", ratings, values=("a", "b"))
    assert (found.alpha, found.low, found.high) == (None, None, None)


CODINGS = st.lists(st.tuples(*[st.sampled_from(["a", "b", "c", None])] * 3), min_size=1, max_size=20)


@given(codings=CODINGS)
def test_alpha_is_at_most_one_and_coders_have_no_order(codings: list[tuple[str | None, ...]]):
    coders = list(zip(*codings, strict=True))
    one = agreement("x", coders, values=("a", "b", "c"))
    two = agreement("x", coders[::-1], values=("a", "b", "c"))
    assert one.alpha is None or one.alpha <= 1.0
    assert (one.alpha is None) == (two.alpha is None)
    if one.alpha is not None:
        assert one.alpha == pytest.approx(two.alpha)
    agreed = all(len({c for c in item if c}) < 2 for item in codings)
    assert one.alpha is None or (one.alpha == pytest.approx(1.0)) == agreed


def test_one_more_coder_against_the_strict_majority():
    coders = rows("s s n n s", "s s n s .", "s n n n n")
    found = against("x", coders, ["s", "n", "n", "n", "s"], values=("s", "n"), level="nominal")
    assert (found.items, found.undecided) == (4, 1)
    assert found.recalls == (("s", 2, 0.5), ("n", 2, 1.0))
    assert (found.accuracy, found.balanced) == (0.75, 0.75)
    assert found.alpha == agreement("x", [*coders, ["s", "n", "n", "n", "s"]], values=("s", "n")).alpha


def test_values_may_fall_together_or_out():
    assert recoded(["S", "P", None, "N"], {"P": "N", "S": None}) == [None, "N", None, "N"]
