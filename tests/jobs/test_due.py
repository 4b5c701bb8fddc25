"""A source is asked when its time has come: not sooner, and not never because a clock was wrong."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st

from tracker.errors import Unreached
from tracker.jobs.collecting import Outside, collect
from tracker.jobs.due import brief_passes, is_due
from tracker.jobs.workspace import Workspace
from tracker.model import RunStatus, SourceRun
from tracker.store import open_store

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOURS = st.floats(0.2, 24 * 40).map(lambda hours: hours * HOUR)


@pytest.mark.parametrize(
    ("ago", "due"),
    [
        ([], True),
        ([7], True),
        ([6], True),
        ([5.8], True),
        ([5.5], False),
        ([0], False),
        ([30, 5], False),
        ([-1], False),
        ([-5.5, 7], False),
        ([-7], True),
        ([-90_000], True),
        ([-90_000, 1], False),
    ],
)
def test_six_hours(ago: list[float], due: bool) -> None:
    assert is_due(6 * HOUR, [NOW - hours * HOUR for hours in ago], NOW) is due


def test_an_hourly_source_is_asked_by_every_turn_of_an_hourly_timer_that_drifts() -> None:
    drifts = [0, 4, -3, 5, 0, -5, 2]
    turns = [NOW + number * HOUR + timedelta(minutes=drift) / 2 for number, drift in enumerate(drifts)]
    asked: list[datetime] = []
    for turn in turns:
        if is_due(HOUR, asked, turn):
            asked.append(turn)
    assert asked == turns


@given(every=HOURS, wrong=st.floats(-5, 5), turns=st.lists(st.floats(0.02, 0.5), min_size=30))
@example(every=5 * HOUR, wrong=3.375, turns=[0.25, 0.25, 0.5, *[0.3125] * 3, 0.5, 0.5, 0.25, *[0.375] * 3, *[0.5] * 18])
def test_however_the_clock_was_set_nobody_waits_long_or_is_asked_twice(
    every: timedelta, wrong: float, turns: list[float]
) -> None:
    """One pass bears a wrong time; then the clock is right, and turns come as they come."""
    stamps, asked, now = [NOW + wrong * every, NOW], NOW, NOW
    for turn in turns:
        now += turn * every
        if is_due(every, stamps, now):
            assert now - asked >= every * 0.9
            stamps.append(now)
            asked = now
        else:
            # Its own wait missed by a moment, half of it until the next turn, and a wait on both sides of the stamp.
            assert now - asked <= 3.5 * every


LOST = Unreached.MARK + "host 'mfa.karsan.example': no address was found"


def ended(*passes: tuple[float, RunStatus, str]) -> list[SourceRun]:
    """Passes so many hours before now."""
    stamps = [NOW - hours * HOUR for hours, _, _ in passes]
    return [
        SourceRun(source="karsan", started_at=at, ended_at=at, status=status, reason=reason)
        for at, (_, status, reason) in zip(stamps, passes, strict=True)
    ]


@pytest.mark.parametrize(
    ("passes", "due"),
    [
        ([(1, RunStatus.FAILED, LOST)], True),
        ([(0.8, RunStatus.FAILED, LOST)], False),
        ([(3, RunStatus.FAILED, LOST), (2, RunStatus.FAILED, LOST), (1, RunStatus.FAILED, LOST)], True),
        ([(1, RunStatus.FAILED, "status 503")], True),
        ([(0.8, RunStatus.FAILED, "status 503")], False),
        ([(2, RunStatus.FAILED, "status 503"), (1, RunStatus.FAILED, "status 503")], False),
        ([(6, RunStatus.FAILED, "status 503"), (5, RunStatus.FAILED, "status 503")], False),
        ([(2, RunStatus.FAILED, LOST), (1, RunStatus.FAILED, "status 503")], True),
        ([(1, RunStatus.BLOCKED, "status 403")], False),
        ([(1, RunStatus.PARTIAL, LOST)], False),
        ([(2, RunStatus.UNCHANGED, ""), (1, RunStatus.FAILED, LOST)], False),
        ([(-1, RunStatus.FAILED, LOST), (-3, RunStatus.COMPLETE, "")], False),
    ],
)
def test_a_pass_that_failed_is_repeated_after_an_hour_one_that_was_refused_is_not(
    passes: list[tuple[float, RunStatus, str]], due: bool
) -> None:
    runs, every = ended(*passes), 6 * HOUR
    brief = brief_passes(every, runs)
    assert is_due(every, [run.started_at for run in runs], NOW, brief=brief) is due


def test_a_source_asked_more_often_than_hourly_keeps_its_time() -> None:
    runs = ended((0.2, RunStatus.FAILED, LOST))
    assert not is_due(HOUR / 2, [NOW - 0.2 * HOUR], NOW, brief=brief_passes(HOUR / 2, runs))
    assert is_due(HOUR / 2, [NOW - 0.5 * HOUR], NOW, brief=brief_passes(HOUR / 2, ended((0.5, RunStatus.FAILED, LOST))))


YAML = """
sources:
  karsan:
    issuer: xaa-mfa
    name: Ministry of Karsan
    kind: html-list
    category: ministry
    country: XAA
    languages: en
    zone: UTC
    urls: https://mfa.karsan.example/statements/
    list: {item: li, link: "a@href", title: a}
    detail: {title: h1, body: div.article, date: time@datetime}
    dates: {formats: ["%Y-%m-%d"]}
    every: 6h
    licence: unstated
"""


@pytest.mark.parametrize(("stamped", "asked"), [(NOW + 900 * 24 * HOUR, 1), (NOW + HOUR, 0), (NOW - 7 * HOUR, 1)])
def test_a_run_after_the_clock_went_back_asks_once(tmp_path: Path, stamped: datetime, asked: int) -> None:
    workspace = Workspace(data=tmp_path / "data", sources=tmp_path / "sources.yaml")
    workspace.sources.write_text(YAML, "utf-8")
    early = SourceRun(source="karsan", started_at=stamped, ended_at=stamped, status=RunStatus.COMPLETE)
    with open_store(workspace.db) as store, store.transaction():
        store.add_run(early)

    def nowhere(*_: object) -> list[str]:
        raise OSError(-2, "Name or service not known")

    async def no_time(_: float) -> None:
        return None

    network = {"resolver": nowhere, "sleep": no_time}
    found = []
    for minutes in (0, 20, 40):
        outside = Outside(clock=lambda at=NOW + timedelta(minutes=minutes): at, network=network)  # type: ignore[misc]
        runs = collect(workspace, due_only=True, outside=outside).runs
        found += [run for run in runs if run.status is not RunStatus.NOT_DUE]
    assert [run.status for run in found] == [RunStatus.FAILED] * asked
