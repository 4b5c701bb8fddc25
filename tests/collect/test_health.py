"""Green, amber and red, from runs and the time alone."""

from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given, strategies as st

from tracker.collect.checking.health import health
from tracker.model import RunStatus, SourceRun
from tracker.sources import Source

NOW = datetime(2026, 3, 30, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
STATUS = RunStatus


def source(**more: Any) -> Any:
    return Source(
        **{
            "id": "src",
            "name": "A ministry",
            "kind": "rss",
            "category": "ministry",
            "languages": ("en",),
            "zone": "UTC",
            "urls": ("https://mfa.example/feed",),
            "every": 6 * HOUR,
            **more,
        }
    )


def run(hours_ago: Any, status: int | None = STATUS.UNCHANGED, **more: Any) -> Any:
    at = NOW - hours_ago * HOUR
    return SourceRun(**{"source": "src", "started_at": at, "ended_at": at + HOUR / 60, "status": status, **more})


def test_a_source_that_answers_in_time_is_green():
    found = health(source(), [run(7, STATUS.COMPLETE, listed=10, new=1), run(1, listed=12)], NOW)
    assert (found.status, found.reason, found.items, found.overdue) == ("green", "", 12, False)
    assert found.last_good == NOW - HOUR + HOUR / 60


def test_a_source_never_asked_is_amber_and_due():
    found = health(source(), [run(1, STATUS.NOT_DUE), run(1, STATUS.COMPLETE, source="other")], NOW)
    assert (found.status, found.overdue, found.next_step) == ("amber", True, "tracker collect src")


@pytest.mark.parametrize("status", [STATUS.FAILED, STATUS.BLOCKED])
def test_one_bad_run_is_enough_for_red_and_says_why(status: int | None):
    found = health(source(), [run(7), run(1, status, reason="lists 0 items")], NOW)
    assert (found.status, found.reason) == ("red", "lists 0 items")
    assert found.next_step == "tracker collect src"
    assert found.last_good is not None


def test_a_recovered_source_is_green_again():
    assert health(source(), [run(13, STATUS.FAILED), run(7, STATUS.BLOCKED), run(1)], NOW).status == "green"


def test_a_partial_run_is_amber_once_and_red_when_it_repeats():
    assert health(source(), [run(7), run(1, STATUS.PARTIAL, reason="page 2")], NOW).status == "amber"
    assert health(source(), [run(7, STATUS.PARTIAL), run(1, STATUS.PARTIAL)], NOW).status == "red"


def test_a_partial_run_that_lost_too_much_is_red_at_once():
    lost = tuple((f"u{n}", "why") for n in range(3))
    assert health(source(), [run(1, STATUS.PARTIAL, listed=20, skipped=lost)], NOW).status == "red"
    assert health(source(), [run(1, STATUS.PARTIAL, listed=30, skipped=lost)], NOW).status == "amber"


def test_the_third_missed_turn_is_an_alarm():
    assert not health(source(), [run(18)], NOW).overdue
    late = health(source(), [run(18.01)], NOW)
    assert (late.status, late.overdue) == ("red", True)
    assert "not collected since" in late.reason


def test_runs_that_did_not_ask_do_not_count_as_collecting():
    assert health(source(), [run(30), run(1, STATUS.NOT_DUE)], NOW).overdue


def test_a_disabled_source_is_neither_good_nor_bad():
    off = source(enabled=False, disabled_reason="moved behind a login")
    found = health(off, [run(99, STATUS.FAILED)], NOW)
    assert (found.status, found.reason, found.overdue) == ("disabled", "moved behind a login", False)


def test_unusual_silence_is_amber():
    busy = [run(24 * 50 + 24 * n, STATUS.COMPLETE, new=1) for n in range(10)]
    assert health(source(), [*busy, run(1)], NOW).status == "amber"
    assert "nothing new for 50 days" in health(source(), [*busy, run(1)], NOW).reason


@given(st.lists(st.integers(6, 24 * 20), min_size=6, max_size=30))
def test_silence_within_three_of_its_usual_gaps_is_never_an_alarm(gaps: list[int]):
    usual = sorted(gaps)[-(-95 * len(gaps) // 100) - 1]
    ages = [1 + 3 * usual - 1, *[1 + 3 * usual - 1 + back for back in accumulate(gaps)]]
    runs = [run(age, STATUS.COMPLETE, new=1) for age in ages]
    assert health(source(), [*runs, run(0.5)], NOW).status == "green"


def test_the_order_of_runs_does_not_matter():
    runs = [run(13, STATUS.FAILED), run(7, STATUS.PARTIAL), run(1, STATUS.COMPLETE, new=2)]
    assert health(source(), runs, NOW) == health(source(), runs[::-1], NOW)


def test_a_run_that_a_wrong_clock_stamped_hides_nothing():
    """Were it believed, a source that is never asked again would stay green until then."""
    far = run(-24 * 900, STATUS.COMPLETE, listed=5)
    found = health(source(), [run(30), far], NOW)
    assert (found.status, found.overdue, found.last_good) == ("red", True, NOW - 30 * HOUR + HOUR / 60)


def test_where_all_runs_lie_ahead_the_clock_is_named():
    found = health(source(), [run(-24 * 900, STATUS.COMPLETE)], NOW)
    assert (found.overdue, found.last_good) == (True, None)
    assert "clock" in found.reason


def test_what_the_last_pass_left_out_is_counted():
    runs = [run(7, STATUS.PARTIAL, skipped=(("a", "x"), ("b", "y")), listed=20), run(1, skipped=(("a", "x"),))]
    assert health(source(), runs, NOW).skipped == 1


def test_a_page_that_is_another_one_at_every_look_is_amber_and_named():
    addresses = ("https://mfa.example/1", "https://mfa.example/2")
    found = health(source(), [run(1, STATUS.COMPLETE, listed=12, new=1)], NOW, addresses)
    assert found.status == "amber"
    assert found.reason == (
        "https://mfa.example/1 (and 1 more) changed 24 times: looks like a counter, adjust detail.drop"
    )
    assert found.next_step


def test_what_is_worse_than_a_flapping_page_is_shown_first():
    found = health(source(), [run(1, STATUS.FAILED, reason="lists 0 items")], NOW, ("https://mfa.example/1",))
    assert (found.status, found.reason) == ("red", "lists 0 items")
