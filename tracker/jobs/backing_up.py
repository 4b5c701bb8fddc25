"""The job that copies a collection to another folder, so that it can be restored from there alone.

Owns the order: what would overwrite a good copy with a damaged file is refused before anything is written, and the list
of sums comes last. Never changes what it copies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker.collect.keeping.archive import Archive
from tracker.errors import ArchiveDamaged, BadConfig, StoreTrouble
from tracker.jobs.copying import copied, hash_of, prefix_hash
from tracker.jobs.replacing import replace_text
from tracker.jobs.workspace import Progress, Workspace, silent
from tracker.store import open_store

#: The folder that holds this file is a backup of ours; it says how to go back.
MARK = "RESTORE.txt"
SUMS = "SHA256SUMS"
_TEXT = """\
Backup of a statement tracker.

To check it:    cd here && sha256sum --check SHA256SUMS
To restore it:  copy the folder "data" to where the data folder shall be, and sources.yaml (and corrections.yaml and
                agreed.yaml, if here) to where they shall be. Then run, with --data and --sources naming those places:
                tracker verify      finds any byte that is not as it was written
                tracker rebuild     only if the store is damaged: makes it anew from the archive
                tracker site        the pages are not in the backup; this makes them again
What was collected after the backup is collected again by the next run, as far as the sources still show it.
"""
_ADVICE = (
    "nothing was copied. Run `tracker verify` here and `sha256sum --check SHA256SUMS` in the backup to see which "
    "of the two is damaged; restore the one from the other, or back up another collection into another folder"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """How many files were copied, how many were there already, and how many bytes the backup holds."""

    copied: int
    unchanged: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One file of a backup. What is only appended to must begin with what the backup already holds of it."""

    name: str
    source: Path
    length: int
    appended: bool


def backup(workspace: Workspace, folder: Path, *, progress: Progress = silent) -> BackedUp:
    """Copy archive, journal, ledger, store and configuration to `folder`, and check what was written.

    Takes the lock: a run that is at work is not disturbed, and the backup is of one moment. Repeated, it copies only
    what has changed.
    """
    _refuse_unfit(workspace, folder)
    with workspace.lock():
        Archive(workspace.archive).settle()
        parts = list(_parts(workspace))
        _refuse_damage(workspace, parts, folder)
        folder.mkdir(parents=True, exist_ok=True)
        replace_text(folder / MARK, _TEXT)
        changed, sums = 0, dict[str, str]()
        for part in parts:
            found, fresh = copied(part.source, folder / part.name, part.length)
            sums[part.name] = found
            changed += fresh
            if fresh:
                progress(f"copied {part.name}")
        changed += _copy_store(workspace, folder, sums)
    _drop_gone(folder, sums)
    replace_text(folder / SUMS, "".join(f"{found}  {name}\n" for name, found in sorted(sums.items())))
    size = sum((folder / name).stat().st_size for name in sums)
    return BackedUp(copied=changed, unchanged=len(sums) - changed, size=size)


def _parts(workspace: Workspace) -> Iterator[_Part]:
    for path in sorted(workspace.archive.iterdir()):
        if path.is_file():
            lines = path.suffix == ".jsonl"
            length = _whole_lines(path) if lines else path.stat().st_size
            yield _Part(name=f"data/archive/{path.name}", source=path, length=length, appended=path != workspace.epoch)
    for name, path in (
        ("sources.yaml", workspace.sources),
        ("corrections.yaml", workspace.corrections),
        ("agreed.yaml", workspace.agreed),
    ):
        if path.is_file():
            yield _Part(name=name, source=path, length=path.stat().st_size, appended=False)


def _whole_lines(path: Path) -> int:
    """Up to where a file of lines is whole: a killed run may have left a part of a line."""
    return path.read_bytes().rfind(b"\n") + 1


def _copy_store(workspace: Workspace, folder: Path, sums: dict[str, str]) -> bool:
    if not workspace.db.is_file():
        return False
    name = f"data/{workspace.db.name}"
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    before = hash_of(target) if target.is_file() else ""
    with open_store(workspace.db) as store:
        store.copy_to(target)
    with open_store(target, read_only=True) as copy:
        faults = copy.check()
    if faults:
        raise StoreTrouble(
            f"{workspace.db}: the copy is damaged ({faults[0]}); run `tracker rebuild`, then back up again"
        )
    sums[name] = hash_of(target)
    return sums[name] != before


def _refuse_unfit(workspace: Workspace, folder: Path) -> None:
    workspace.expect_collection()
    inner, outer = folder.resolve(), workspace.data.resolve()
    if inner == outer or outer in inner.parents or inner in outer.parents:
        raise BadConfig(f"{folder}: lies in the data folder, or holds it; a backup belongs somewhere else")
    if folder.exists() and not folder.is_dir():
        raise BadConfig(f"{folder}: is a file; name a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise BadConfig(f"{folder}: holds something that is no backup of a tracker; name an empty or a new folder")


def _refuse_damage(workspace: Workspace, parts: list[_Part], folder: Path) -> None:
    """A file that is only appended to and no longer begins as the backup has it was damaged, or is another one."""
    here = {part.name for part in parts}
    for path in sorted(folder.glob("data/archive/*")):
        name = f"data/archive/{path.name}"
        if path.is_file() and name not in here and path.suffix != ".part" and path.name != workspace.epoch.name:
            raise ArchiveDamaged(f"{name}: is in the backup and not in the archive any more; {_ADVICE}")
    for part in parts:
        held = folder / part.name
        if part.appended and held.is_file() and prefix_hash(part.source, held.stat().st_size) != hash_of(held):
            raise ArchiveDamaged(f"{part.source}: does not begin with what the backup holds of it; {_ADVICE}")


def _drop_gone(folder: Path, sums: dict[str, str]) -> None:
    """Configuration that is no more must not come back with a restore."""
    for name in ("sources.yaml", "corrections.yaml", "agreed.yaml", "data/archive/epoch.json"):
        if name not in sums:
            (folder / name).unlink(missing_ok=True)
