from dataclasses import replace
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


def held(day: str, number: int) -> Rendering:
    return replace(OLD, id=f"karsan.{number}", published=When(day))


def test_what_is_pinned_to_a_list_for_ever_does_not_begin_the_collection() -> None:
    days = ["2030-03-09", "2030-03-04", "2030-02-20", "2030-02-11", "2012-05-01"]
    renderings = [held(day, number) for number, day in enumerate(days)]
    assert coverages([passed(0, RunStatus.COMPLETE)], renderings)["karsan"].begins == date(2030, 2, 11)


def test_a_slow_source_has_no_hole_where_it_is_merely_slow() -> None:
    days = ["2030-03-01", "2029-12-01", "2029-09-01", "2029-06-01", "2029-03-01"]
    renderings = [held(day, number) for number, day in enumerate(days)]
    assert coverages([passed(0, RunStatus.COMPLETE)], renderings)["karsan"].begins == date(2029, 3, 1)


def test_a_backfill_moves_the_beginning_to_the_day_that_it_came_to() -> None:
    walked = replace(passed(1, RunStatus.COMPLETE), reached=date(2028, 1, 1))
    found = coverages([passed(0, RunStatus.COMPLETE), walked], [OLD])["karsan"]
    assert found.whole(date(2028, 1, 1), date(2030, 3, 11))


def test_a_backfill_that_broke_off_moves_nothing() -> None:
    found = coverages([passed(0, RunStatus.COMPLETE), passed(1, RunStatus.PARTIAL)], [OLD])["karsan"]
    assert found.begins == date(2030, 2, 1)
