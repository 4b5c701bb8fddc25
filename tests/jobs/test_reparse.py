"""Reading the archive by other rules: what changes is what the rules concern, and nothing else; nobody is asked."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tracker.demo.visits import sources_path
from tracker.errors import BadConfig, StoreTrouble, UnknownId
from tracker.jobs.rebuilding import rebuild, reparse
from tracker.jobs.workspace import Workspace
from tracker.store import dump, open_store

#: The source whose rules change: twelve pages, each with a title and a day.
CHANGED = "veldoria_embassy_kestria"
#: Tables that hold what was read, without what follows from it.
READ = ("renderings ", "rendering_parties ", "versions ")


@pytest.fixture
def workspace(demo_data: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Workspace:
    """A copy of the sample world after both visits, with a sources.yaml of its own. No sockets from here on."""
    copy = Workspace(data=Path(shutil.copytree(demo_data, tmp_path / "data")), sources=tmp_path / "sources.yaml")
    for beside in (sources_path(), sources_path().with_name("agreed.yaml")):
        shutil.copy(beside, tmp_path)
    request.getfixturevalue("socket_disabled")
    return copy


def change(workspace: Workspace, **keys: Any) -> None:
    """A person edits the entry of the source."""
    world = yaml.safe_load(workspace.sources.read_text("utf-8"))
    world["sources"][CHANGED] |= keys
    workspace.sources.write_text(yaml.safe_dump(world, allow_unicode=True, sort_keys=False), "utf-8")


def detail(**keys: str) -> dict[str, str]:
    return {"title": "h1.header-title", "body": ".journal-content-article", "date": ".metadata-publish-date"} | keys


def lines(workspace: Workspace) -> list[str]:
    with open_store(workspace.db, read_only=True) as store:
        return list(dump(store))


def read(workspace: Workspace, *, concerned: bool) -> list[str]:
    """What was read from the source whose rules change, or from all others."""
    return [line for line in lines(workspace) if line.startswith(READ) and (f'"{CHANGED}.' in line) is concerned]


def files(workspace: Workspace) -> dict[Path, bytes]:
    kept = (workspace.db, *workspace.archive.iterdir(), *workspace.site.rglob("*"))
    return {path: path.read_bytes() for path in kept if path.is_file()}


@pytest.mark.parametrize("only", [None, CHANGED])
def test_a_trial_says_what_would_change_and_changes_nothing(workspace: Workspace, only: str | None) -> None:
    before = files(workspace)
    change(workspace, detail=detail(title=".metadata-publish-date"))
    _, found = reparse(workspace, only=only, dry_run=True)
    assert {one.rendering.partition(".")[0] for one in found} == {CHANGED}
    assert {one.field for one in found} >= {"title"}
    assert all(one.before != one.after for one in found)
    assert files(workspace) == before
    assert list(workspace.data.glob("tracker.rebuilding*")) == []


def test_after_a_change_of_rules_only_what_they_concern_is_another(workspace: Workspace) -> None:
    others, own = read(workspace, concerned=False), read(workspace, concerned=True)
    change(workspace, detail=detail(title=".metadata-publish-date"))
    _, told = reparse(workspace, only=CHANGED, dry_run=True)
    _, found = reparse(workspace)
    assert found == told
    assert read(workspace, concerned=False) == others, "with their ids, times of first sight and versions"
    assert read(workspace, concerned=True) != own
    assert reparse(workspace, dry_run=True)[1] == ()


@pytest.mark.parametrize("only", [None, CHANGED])
def test_texts_whose_source_has_no_entry_any_more_are_not_dropped(workspace: Workspace, only: str | None) -> None:
    world = yaml.safe_load(workspace.sources.read_text("utf-8"))
    del world["sources"][CHANGED]
    workspace.sources.write_text(yaml.safe_dump(world, allow_unicode=True, sort_keys=False), "utf-8")
    before = files(workspace)
    with pytest.raises(BadConfig, match=rf"no entry for {CHANGED}, .*tracker rebuild"):
        reparse(workspace, only=only)
    assert files(workspace) == before
    replayed, _ = reparse(workspace, only=only, dry_run=True)
    assert (replayed.unknown, replayed.orphans > 0) == ({CHANGED}, True)
    assert files(workspace) == before
    other = next(one for one in world["sources"] if one != CHANGED)
    assert reparse(workspace, only=other)[0].orphans == 0
    replayed, _ = rebuild(workspace)
    assert replayed.unknown == {CHANGED}
    assert workspace.replaced.is_file()


@pytest.mark.long
def test_one_source_alone_gives_what_reading_everything_gives(workspace: Workspace, tmp_path: Path) -> None:
    twin = Workspace(data=Path(shutil.copytree(workspace.data, tmp_path / "twin")), sources=workspace.sources)
    change(workspace, detail=detail(title=".metadata-publish-date"))
    replayed, found = reparse(workspace, only=CHANGED)
    assert replayed.captures == len(set_of_captures(workspace))
    assert reparse(twin)[1] == found
    assert lines(twin) == lines(workspace)


def set_of_captures(workspace: Workspace) -> set[str]:
    with open_store(workspace.db, read_only=True) as store:
        return {capture.id for capture in store.captures(CHANGED)}


@pytest.mark.long
def test_pages_that_broken_rules_refused_are_read_once_the_rules_are_right(workspace: Workspace) -> None:
    before = lines(workspace)
    change(workspace, detail=detail(body=".no-such-part"))
    _, lost = reparse(workspace)
    assert {one.after for one in lost} == {"(read no more)"}
    assert read(workspace, concerned=True) == []
    change(workspace, detail=detail())
    _, again = reparse(workspace)
    assert {one.before for one in again} == {"(not read before)"}
    assert [line for line in lines(workspace) if not line.startswith("ledger ")] == [
        line for line in before if not line.startswith("ledger ")
    ]


def test_a_layout_of_its_time_reads_what_was_captured_until_then(workspace: Workspace) -> None:
    before = lines(workspace)
    change(workspace, detail=detail(body=".of-a-later-time"), versions=[{"until": "2031-01-01", "detail": detail()}])
    workspace.db.unlink()
    rebuild(workspace)
    assert lines(workspace) == before
    change(workspace, versions=[{"until": "2030-11-20", "detail": detail()}])
    _, found = reparse(workspace, dry_run=True)
    assert {one.after for one in found} == {"(read no more)"}
    change(workspace, versions=[])
    _, all_of_them = reparse(workspace, dry_run=True)
    assert set(found) < set(all_of_them), "what the first visit brought is read by its own layout"


def test_an_unknown_source_and_a_missing_store_are_named(workspace: Workspace) -> None:
    with pytest.raises(UnknownId, match="nothing of a source of that id"):
        reparse(workspace, only="nobody", dry_run=True)
    assert not workspace.fresh.exists() or reparse(workspace, dry_run=True)[1] == ()
    workspace.db.unlink()
    with pytest.raises(StoreTrouble, match="no database there"):
        reparse(workspace, dry_run=True)
    assert not workspace.db.exists()
