"""Shares of a sheet in equal shares, weighed back to the collection."""

import pytest

from tracker.report.coding.estimates import Weighed, estimates


def items(stratum: str, population: int, *said: tuple[bool, bool]) -> list[Weighed]:
    return [Weighed(stratum=stratum, population=population, theirs=theirs, its=its) for theirs, its in said]


def test_each_item_stands_for_its_share_of_the_stratum():
    high = items("high", 100, (True, True), (True, True), (True, True), (False, True))
    low = items("low", 1000, *[(False, False)] * 9, (True, False))
    found = estimates([*high, *low])
    assert found.precision.share == pytest.approx(75 / 100)
    assert found.recall.share == pytest.approx(75 / (75 + 100))
    assert found.recall.low is not None
    assert found.recall.high is not None
    assert found.recall.low < 75 / 175 < found.recall.high == 1.0


def test_the_order_of_items_does_not_matter():
    held = items("a", 10, (True, True), (False, True), (True, False)) + items("b", 90, (True, True), (False, False))
    assert estimates(held) == estimates(held[::-1])


@pytest.mark.parametrize("held", [[], items("a", 5, (False, False))])
def test_where_nobody_says_yes_there_is_no_share(held: list[Weighed]):
    found = estimates(held)
    assert (found.precision.share, found.recall.share) == (None, None)
