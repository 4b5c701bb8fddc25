"""One state after another: what is answered while a run writes, and when the store cannot be read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from asked import ask

from tracker.jobs.serving import keeper as keeping, opened, stamp
from tracker.jobs.workspace import Workspace
from tracker.report.server import held as holding
from tracker.report.server.application import application
from tracker.report.server.held import Keeper, Opened
from tracker.store import SCHEMA_VERSION, open_store


@pytest.fixture
def workspace(demo_data: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(demo_data, tmp_path / "data", ignore=shutil.ignore_patterns("site", "archive"))
    return Workspace(data=tmp_path / "data", sources=tmp_path / "none.yaml")


@pytest.fixture
def rested(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server reads again as soon as it can."""
    monkeypatch.setattr(holding, "REST", 0.0)
    monkeypatch.setattr(holding, "AGAIN", 0.0)


def settled(keeper: Keeper) -> None:
    """Wait until no state is being read."""
    with keeper._changed:
        assert keeper._changed.wait_for(lambda: not keeper._reading, timeout=120)


@pytest.mark.usefixtures("rested")
def test_the_old_state_answers_until_the_new_one_is_read(workspace: Workspace):
    go = Event()
    go.set()

    def slow() -> Opened:
        assert go.wait(120)
        return opened(workspace)

    keeper = Keeper(opening=slow, stamp=lambda: stamp(workspace.db))
    app = application(keeper, hosts=None)
    before = ask(app, "/search.json").json()["total"]
    go.clear()
    with open_store(workspace.db) as store, store.transaction():
        gone = store.statements()[0].id
        store._db.execute("DELETE FROM statements WHERE id = ?", (gone,))
    assert ask(app, "/search.json").json()["total"] == before
    assert ask(app, f"/go?id={gone}").status == 302
    go.set()
    settled(keeper)
    assert ask(app, "/search.json").json()["total"] == before - 1
    assert ask(app, f"/go?id={gone}").status == 404
    keeper.close()


def corrupt(db: Path) -> None:
    body = bytearray(db.read_bytes())
    body[4096:] = b"\xa5" * (len(body) - 4096)
    db.write_bytes(body)


def newer(db: Path) -> None:
    with open_store(db) as store:
        store._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def emptied(db: Path) -> None:
    db.write_bytes(b"")


def foreign(db: Path) -> None:
    db.write_text("a list of groceries" * 1_000, "utf-8")


@pytest.mark.usefixtures("rested")
@pytest.mark.parametrize("damage", [Path.unlink, corrupt, newer, emptied, foreign])
def test_a_store_that_cannot_be_read_is_told_in_words_and_a_good_one_is_taken_up(
    workspace: Workspace, demo_data: Path, damage: Callable[[Path], None]
):
    keeper = keeping(workspace)
    app = application(keeper, hosts=None, api=True)
    assert ask(app, "/").status == 200
    damage(workspace.db)
    ask(app, "/")
    settled(keeper)
    for address in ("/", "/search?q=condemn", "/api/statements"):
        answer = ask(app, address)
        assert (answer.status, answer.headers["retry-after"]) == (503, "10")
        assert "Traceback" not in answer.text
        settled(keeper)
    for path in workspace.data.glob("tracker.db*"):
        path.unlink()
    shutil.copy(demo_data / "tracker.db", workspace.db)
    ask(app, "/")
    settled(keeper)
    assert ask(app, "/").status == 200
    keeper.close()


def test_reading_rests_between_two_runs(workspace: Workspace):
    now = [0.0]
    read = []

    def opening() -> Opened:
        read.append(now[0])
        now[0] += 10.0
        return opened(workspace)

    stamps = iter(range(1_000))
    keeper = Keeper(opening=opening, stamp=lambda: next(stamps), clock=lambda: now[0])
    for _ in range(3):
        with keeper.using():
            settled(keeper)
    assert read == [0.0]
    now[0] += 10 * holding.REST + 1
    with keeper.using():
        settled(keeper)
    assert len(read) == 2
    keeper.close()


def test_what_pages_share_is_at_hand_before_a_state_answers(workspace: Workspace):
    keeper = keeping(workspace)
    with keeper.using() as held:
        assert held.kept("index.html") is not None
        assert any(held.kept(path) for path in held.drafts if path.startswith("formulas/"))
    keeper.close()


def test_a_page_that_cannot_be_composed_keeps_nobody_from_the_others(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    def broken(_: holding.Held, path: str) -> None:
        raise RuntimeError(path)

    keeper = keeping(workspace)
    with monkeypatch.context() as patch:
        patch.setattr(holding.Held, "page", broken)
        with keeper.using():
            pass
    assert ask(application(keeper, hosts=None), "/search.json").json()["total"]
    keeper.close()
