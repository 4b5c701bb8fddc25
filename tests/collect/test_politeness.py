"""Gaps, pauses and refusals, proved on a clock that only sleeping moves."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as st

from tracker.collect.asking.politeness import (
    LONGEST_PAUSE,
    REFUSALS,
    Politeness,
    parse_retry_after,
    pause_before_retry,
)
from tracker.errors import Blocked

START = datetime(2026, 3, 1, tzinfo=UTC)


class Ticking:
    """Every reading of the clock may cost time too, as it does in life."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


async def _ask(manners: Any, clock: Any, request: Any, starts: Any, busy: Any) -> None:
    host, cost, interval = request
    async with manners.turn(host, interval=interval):
        busy[host] = busy.get(host, 0) + 1
        assert busy[host] == 1, "two requests to one host at once"
        starts.setdefault(host, []).append(clock.now)
        await asyncio.sleep(0)
        clock.now += timedelta(seconds=cost)
        busy[host] -= 1


async def _ask_all(manners: Any, clock: Any, requests: list[tuple[str, float, float]]) -> Any:
    starts, busy = {}, {}
    await asyncio.gather(*(_ask(manners, clock, request, starts, busy) for request in requests))
    return starts


REQUESTS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.floats(0, 5), st.sampled_from([0.0, 2.0, 3.5])), max_size=25
)


@given(REQUESTS)
def test_two_starts_on_one_host_are_never_closer_than_the_gap(requests: list[tuple[str, float, float]]):
    clock = Ticking()
    starts = asyncio.run(_ask_all(Politeness(clock=clock, sleep=clock.sleep), clock, requests))
    asked_gaps = {host: [max(2.0, gap) for name, _, gap in requests if name == host] for host in starts}
    for host, times in starts.items():
        gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
        assert all(gap >= asked - 1e-6 for gap, asked in zip(gaps, asked_gaps[host][1:], strict=True))


def test_the_first_request_and_other_hosts_do_not_wait():
    clock = Ticking()
    asyncio.run(_ask_all(Politeness(clock=clock, sleep=clock.sleep), clock, [("a", 0, 0), ("b", 0, 0), ("c", 0, 0)]))
    assert clock.now == START


def test_a_clock_that_jumps_back_costs_one_gap_at_most():
    clock = Ticking()
    manners = Politeness(clock=clock, sleep=clock.sleep)

    async def jump() -> Any:
        await _ask(manners, clock, ("a", 0, 0), {}, {})
        clock.now -= timedelta(days=1)
        before = clock.now
        await _ask(manners, clock, ("a", 0, 0), {}, {})
        return (clock.now - before).total_seconds()

    assert asyncio.run(jump()) == 2.0


def test_retry_after_holds_the_whole_host_back():
    clock = Ticking()
    manners = Politeness(clock=clock, sleep=clock.sleep)
    manners.note("a", 503, "120")
    manners.note("b", 200, "120")
    starts = asyncio.run(_ask_all(manners, clock, [("b", 0, 0), ("a", 0, 0)]))
    assert starts["b"] == [START]
    assert starts["a"] == [START + timedelta(seconds=120)]


async def _turn(manners: Any, host: str) -> None:
    async with manners.turn(host):
        pass


def test_a_very_long_retry_after_ends_the_host_for_this_run():
    clock = Ticking()
    manners = Politeness(clock=clock, sleep=clock.sleep)
    manners.note("a", 429, "86400")
    with pytest.raises(Blocked, match="86400"):
        asyncio.run(_turn(manners, "a"))
    assert clock.now == START


@pytest.mark.parametrize("status", [401, 403, 429])
def test_refusals_in_a_row_end_the_host_and_only_that_host(status: int | None):
    clock = Ticking()
    manners = Politeness(clock=clock, sleep=clock.sleep)
    for _ in range(REFUSALS - 1):
        manners.note("a", status, None)
    asyncio.run(_turn(manners, "a"))
    manners.note("a", status, None)
    with pytest.raises(Blocked, match="refused us"):
        asyncio.run(_turn(manners, "a"))
    asyncio.run(_turn(manners, "b"))


def test_a_good_answer_in_between_forgives():
    clock = Ticking()
    manners = Politeness(clock=clock, sleep=clock.sleep)
    for status in [403] * (REFUSALS - 1) + [200] + [403] * (REFUSALS - 1):
        manners.note("a", status, None)
    asyncio.run(_turn(manners, "a"))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 01 Mar 2026 00:02:00 GMT", 120.0),
        ("Sat, 28 Feb 2026 00:00:00 GMT", 0.0),
        ("", None),
        (None, None),
        ("-5", None),
        ("1.5", None),
        ("tomorrow", None),
        ("٣", None),
        ("9" * 400, 999999999.0),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str | None, seconds: float | None):
    assert parse_retry_after(value, now=START) == seconds


@given(st.text())
def test_no_retry_after_breaks_the_reader(value: str | None):
    found = parse_retry_after(value, now=START)
    assert found is None or found >= 0


@pytest.mark.parametrize("status", [None, 502, 503, 504])
def test_lost_connections_and_busy_servers_are_tried_three_times_with_growing_pauses(status: int | None):
    pauses = [pause_before_retry(n, status=status, retry_after=None, jitter=0.5) for n in (1, 2, 3)]
    assert pauses == [4.0, 8.0, None]


@pytest.mark.parametrize("status", [200, 301, 304, 400, 401, 403, 404, 410, 429, 500, 501])
def test_no_other_answer_is_asked_for_again(status: int | None):
    assert pause_before_retry(1, status=status, retry_after=None, jitter=0.5) is None


def test_a_named_pause_is_kept_and_a_very_long_one_is_not_waited_for():
    assert pause_before_retry(1, status=429, retry_after=30.0, jitter=0.25) == 30.25
    assert pause_before_retry(1, status=503, retry_after=LONGEST_PAUSE + 1, jitter=0.0) is None
    assert pause_before_retry(1, status=403, retry_after=1.0, jitter=0.0) is None


@given(st.integers(1, 2), st.floats(0, 0.999))
def test_jitter_spreads_but_never_removes_a_pause(attempt: int, jitter: float):
    pause = pause_before_retry(attempt, status=None, retry_after=None, jitter=jitter)
    assert pause is not None
    assert 2.0 <= pause <= 12.0


@pytest.mark.parametrize("offset", ["+99999999", "+99999999999999999999", "-9999"])
def test_a_date_that_no_clock_shows_is_no_retry_after(offset: str):
    assert parse_retry_after(f"Sun, 01 Mar 2026 00:02:00 {offset}", now=START) is None
