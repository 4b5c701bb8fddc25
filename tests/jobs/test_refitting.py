"""A refit makes an epoch of the collection's own, which every later match, rebuild and backup uses."""

import shutil
from pathlib import Path

import pytest

from tracker.demo.visits import sources_path
from tracker.errors import ArchiveDamaged, BadConfig
from tracker.jobs import checking
from tracker.jobs.backing_up import backup
from tracker.jobs.epoch_file import epoch_of, write_epoch
from tracker.jobs.matching import match
from tracker.jobs.rebuilding import rebuild, verify
from tracker.jobs.refitting import refit
from tracker.jobs.workspace import Workspace
from tracker.language.names.gazetteer import Gazetteer
from tracker.match.epochs import Epoch, current
from tracker.match.refit import Fate, Refit, learn
from tracker.report.known import Known
from tracker.store import Store, dump, open_store


@pytest.fixture
def workspace(demo_data: Path, tmp_path: Path) -> Workspace:
    """A copy of the sample world after both visits."""
    return Workspace(data=Path(shutil.copytree(demo_data, tmp_path / "data")), sources=sources_path())


def derived(workspace: Workspace) -> list[str]:
    with open_store(workspace.db, read_only=True) as store:
        return list(dump(store))


def test_a_refit_lasts_through_match_rebuild_and_restore(workspace: Workspace, tmp_path: Path) -> None:
    with open_store(workspace.db) as store:
        before = {one.id for one in store.formulas()}
    made = refit(workspace, enough=150)
    assert made.epoch != current().version
    assert [name for name, _ in made.learnt] == ["en"]
    assert made.left
    assert before <= {one.formula for one in made.changes}
    assert {one.formula for one in made.changes if one.fate is Fate.KEPT} & before
    after, ledger = derived(workspace), workspace.ledger.read_bytes()
    assert any(made.epoch in line for line in after if line.startswith("epoch "))

    match(workspace)
    assert (derived(workspace), workspace.ledger.read_bytes()) == (after, ledger)
    backup(workspace, tmp_path / "backup")
    workspace.db.unlink()
    rebuild(workspace)
    assert (derived(workspace), workspace.ledger.read_bytes()) == (after, ledger)
    assert list(verify(workspace)) == []

    shutil.rmtree(workspace.data)
    shutil.copytree(tmp_path / "backup" / "data", workspace.data)
    match(workspace)
    assert derived(workspace) == after

    # A second refit of the same text is the same epoch; without its file the shipped weights hold again.
    assert {one.fate for one in refit(workspace, enough=150).changes} == {Fate.KEPT}
    workspace.epoch.unlink()
    match(workspace)
    with open_store(workspace.db) as store:
        assert store.epoch() == current().version
    backup(workspace, tmp_path / "backup")
    assert not (tmp_path / "backup" / "data" / "archive" / "epoch.json").exists()


def test_a_text_is_checked_by_the_weights_of_the_collection(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = list[str]()

    class Watched(Known):
        def __init__(self, store: Store, *, epoch: Epoch, gazetteer: Gazetteer) -> None:
            used.append(epoch.version)
            super().__init__(store, epoch=epoch, gazetteer=gazetteer)

    monkeypatch.setattr(checking, "Known", Watched)
    text = "We strongly condemn the attack."
    write_epoch(
        workspace, Refit(base=current().version, learnt={"en": learn([("harbour", f"w{i}") for i in range(9)])})
    )
    checking.check(workspace, text, language="en")
    assert used == [epoch_of(workspace).version]
    assert current().version not in used


def test_too_little_text_changes_nothing(workspace: Workspace) -> None:
    before = derived(workspace)
    with pytest.raises(BadConfig, match=r"no language has 5,000 distinct wordings .*en \d+"):
        refit(workspace)
    assert not workspace.epoch.exists()
    assert derived(workspace) == before


def test_a_damaged_epoch_stops_a_match_and_says_how_to_go_back(workspace: Workspace) -> None:
    before = derived(workspace)
    workspace.epoch.write_text('{"format": 1}', "utf-8")
    with pytest.raises(ArchiveDamaged, match="remove the file and run `tracker match`"):
        match(workspace)
    assert [damage.record for damage in verify(workspace)] == ["epoch.json"]
    assert derived(workspace) == before
