from datetime import UTC, date, datetime, timedelta

from tracker.jobs.coverages import coverages
from tracker.model import Rendering, RunStatus, SourceRun, When

NOON = datetime(2030, 3, 10, 12, tzinfo=UTC)


def passed(day: int, status: RunStatus, reason: str = "") -> SourceRun:
    at = NOON + timedelta(day)
    return SourceRun(source="karsan", started_at=at, ended_at=at, status=status, reason=reason)


OLD = Rendering(id="karsan.1", source="karsan", text="x", published=When("2030-02-01"), retrieved_at=NOON)


def test_a_whole_first_pass_reaches_back_to_its_oldest_item() -> None:
    found = coverages([passed(0, RunStatus.COMPLETE), passed(7, RunStatus.UNCHANGED)], [OLD])["karsan"]
    assert found.begins == date(2030, 2, 1)
    assert found.whole(date(2030, 2, 1), date(2030, 3, 17))
    assert not found.whole(date(2030, 2, 1), date(2030, 3, 18))
    assert found.reason == ""


def test_a_partial_pass_does_not_extend_it_and_gives_the_reason() -> None:
    found = coverages([passed(7, RunStatus.BLOCKED, "403"), passed(0, RunStatus.COMPLETE)], [OLD])["karsan"]
    assert not found.whole(date(2030, 2, 1), date(2030, 3, 17))
    assert (found.checked, found.reason) == (date(2030, 3, 17), "blocked: 403")


def test_a_source_never_read_whole_covers_nothing() -> None:
    found = coverages([passed(0, RunStatus.PARTIAL), passed(1, RunStatus.NOT_DUE)], [OLD])["karsan"]
    assert found.complete == ()
    assert found.checked == date(2030, 3, 10)


def test_a_later_whole_pass_covers_what_an_earlier_partial_one_missed() -> None:
    runs = [passed(0, RunStatus.COMPLETE), passed(3, RunStatus.PARTIAL), passed(5, RunStatus.COMPLETE)]
    assert coverages(runs, [OLD])["karsan"].whole(date(2030, 2, 1), date(2030, 3, 15))
