"""The archive is the truth: what is rebuilt from it equals what was collected, and matching again changes nothing."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.demo.visits import sources_path
from tracker.jobs.matching import match
from tracker.jobs.rebuilding import rebuild, reparse, verify
from tracker.jobs.workspace import Workspace
from tracker.store import dump, open_store


@pytest.fixture
def workspace(demo_data: Path, tmp_path: Path) -> Workspace:
    """A copy of the sample world after both visits."""
    return Workspace(data=Path(shutil.copytree(demo_data, tmp_path / "data")), sources=sources_path())


def derived(workspace: Workspace) -> list[str]:
    with open_store(workspace.db) as store:
        return list(dump(store))


def test_a_rebuild_equals_what_was_collected_in_two_visits(workspace: Workspace) -> None:
    before, ledger = derived(workspace), workspace.ledger.read_bytes()
    assert sum(line.startswith("statements ") for line in before) > 180
    workspace.db.unlink()
    replayed, _ = rebuild(workspace)
    assert derived(workspace) == before
    assert workspace.ledger.read_bytes() == ledger
    assert replayed.damaged == ()
    assert list(verify(workspace)) == []


def test_reading_the_archive_again_finds_no_difference(workspace: Workspace) -> None:
    before = derived(workspace)
    assert reparse(workspace, dry_run=True)[1] == ()
    assert derived(workspace) == before


def test_matching_again_changes_nothing(workspace: Workspace) -> None:
    before, ledger = derived(workspace), workspace.ledger.read_bytes()
    match(workspace)
    assert derived(workspace) == before
    assert workspace.ledger.read_bytes() == ledger


def test_the_order_of_arrival_changes_nothing(workspace: Workspace) -> None:
    """The same texts, put into an empty store in another order, are matched to the same rows."""
    before = derived(workspace)
    with open_store(workspace.db) as store:
        held = [(one, store.versions(one.id)) for one in store.renderings() if one.parent is None]
        captures, runs = list(store.captures()), store.runs()
        names = store.channels(), store.known_issuers(), store.states()
    workspace.db.unlink()
    random.Random(7).shuffle(held)  # noqa: S311  any other order will do
    with open_store(workspace.db) as store, store.transaction():
        store.put_channels(names[0])
        store.put_issuers(names[1])
        store.put_states(names[2])
        for capture in captures:
            store.add_capture(capture)
        for run in runs:
            store.add_run(run)
        for one, texts in held:
            for text in texts:
                was = replace(one, title=text.title, question=text.question, text=text.text, capture=text.capture)
                store.put_renderings([was], text.first_seen)
    match(workspace)
    assert derived(workspace) == before
