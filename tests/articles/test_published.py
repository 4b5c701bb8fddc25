"""Which of several dates is that of publication, and what is left when they contradict each other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.articles.published import Witness, settle
from tracker.when import When

FETCHED = datetime(2031, 4, 2, 9, tzinfo=UTC)


def says(iso: str, basis: str = "JSON-LD", *, strong: bool = True) -> Witness:
    return Witness(basis=basis, when=When(iso), strong=strong)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([says("2031-03-10"), says("2031-03-10T09:15+05:00", "meta")], "2031-03-10T09:15+05:00"),
        ([says("2031-03-10T04:15+00:00"), says("2031-03-10T09:15+05:00", "meta")], "2031-03-10T09:15+05:00"),
        ([says("2031-03-10"), says("2031-03-11", "byline")], "2031-03-10"),
        ([says("2031-03-10"), says("2031-03", "address", strong=False)], "2031-03-10"),
        ([says("2031-03", "address", strong=False)], "2031-03"),
        ([], None),
    ],
)
def test_dates_that_agree_give_the_most_exact(said: list[Witness], expected: str | None):
    found = settle(said, retrieved=FETCHED)
    assert (found.when.iso if found.when else None) == expected
    assert found.doubt == ""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([says("2031-03-10"), says("2031-03-14", "meta")], "2031-03"),
        ([says("2031-02-27"), says("2031-03-14", "meta")], "2031"),
        ([says("2030-12-30"), says("2031-01-05", "meta")], None),
        ([says("2031-03-10"), says("2031-03-14", "meta"), says("2031-03-14", "address", strong=False)], "2031-03-14"),
        ([says("2031-03-10"), says("2029-05-01", "line", strong=False)], "2031-03-10"),
        ([says("2031-03-10", "address", strong=False), says("2031-03-20", "time", strong=False)], "2031-03"),
    ],
)
def test_dates_that_differ_are_told_and_taken_no_more_exactly_than_they_allow(
    said: list[Witness], expected: str | None
):
    found = settle(said, retrieved=FETCHED)
    assert (found.when.iso if found.when else None) == expected
    assert all(one.basis in found.doubt and one.when.iso in found.doubt for one in said[:2])


@pytest.mark.parametrize(
    "iso", ["1970-01-01", "1970-01-01T00:00+00:00", "1969-12-31T19:00-05:00", "2031-04-05", "2032"]
)
def test_a_clock_that_was_never_set_and_the_future_are_refused(iso: str):
    assert settle([says(iso)], retrieved=FETCHED).when is None
    assert settle([says(iso), says("2031-03-01", "address", strong=False)], retrieved=FETCHED).when == When(
        "2031-03-01"
    )


def test_it_may_be_tomorrow_already_where_it_was_published():
    assert settle([says("2031-04-03")], retrieved=FETCHED).when == When("2031-04-03")


def test_the_day_of_the_last_change_is_none_of_publication():
    said = [says("2030-11-05"), says("2031-03-30T08:00+00:00", "time", strong=False)]
    found = settle(said, changed=When("2031-03-30"), retrieved=FETCHED)
    assert found.when == When("2030-11-05")
    assert found.doubt == "changed on 2031-03-30, long after its publication"
    assert settle(said[:1], changed=When("2030-11-20")).doubt == ""


def test_without_a_moment_of_retrieval_nothing_is_the_future():
    assert settle([says("2199-01-01")]).when == When("2199-01-01")
