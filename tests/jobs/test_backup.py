"""A backup is of one moment, whole, checked, cheap to repeat, and enough to restore everything from."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tracker.collect.keeping.warc import members
from tracker.demo.visits import sources_path
from tracker.errors import AlreadyRunning, ArchiveDamaged, BadConfig, StoreTrouble
from tracker.jobs.backing_up import backup
from tracker.jobs.rebuilding import rebuild, verify
from tracker.jobs.workspace import Workspace
from tracker.report.tables.export import export
from tracker.store import dump, open_store

CORRECTIONS = "corrections: []\n"


@pytest.fixture
def workspace(demo_data: Path, tmp_path: Path) -> Workspace:
    """A copy of the sample world after both visits, with configuration of its own."""
    shutil.copytree(demo_data, tmp_path / "here" / "data")
    (tmp_path / "here" / "sources.yaml").write_bytes(sources_path().read_bytes())
    (tmp_path / "here" / "agreed.yaml").write_bytes(sources_path().with_name("agreed.yaml").read_bytes())
    (tmp_path / "here" / "corrections.yaml").write_text(CORRECTIONS, "utf-8")
    return Workspace(data=tmp_path / "here" / "data", sources=tmp_path / "here" / "sources.yaml")


def content(workspace: Workspace, out: Path) -> dict[str, object]:
    with open_store(workspace.db) as store:
        files = {path.name: path.read_bytes() for path in export(store, out, format="jsonl")}
        return {"dump": list(dump(store)), **files}


def sums(folder: Path) -> dict[str, str]:
    """The list of sums, held against the files as another program would."""
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    found = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    here = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert here == found.keys() | {"SHA256SUMS", "RESTORE.txt"}
    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in found} == found
    return found


def written(folder: Path) -> dict[str, int]:
    """When each file of the archive's copy was written, and as which file."""
    return {path.name: path.stat().st_ino for path in (folder / "data" / "archive").iterdir()}


def test_from_the_backup_alone_everything_comes_back(workspace: Workspace, tmp_path: Path) -> None:
    before = content(workspace, tmp_path / "before")
    assert len(before) > 3
    made = backup(workspace, tmp_path / "backup")
    assert made.copied == len(sums(tmp_path / "backup"))
    shutil.rmtree(workspace.data.parent)

    home = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "backup" / "data", home / "data")
    for name in ("sources.yaml", "corrections.yaml", "agreed.yaml"):
        shutil.copy(tmp_path / "backup" / name, home / name)
    restored = Workspace(data=home / "data", sources=home / "sources.yaml")
    assert list(verify(restored)) == []
    assert content(restored, tmp_path / "restored") == before
    restored.db.unlink()
    rebuild(restored)
    assert content(restored, tmp_path / "rebuilt") == before
    assert restored.corrections.read_text("utf-8") == CORRECTIONS


def test_again_only_what_changed_is_copied(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    first = backup(workspace, target)
    before, names = written(target), sums(target)
    again = backup(workspace, target)
    assert (again.copied, again.unchanged, again.size) == (0, first.copied, first.size)
    assert written(target) == before
    grown = max(workspace.archive.glob("*.warc.gz"))
    record = whole_record(grown)
    with grown.open("ab") as file:
        file.write(record)
    third = backup(workspace, target)
    changed = {name for name, inode in written(target).items() if inode != before[name]}
    assert changed == {grown.name, "journal.jsonl"}
    assert third.copied == 2
    assert sums(target).keys() == names.keys()


def whole_record(path: Path) -> bytes:
    """The first record of a file of the archive."""
    with path.open("rb") as stream:
        return next(iter(members(stream, start=0, end=path.stat().st_size))).packed


def test_what_a_kill_left_torn_is_not_in_it(workspace: Workspace, tmp_path: Path) -> None:
    warc = max(workspace.archive.glob("*.warc.gz"))
    whole = {path: path.read_bytes() for path in (warc, workspace.archive / "journal.jsonl", workspace.ledger)}
    for path, text in whole.items():
        path.write_bytes(text + text[:40].rstrip(b"\n"))
    backup(workspace, tmp_path / "backup")
    for path, text in whole.items():
        assert (tmp_path / "backup" / "data" / "archive" / path.name).read_bytes() == text, path.name


def test_a_damaged_file_never_replaces_its_good_copy(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    backup(workspace, target)
    before = sums(target)
    warc = min(workspace.archive.glob("*.warc.gz"))
    body = bytearray(warc.read_bytes())
    body[len(body) // 2] ^= 1
    warc.write_bytes(body)
    workspace.corrections.write_text("corrections: []  # newer\n", "utf-8")
    with pytest.raises(ArchiveDamaged, match=f"{warc.name}: does not begin with what the backup holds"):
        backup(workspace, target)
    assert sums(target) == before
    warc.unlink()
    with pytest.raises(ArchiveDamaged, match=f"{warc.name}: is in the backup and not in the archive"):
        backup(workspace, target)
    assert sums(target) == before


def test_a_copy_that_rotted_is_written_again_or_told(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    backup(workspace, target)
    copy = target / "sources.yaml"
    copy.write_bytes(b"?" + copy.read_bytes()[1:])
    assert backup(workspace, target).copied == 1
    sums(target)
    rotten = target / "data" / "archive" / "journal.jsonl"
    rotten.write_bytes(b"?" + rotten.read_bytes()[1:])
    with pytest.raises(ArchiveDamaged, match="which of the two is damaged"):
        backup(workspace, target)


def test_a_disk_that_writes_something_else_is_noticed(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def forgetful(handle: int) -> None:
        real(handle)
        if Path(f"/proc/self/fd/{handle}").readlink().name == "journal.jsonl.part":
            os.truncate(handle, 10)

    monkeypatch.setattr("tracker.jobs.copying.os.fsync", forgetful)
    with pytest.raises(StoreTrouble, match=r"journal\.jsonl: what was written is not what was read"):
        backup(workspace, tmp_path / "backup")
    assert list((tmp_path / "backup").rglob("*.part")) == []


def test_configuration_that_is_gone_does_not_come_back(workspace: Workspace, tmp_path: Path) -> None:
    backup(workspace, tmp_path / "backup")
    workspace.corrections.unlink()
    backup(workspace, tmp_path / "backup")
    assert "corrections.yaml" not in sums(tmp_path / "backup")


def test_not_while_a_run_is_at_work(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.lock(), pytest.raises(AlreadyRunning, match="another tracker is at work"):
        backup(workspace, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_other_folders_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    strange = tmp_path / "strange"
    strange.mkdir()
    (strange / "thesis.txt").write_text("mine", "utf-8")
    (tmp_path / "file").touch()
    for folder, said in (
        (strange, "holds something that is no backup"),
        (tmp_path / "file", "is a file"),
        (workspace.data / "backup", "lies in the data folder"),
        (workspace.data, "lies in the data folder"),
        (workspace.data.parent, "or holds it"),
    ):
        with pytest.raises(BadConfig, match=said):
            backup(workspace, folder)
    assert [path.name for path in strange.iterdir()] == ["thesis.txt"]
    with pytest.raises(BadConfig, match="holds no collection"):
        backup(Workspace(data=tmp_path / "nowhere"), tmp_path / "b")
    assert not (tmp_path / "nowhere").exists()


def test_the_list_of_sums_is_what_sha256sum_reads(newsroom: Any, tmp_path: Path) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("sha256sum is not installed here; the list was read by the other tests")
    backup(newsroom.workspace, tmp_path / "backup")
    call = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    done = subprocess.run(call, cwd=tmp_path / "backup", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
