"""The forecast of the disk, from sizes and times alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from tracker.report.operations.growth import Forecast, Piece, forecast, taken_with

NOW = datetime(2031, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)
MB = 1_000_000


def pieces(source: str, days: int, size: int = MB) -> list[Piece]:
    """One piece a day for so many days up to now, after a first day that brought a hundred times as much."""
    first = Piece(source=source, at=NOW - days * DAY, size=100 * size)
    return [first, *(Piece(source=source, at=NOW - number * DAY, size=size) for number in range(days))]


def of(*found: Piece, beside: int = 0, free: int = 10**9) -> Forecast:
    taken = taken_with((), sorted(found, key=lambda one: one.at))
    return forecast(taken, beside=beside, free=free, now=NOW)


def test_growth_is_what_came_after_the_first_day_over_the_days_since() -> None:
    found = of(*pieces("karsan", 101)).sources[0]
    assert found.size == 201 * MB
    assert found.per_day == pytest.approx(1.01 * MB)
    assert found.year == 201 * MB + round(365 * 1.01 * MB)


def test_a_source_of_yesterday_and_an_import_are_no_trend() -> None:
    young = [Piece(source="new", at=NOW - DAY / 2, size=50 * MB)]
    once = [Piece(source="import:corpus", at=NOW - 40 * DAY, size=900 * MB)]
    found = of(*young, *once, free=1)
    assert [(one.source, one.per_day, one.year) for one in found.sources] == [
        ("import:corpus", 0.0, 900 * MB),
        ("new", None, None),
    ]
    assert (found.days, found.soon) == (None, False)


def test_store_and_pages_grow_in_proportion() -> None:
    alone, beside = of(*pieces("a", 101)), of(*pieces("a", 101), beside=201 * MB)
    assert beside.per_day == pytest.approx(2 * alone.per_day)
    assert beside.days == pytest.approx((alone.days or 0) / 2)
    assert beside.year == 402 * MB + round(365 * 2.02 * MB)


@pytest.mark.parametrize(("days", "soon"), [(29.9, True), (30.1, False)])
def test_the_warning_comes_when_all_sources_together_fill_the_disk_within_thirty_days(days: float, soon: bool) -> None:
    both = [*pieces("a", 101), *pieces("b", 51)]
    pace = of(*both).per_day
    found = of(*both, free=round(pace * days))
    assert found.soon is soon
    assert not of(*pieces("a", 101), free=round(pace * days)).soon


def test_an_empty_archive_grows_nowhere() -> None:
    found = of(free=5)
    assert (found.sources, found.size, found.per_day, found.days, found.year) == ((), 0, 0.0, None, 0)


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 400), st.integers(0, 10**9)), max_size=30),
    st.integers(0, 10**12),
)
def test_sizes_add_up_and_nothing_shrinks(records: list[tuple[str, float, int]], free: int) -> None:
    found = of(*(Piece(source=source, at=NOW - days * DAY, size=size) for source, days, size in records), free=free)
    assert found.size == sum(size for _, _, size in records)
    assert all(one.year is None or one.year >= one.size for one in found.sources)
    assert found.days is None or found.days >= 0


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 400), st.integers(0, 10**9)), max_size=20),
    st.integers(0, 20),
)
def test_what_was_noted_and_what_came_since_is_the_same_as_all(
    records: list[tuple[str, float, int]], noted: int
) -> None:
    found = [
        Piece(source=one, at=NOW - days * DAY, size=size) for one, days, size in sorted(records, key=lambda r: -r[1])
    ]
    assert taken_with(taken_with((), found[:noted]), found[noted:]) == taken_with((), found)
