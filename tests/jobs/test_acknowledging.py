"""Known trouble: shown, not told, and over when its day is over or the source was well."""

from datetime import date, timedelta
from typing import Any

import pytest

from tracker.errors import BadConfig
from tracker.jobs.acknowledging import acknowledge
from tracker.jobs.healths import healths
from tracker.model import Health, RunStatus

GOOD, FAILED, PARTIAL = RunStatus.UNCHANGED, RunStatus.FAILED, RunStatus.PARTIAL
HOUR = timedelta(hours=1)


def karsan(newsroom: Any, hours: float) -> Health:
    found = healths(newsroom.workspace, clock=lambda: newsroom.noon + hours * HOUR)
    return next(one for one in found if one.source == "karsan")


@pytest.fixture
def broken(newsroom: Any) -> Any:
    """Karsan failed at noon, after a good pass; it is acknowledged an hour later, until the third of March."""
    newsroom.passed("karsan", -6, GOOD)
    newsroom.passed("karsan", 0, FAILED, "a challenge page")
    acknowledge(newsroom.workspace, "karsan", "2031-03-03", clock=lambda: newsroom.noon + HOUR)
    return newsroom


def test_known_trouble_is_shown_and_alarms_nobody(broken: Any) -> None:
    found = karsan(broken, 2)
    assert (found.status, found.reason, found.acknowledged_until) == ("red", "a challenge page", date(2031, 3, 3))
    assert (found.broken, found.alarming) == (True, False)


def test_it_ends_with_its_day(broken: Any) -> None:
    broken.passed("karsan", 58, FAILED)
    assert karsan(broken, 59.9).acknowledged_until == date(2031, 3, 3)
    assert karsan(broken, 60).alarming


def test_it_ends_when_the_source_was_well_and_breaks_anew(broken: Any) -> None:
    broken.passed("karsan", 6, FAILED)
    assert not karsan(broken, 7).alarming
    broken.passed("karsan", 12, GOOD)
    assert karsan(broken, 13).status == "green"
    broken.passed("karsan", 18, FAILED)
    assert karsan(broken, 19).alarming


def test_a_pass_that_was_not_well_ends_nothing(broken: Any) -> None:
    broken.passed("karsan", 6, PARTIAL)
    broken.passed("karsan", 12, FAILED)
    assert karsan(broken, 13).acknowledged_until == date(2031, 3, 3)


def test_trouble_that_grows_worse_is_not_the_one_that_was_known(newsroom: Any) -> None:
    newsroom.passed("karsan", 0, PARTIAL, "a hole in its list")
    acknowledge(newsroom.workspace, "karsan", "2031-03-03", clock=lambda: newsroom.noon + HOUR)
    assert (karsan(newsroom, 2).status, karsan(newsroom, 2).acknowledged_until) == ("amber", date(2031, 3, 3))
    newsroom.passed("karsan", 6, FAILED, "a challenge page")
    assert karsan(newsroom, 7).alarming


def test_a_pass_after_which_a_look_is_enough_ends_it_too(newsroom: Any) -> None:
    """Nothing new for months is amber: the source answers again, and when it breaks next that is news."""
    newsroom.passed("karsan", -24 * 300, GOOD, new=1)
    newsroom.passed("karsan", 0, FAILED)
    acknowledge(newsroom.workspace, "karsan", "2031-03-03", clock=lambda: newsroom.noon + HOUR)
    newsroom.passed("karsan", 6, GOOD)
    assert (karsan(newsroom, 7).status, karsan(newsroom, 7).acknowledged_until) == ("amber", None)
    newsroom.passed("karsan", 12, FAILED)
    assert karsan(newsroom, 13).alarming


def test_a_source_that_is_not_asked_any_more_can_be_known(newsroom: Any) -> None:
    newsroom.passed("karsan", -60, GOOD)
    assert karsan(newsroom, 0).overdue
    acknowledge(newsroom.workspace, "karsan", "2031-03-01", clock=lambda: newsroom.noon)
    assert not karsan(newsroom, 1).alarming


def test_the_newest_word_counts(broken: Any) -> None:
    acknowledge(broken.workspace, "karsan", "2031-03-01", clock=lambda: broken.noon + 2 * HOUR)
    assert karsan(broken, 3).acknowledged_until == date(2031, 3, 1)
    assert karsan(broken, 12).alarming


@pytest.mark.parametrize(
    ("source", "until", "said"),
    [
        ("karsen", "2031-03-03", 'did you mean "karsan"'),
        ("karsan", "2031-02-28", "is over, today is 2031-03-01"),
        ("karsan", "2032-03-01", "more than a year"),
        ("karsan", "tomorrow", "YYYY-MM-DD"),
        ("karsan", "2031-02-30", "YYYY-MM-DD"),
        ("osk", "2031-03-03", "no trouble to acknowledge"),
    ],
)
def test_what_cannot_be_acknowledged_is_refused(newsroom: Any, source: str, until: str, said: str) -> None:
    newsroom.passed("karsan", 0, FAILED)
    newsroom.passed("osk", 0, GOOD)
    with pytest.raises(BadConfig, match=said):
        acknowledge(newsroom.workspace, source, until, clock=lambda: newsroom.noon + HOUR)
    assert not any(one.acknowledged_until for one in healths(newsroom.workspace, clock=lambda: newsroom.noon))


def test_a_year_from_today_is_the_last_day(newsroom: Any) -> None:
    newsroom.passed("karsan", 0, FAILED)
    assert acknowledge(newsroom.workspace, "karsan", "2032-02-29", clock=lambda: newsroom.noon).until.year == 2032


def test_a_source_that_is_switched_off_has_nothing_to_acknowledge(newsroom: Any) -> None:
    newsroom.write_sources("karsan", off=("karsan",))
    with pytest.raises(BadConfig, match="is disabled"):
        acknowledge(newsroom.workspace, "karsan", "2031-03-02", clock=lambda: newsroom.noon)
