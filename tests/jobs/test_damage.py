"""What was lost or changed behind our back is said, costs itself alone, and is put back where something knows it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.collect.keeping.archive import Archive
from tracker.demo.visits import sources_path
from tracker.jobs.importing import import_files
from tracker.jobs.matching import match
from tracker.jobs.rebuilding import rebuild, verify
from tracker.jobs.workspace import Workspace
from tracker.model import Verdict
from tracker.store import dump, open_store


@pytest.fixture
def workspace(demo_data: Path, tmp_path: Path) -> Workspace:
    """A copy of the sample world after both visits."""
    return Workspace(data=Path(shutil.copytree(demo_data, tmp_path / "data")), sources=sources_path())


def lines(workspace: Workspace, *tables: str) -> list[str]:
    with open_store(workspace.db, read_only=True) as store:
        return [line for line in dump(store) if not tables or line.startswith(tables)]


def test_a_ledger_that_is_gone_is_written_again_from_the_store(workspace: Workspace) -> None:
    before, ledger = lines(workspace), workspace.ledger.read_bytes()
    workspace.ledger.unlink()
    assert [one.record for one in verify(workspace)] == ["ledger.jsonl:1"]
    replayed, _ = rebuild(workspace)
    assert [place for place, _ in replayed.damaged] == ["ledger.jsonl"]
    assert workspace.ledger.read_bytes() == ledger
    assert lines(workspace) == before


def test_a_ledger_that_nobody_knows_is_said_to_be_lost(workspace: Workspace) -> None:
    before = lines(workspace, "renderings ", "versions ", "statements ", "passages ")
    workspace.ledger.unlink()
    workspace.db.unlink()
    replayed, _ = rebuild(workspace)
    assert [(place, "old links may break" in reason) for place, reason in replayed.damaged] == [("ledger.jsonl", True)]
    assert lines(workspace, "renderings ", "versions ", "statements ", "passages ") == before


@pytest.mark.parametrize("place", [0.3, 0.9])
def test_a_changed_line_of_the_ledger_is_named(workspace: Workspace, place: float) -> None:
    whole = workspace.ledger.read_text("utf-8").splitlines(keepends=True)
    number = int(len(whole) * place)
    changed = whole[number].replace('"anchor": "', '"anchor": "x', 1)
    assert changed != whole[number]
    workspace.ledger.write_text("".join([*whole[:number], changed, *whole[number + 1 :]]), "utf-8")
    assert [one.record for one in verify(workspace)] == [f"ledger.jsonl:{number + 1}"]
    workspace.ledger.write_text("".join([*whole[:number], "torn\n"]), "utf-8")
    assert [one.record for one in verify(workspace)] == ["ledger.jsonl"]
    workspace.ledger.write_text("".join(whole[:number]), "utf-8")
    assert [one.record for one in verify(workspace)] == [f"ledger.jsonl:{number + 1}"]


def test_a_journal_that_is_gone_is_written_again_from_the_records(workspace: Workspace) -> None:
    read = ("renderings ", "rendering_parties ", "versions ", "statements ", "passages ", "uses ")
    before = lines(workspace, *read)
    verdicts = {capture.id: capture.verdict for capture in Archive(workspace.archive).captures()}
    assert Verdict.DECOY in verdicts.values()
    (workspace.archive / "journal.jsonl").unlink()
    workspace.db.unlink()
    assert next(verify(workspace)).record == "journal.jsonl:1"
    replayed, _ = rebuild(workspace)
    assert [(place, "how runs ended is lost" in reason) for place, reason in replayed.damaged] == [
        ("journal.jsonl", True)
    ]
    assert lines(workspace, *read) == before
    assert {capture.id: capture.verdict for capture in Archive(workspace.archive).captures()} == verdicts
    assert list(verify(workspace)) == []
    assert rebuild(workspace)[0].damaged == ()


def test_a_record_that_changed_costs_itself_alone_and_the_old_store_is_kept(workspace: Workspace) -> None:
    before = lines(workspace, "renderings ")
    with open_store(workspace.db, read_only=True) as store:
        victim = next(one for one in store.captures("kestria_mfa") if one.role == "item")
    name, _, offset = victim.record.rpartition(":")
    with (workspace.archive / name).open("r+b") as file:
        file.seek(int(offset) + 50)
        byte = file.read(1)[0]
        file.seek(int(offset) + 50)
        file.write(bytes([byte ^ 1]))
    assert [one.record for one in verify(workspace)] == [victim.record]
    replayed, _ = rebuild(workspace)
    assert victim.record in {place for place, _ in replayed.damaged}
    assert all(place.startswith(name) for place, _ in replayed.damaged)
    missing = set(before) - set(lines(workspace, "renderings "))
    assert 0 < len(missing) <= 2
    with open_store(workspace.replaced, read_only=True) as kept:
        assert [line for line in dump(kept) if line.startswith("renderings ")] == before


def test_what_a_kill_leaves_is_no_damage(workspace: Workspace) -> None:
    before = lines(workspace)
    (archive,) = workspace.archive.glob("*.warc.gz")
    for path, torn in ((archive, b"\x1f\x8b\x08half"), (workspace.archive / "journal.jsonl", b'{"sum":"half')):
        with path.open("ab") as file:
            file.write(torn)
    workspace.fresh.write_bytes(b"half a store")
    replayed, _ = rebuild(workspace)
    assert replayed.damaged == ()
    assert not workspace.replaced.exists()
    assert lines(workspace) == before
    assert list(verify(workspace)) == []


def test_a_missing_archive_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    workspace = Workspace(data=tmp_path / "data", sources=tmp_path / "sources.yaml")
    for month, isle in ((3, "Quarrel"), (4, "Marrow")):
        report = tmp_path / f"{isle}.txt"
        report.write_text(f"The minister of {isle} Island said: “We strongly condemn the raid on Port Lune.”", "utf-8")
        import_files(workspace, [report], clock=lambda month=month: datetime(2030, month, 1, tzinfo=UTC))
    match(workspace)
    (workspace.archive / "2030-03.warc.gz").unlink()
    assert [one.record for one in verify(workspace)] == ["2030-03.warc.gz:0"]
    replayed, _ = rebuild(workspace)
    assert replayed.damaged[0] == ("2030-03.warc.gz:0", "the file is missing, with 2 records")
    with open_store(workspace.db, read_only=True) as store:
        assert [isle for one in store.renderings() for isle in ("Quarrel", "Marrow") if isle in one.text] == ["Marrow"]
    with open_store(workspace.replaced, read_only=True) as store:
        assert len([one for one in store.renderings() if one.parent is None]) == 2


def test_a_store_that_was_taken_away_is_made_again_by_the_next_run_of_imports(tmp_path: Path) -> None:
    workspace = Workspace(data=tmp_path / "data", sources=tmp_path / "sources.yaml")
    report = tmp_path / "a.txt"
    report.write_text("The minister of Quarrel Island said: “We strongly condemn the raid on Port Lune.”", "utf-8")
    import_files(workspace, [report], clock=lambda: datetime(2030, 3, 1, tzinfo=UTC))
    match(workspace)
    before = lines(workspace)
    workspace.db.unlink()
    import_files(workspace, [])
    match(workspace)
    assert lines(workspace) == before
