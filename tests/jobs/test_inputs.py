"""A run matches when what matching reads has changed, and only then; what stands is what a match would give."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tracker.jobs.matching import match, match_store
from tracker.jobs.replaying import put_registry
from tracker.jobs.workspace import Workspace
from tracker.model import Form, Observed, Party, Rendering, RunStatus, SourceRun, When
from tracker.sources import load_registry
from tracker.store import Store, dump, open_store

NOON = datetime(2031, 3, 20, 12, tzinfo=UTC)
ATTACK = "We strongly condemn the bomb attack in Veldoria on 10 March 2031, in which twelve people were killed."


def text(source: str, number: int, words: str) -> Rendering:
    return Rendering(
        id=f"{source}.{number}", source=source, title="On the attack in Veldoria", text=words,
        url=f"https://{source}.example/{number}", published=When("2031-03-11"), parties=(Party("xaa-mfa"),),
    )  # fmt: skip


class Matching:
    """A small collection: one source spoke of an attack, the other was listened to and is silent."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        workspace.archive.mkdir(parents=True)
        entry = workspace.sources.read_text("utf-8")
        head, _, silent = entry.rpartition("issuer: xaa-mfa")
        workspace.sources.write_text(f"{head}issuer: xbb-mfa{silent}", "utf-8")
        with open_store(workspace.db) as store:
            self.register(store)
            with store.transaction():
                store.put_renderings([text("karsan", 1, ATTACK), text("karsan", 2, "We regret the storm.")], NOON)
            for source in ("karsan", "osk"):
                self.passed(store, source, -15)
                self.passed(store, source, 1)
            match_store(store, workspace)

    def register(self, store: Store) -> None:
        put_registry(store, load_registry(self.workspace.sources))

    def passed(self, store: Store, source: str, days: int, status: RunStatus = RunStatus.UNCHANGED) -> None:
        at = NOON + timedelta(days=days)
        with store.transaction():
            store.add_run(SourceRun(source=source, started_at=at, ended_at=at, status=status, listed=2))

    def again(self, store: Store) -> bool:
        """Whether a run matches now; in any case what it leaves is what a whole match gives."""
        skipped = match_store(store, self.workspace, unless_same=True).skipped
        lines = list(dump(store))
        assert not match_store(store, self.workspace).skipped
        assert list(dump(store)) == lines
        return not skipped


@pytest.fixture
def matching(newsroom: Any) -> Matching:
    return Matching(newsroom.workspace)


def test_there_is_an_observation_that_hangs_on_a_day(matching: Matching) -> None:
    with open_store(matching.workspace.db) as store:
        found = [one for incident in store.incidents() for one in store.observations(incident.id)]
    silent = {one.reason for one in found if (one.issuer, one.state) == ("xbb-mfa", Observed.NONE_FOUND)}
    assert silent == {"last check 2031-03-21"}


def nothing(_: Matching, __: Store) -> None:
    """No change."""


def seen_again(_: Matching, store: Store) -> None:
    with store.transaction():
        store.put_renderings([text("karsan", 1, ATTACK)], NOON + timedelta(days=1))


def same_day(matching: Matching, store: Store) -> None:
    at = NOON + timedelta(days=1, hours=6)
    with store.transaction():
        store.add_run(SourceRun(source="osk", started_at=at, ended_at=at, status=RunStatus.UNCHANGED))
    matching.register(store)


def one_who_spoke(matching: Matching, store: Store) -> None:
    """A further day on which whoever spoke anyway was listened to."""
    matching.passed(store, "karsan", 2)


@pytest.mark.parametrize("change", [nothing, seen_again, same_day, one_who_spoke])
def test_no_match_where_nothing_is_new(matching: Matching, change: Any) -> None:
    with open_store(matching.workspace.db) as store:
        change(matching, store)
        assert not matching.again(store)
        assert not matching.again(store)


def corrected(matching: Matching, store: Store) -> None:
    del store
    matching.workspace.corrections.write_text(
        "corrections: [{what: exclude, id: karsan.2, who: desk, when: 2031-03-20, why: a test}]\n", "utf-8"
    )


def renamed(matching: Matching, store: Store) -> None:
    path = matching.workspace.sources
    path.write_text(path.read_text("utf-8").replace("name: Ministry of karsan", "name: Office of karsan"), "utf-8")
    matching.register(store)


def switched_off(matching: Matching, store: Store) -> None:
    path = matching.workspace.sources
    path.write_text(path.read_text("utf-8") + "    enabled: false\n    disabled_reason: a test\n", "utf-8")
    matching.register(store)


def new(_: Matching, store: Store) -> None:
    with store.transaction():
        store.put_renderings([text("karsan", 3, "We welcome the talks.")], NOON)


def edited(_: Matching, store: Store) -> None:
    with store.transaction():
        store.put_renderings([text("karsan", 1, ATTACK + " We mourn them.")], NOON + timedelta(days=1))


def dated_anew(_: Matching, store: Store) -> None:
    """The same words, with another day: no version, and yet another statement."""
    with store.transaction():
        found = replace(text("karsan", 2, "We regret the storm."), published=When("2031-03-12"))
        store.put_renderings([found], NOON + timedelta(days=1))


def spoken_by_another(_: Matching, store: Store) -> None:
    with store.transaction():
        found = replace(text("karsan", 2, "We regret the storm."), parties=(Party("xbb-mfa"),))
        store.put_renderings([found], NOON + timedelta(days=1))


def article(_: Matching, store: Store) -> None:
    with store.transaction():
        store.put_renderings([replace(text("osk", 4, "Nobody spoke."), form=Form.ARTICLE)], NOON)


def taken_out(_: Matching, store: Store) -> None:
    with store.transaction():
        store.forget("karsan")


def another_day(matching: Matching, store: Store) -> None:
    matching.passed(store, "osk", 3)


def broken(matching: Matching, store: Store) -> None:
    """The silent source breaks before the window of the incident closes."""
    with store.transaction():
        store._db.execute("DELETE FROM runs WHERE source = 'osk' AND started_at > '2031-03-15'")
    matching.passed(store, "osk", 4, RunStatus.BLOCKED)


def reached(_: Matching, store: Store) -> None:
    at = NOON + timedelta(hours=1)
    with store.transaction():
        store.add_run(
            SourceRun(
                source="karsan", started_at=at, ended_at=at, status=RunStatus.UNCHANGED, reached=date(2030, 1, 1)
            )
        )  # fmt: skip


CHANGES = [
    corrected,
    renamed,
    switched_off,
    new,
    edited,
    dated_anew,
    spoken_by_another,
    article,
    taken_out,
    another_day,
]
CHANGES += [broken, reached]


@pytest.mark.parametrize("change", CHANGES)
def test_a_match_where_something_is(matching: Matching, change: Any) -> None:
    with open_store(matching.workspace.db) as store:
        assert not matching.again(store)
        change(matching, store)
        assert matching.again(store)
        assert not matching.again(store)


def test_who_asks_for_a_match_gets_one(matching: Matching, tmp_path: Path) -> None:
    del tmp_path
    assert not match(matching.workspace).skipped
