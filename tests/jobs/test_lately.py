"""What a run looks up in a long history says the same as all of it read through."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from tracker.collect.checking.health import health
from tracker.collect.knowing import SAMPLE, known_from
from tracker.jobs.acknowledging import known_healths
from tracker.jobs.collecting import _RUNS as RUNS
from tracker.jobs.coverages import coverages
from tracker.jobs.workspace import Workspace
from tracker.model import Capture, RunStatus, SourceRun, Verdict, capture_id
from tracker.sources import Registry, Source
from tracker.store import Store, open_store
from tracker.store.lately import Lately

NOON = datetime(2030, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
KINDS = [(Verdict.GOOD, 200), (Verdict.GOOD, 304), (Verdict.EMPTY, 200), (Verdict.EMPTY, 404), (Verdict.BLOCKED, 403)]
STATES = [RunStatus.COMPLETE, RunStatus.UNCHANGED, RunStatus.PARTIAL, RunStatus.FAILED, RunStatus.BLOCKED]
#: An address, and which kind of answer it gave.
ASKED = st.tuples(
    st.sampled_from(["list /1", "list /2", "item a", "item b", "item c", "item d"]), st.sampled_from(KINDS)
)
#: A visit: what it asked for, how it ended (None for a kill), what its first page had, whether it had news.
VISIT = st.tuples(
    st.lists(ASKED, max_size=5, unique_by=lambda one: one[0]),
    st.sampled_from([*STATES, None]),
    st.integers(0, 5),
    st.booleans(),
)
SOURCE = Source(
    id="karsan", name="Karsan", kind="html-list", category="ministry", languages=("en",), zone="UTC",
    urls=("https://karsan.example/1",), list={"item": ["li"]}, detail={"title": ["h1"], "body": ["p"]},
    dates={"formats": ["%Y-%m-%d"]}, every=HOUR,
)  # fmt: skip


def made(source: str, what: str, kind: tuple[Verdict, int], at: datetime) -> Capture:
    role, _, place = what.partition(" ")
    body = hashlib.sha256(f"{what} {kind}".encode()).hexdigest()
    return Capture(
        id=capture_id(source, place, at, body), source=source, url=f"https://{source}.example/{place}", retrieved_at=at,
        sha256=body, role=role, status=kind[1], verdict=kind[0], headers=(("etag", str(at)),),
    )  # fmt: skip


def lived(store: Store, source: str, visits: list[Any]) -> tuple[list[Capture], list[SourceRun]]:
    """All captures and runs of these visits, an hour between two, as they are stored."""
    captures, runs = [], []
    for number, (asked, state, page, news) in enumerate(visits):
        begun = NOON + number * HOUR
        own = [made(source, what, kind, begun + timedelta(minutes=n)) for n, (what, kind) in enumerate(asked)]
        captures += own
        if state is not None:
            end = begun + timedelta(minutes=30)
            runs.append(
                SourceRun(source=source, started_at=begun, ended_at=end, status=state, first_page=page, new=int(news))
            )
    with store.transaction():
        for capture in captures:
            store.add_capture(capture)
        for run in runs:
            store.add_run(run)
    return captures, runs


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with open_store(tmp_path_factory.mktemp("lately") / "tracker.db") as found:
        yield found


def emptied(store: Store) -> Store:
    with store.transaction():
        store._db.execute("DELETE FROM captures")
        store._db.execute("DELETE FROM runs")
    return store


@settings(max_examples=150, deadline=None)
@given(visits=st.lists(VISIT, max_size=30), other=st.lists(VISIT, max_size=3))
def test_what_is_known_is_the_same_from_the_newest_as_from_all(store: Store, visits: Any, other: Any) -> None:
    captures, runs = lived(emptied(store), "karsan", visits)
    lived(store, "karsan2", other)
    found = store.history("karsan", runs=RUNS, sample=SAMPLE)
    assert known_from(found.captures, runs=found.runs) == known_from(captures, runs=runs)


@settings(max_examples=60, deadline=None)
@given(visits=st.lists(VISIT, max_size=40))
def test_coverage_and_health_are_the_same_from_the_last_runs_as_from_all(store: Store, visits: Any) -> None:
    _, runs = lived(emptied(store), "karsan", visits)
    _, others = lived(store, "osk", visits[:2])
    assert coverages(store.bounding_runs(), []) == coverages([*runs, *others], [])
    now = NOON + 60 * HOUR
    assert health(SOURCE, store.last_runs("karsan", 100), now) == health(SOURCE, runs, now)
    assert known_healths(store, Registry(sources=(SOURCE,)), now) == (health(SOURCE, runs, now),)


def test_of_a_run_that_reached_back_the_day_counts(store: Store) -> None:
    _, runs = lived(emptied(store), "karsan", [([], RunStatus.COMPLETE, 1, True)] * 4)
    back = replace(runs[1], reached=NOON.date() - timedelta(days=90))
    with store.transaction():
        store.add_run(back)
    found = coverages(store.bounding_runs(), [])["karsan"]
    assert found.begins == NOON.date() - timedelta(days=90)


def test_what_is_looked_up_does_not_grow_with_the_history(store: Store) -> None:
    sizes = []
    for times in (10, 100):
        visit = ([("list /1", KINDS[1]), ("item a", KINDS[0]), ("item b", KINDS[1])], RunStatus.UNCHANGED, 20, False)
        captures, _ = lived(emptied(store), "karsan", [visit] * 4 * times)
        found = store.history("karsan", runs=RUNS, sample=SAMPLE)
        sizes.append((len(found.captures), len(found.runs), len(store.last_runs("karsan", 10))))
        assert len(captures) == 12 * times
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize("span", [1, 5])
def test_passes_near_are_those_on_either_side_of_now(store: Store, span: int) -> None:
    lived(emptied(store), "karsan", [([], RunStatus.COMPLETE, 1, False)] * 20)
    found = store.passes_near("karsan", NOON + 10 * HOUR, span * HOUR)
    assert [run.started_at for run in found] == [NOON + n * HOUR for n in range(10 - span, 11 + span)]


def test_what_a_killed_run_left_is_what_is_not_stored_or_not_read(workspace: Workspace) -> None:
    with open_store(workspace.db) as store:
        captures, _ = lived(store, "karsan", [([("item a", KINDS[0]), ("item b", KINDS[2])], None, 0, False)] * 2)
        read, bad, unread, _ = captures
        with store.transaction():
            store.mark_parsed(read.id)
        assert store.left(["new", unread.id, bad.id, read.id]) == ["new", unread.id]
        assert store.holder(read.sha256) == captures[2], "the newest"
        assert store.holder("none") is None
        assert isinstance(store, Lately)


@pytest.fixture
def workspace(tmp_path: Any) -> Workspace:
    return Workspace(data=tmp_path / "data", sources=tmp_path / "sources.yaml")
