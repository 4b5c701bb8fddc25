"""An older database comes forward whole, and its copy stays beside it."""

import logging
import sqlite3
from importlib import resources
from pathlib import Path

import pytest

from tracker.errors import StoreTrouble
from tracker.store import SCHEMA_VERSION, migrations, open_store

RUN = ("karsan", "2030-03-01T12:00:00+00:00", "2030-03-01T12:01:00+00:00", "complete", "", 12, 3, 0, "[]", 0)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database as version 1 of the program made and left it, with one run, its log not yet folded in."""
    path = tmp_path / "tracker.db"
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.executescript(resources.files("tracker.store").joinpath("schema.sql").read_text("utf-8"))
    db.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")
    columns = [row[1] for row in db.execute("PRAGMA table_info(runs)")]
    assert len(columns) == len(RUN)
    db.execute(f"INSERT INTO runs VALUES ({', '.join('?' * len(RUN))})", RUN)  # noqa: S608  question marks only
    db.close()
    return path


def state(path: Path) -> tuple[int, list[tuple[object, ...]]]:
    db = sqlite3.connect(path)
    found = db.execute("PRAGMA user_version").fetchone()[0], db.execute("SELECT * FROM runs").fetchall()
    db.close()
    return found


def test_an_older_store_comes_forward_and_its_copy_is_kept_and_named(
    old: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), open_store(old) as store:
        assert [(run.source, run.listed, run.first_page) for run in store.runs()] == [("karsan", 12, 0)]
        assert store.acknowledgements() == []
    kept = old.with_name("tracker.db.v1")
    # A copy that expects a write-ahead log beside it could not be opened where nothing may be written.
    assert kept.read_bytes()[18:20] == b"\x01\x01"
    assert state(kept) == (1, [RUN])
    assert [record.getMessage() for record in caplog.records] == [
        f"{old}: brought from schema 1 to {SCHEMA_VERSION}; the old store is kept as {kept}"
    ]
    assert sorted(path.name for path in old.parent.iterdir()) == ["tracker.db", "tracker.db.v1"]


def test_a_new_store_and_a_current_one_keep_no_copy(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        with open_store(tmp_path / "tracker.db"):
            pass
    assert [path.name for path in tmp_path.glob("*.v*")] == []
    assert caplog.records == []


def test_a_step_that_fails_in_its_middle_leaves_the_old_store_usable(
    old: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = resources.files("tracker.store").joinpath("schema_2.sql").read_text("utf-8")
    (tmp_path / "broken.sql").write_text(real + "\nINSERT INTO nowhere VALUES (1);", "utf-8")
    monkeypatch.setattr(migrations, "STEPS", ("schema.sql", str(tmp_path / "broken.sql")))
    with pytest.raises(StoreTrouble, match=r"schema 1 could not .*nowhere.*kept as .*tracker\.db\.v1"):
        open_store(old)
    assert state(old) == (1, [RUN])
    assert state(old.with_name("tracker.db.v1")) == (1, [RUN])
    monkeypatch.undo()
    with open_store(old) as store:
        assert len(store.runs()) == 1


def test_without_room_for_the_copy_nothing_is_touched(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(migrations, "copy_to", full)
    with pytest.raises(StoreTrouble, match="disk is full"):
        open_store(old)
    assert state(old) == (1, [RUN])


def test_a_copy_that_breaks_off_leaves_no_half_of_it(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tracker.store.copies._sync", broken)
    with pytest.raises(StoreTrouble, match="No space left"):
        open_store(old)
    assert state(old) == (1, [RUN])
    assert [path.name for path in old.parent.glob("*.part")] == []


def test_a_store_whose_tables_are_as_they_are_now_is_read_without_being_brought_forward(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    db = sqlite3.connect(path, isolation_level=None)
    for step in migrations.STEPS[: migrations.READABLE_FROM]:
        db.executescript(resources.files("tracker.store").joinpath(step).read_text("utf-8"))
    db.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {migrations.READABLE_FROM}")
    db.close()
    with open_store(path, read_only=True) as store:
        assert store.statements() == []
        assert store.meanings() == []
    with open_store(path) as store:
        assert "silent_edits" in [one.name for one in store.meanings()]
