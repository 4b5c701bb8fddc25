"""Bytes of the archive by source, and the disk as one more thing that can be in trouble."""

import hashlib
import shutil
from collections import namedtuple
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tracker.collect.keeping.archive import Archive
from tracker.jobs.digesting import Telling, tell
from tracker.jobs.disk import disk, disk_health
from tracker.jobs.workspace import Workspace
from tracker.model import Capture, capture_id
from tracker.sources import load_registry
from tracker.store import open_store

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024  the standard library's own is one


def archived(room: Any, source: str, at: datetime, body: bytes, *, stored: bool = True) -> int:
    """Put a page into the archive, and its capture into the store; how many bytes it took."""
    sha, url = hashlib.sha256(body).hexdigest(), f"https://{source}.example/{at:%d}"
    identity = capture_id(source, url, at, sha)
    capture = Capture(id=identity, source=source, url=url, retrieved_at=at, sha256=sha, role="item")
    made = Archive(room.workspace.archive).append(capture, body)
    name, _, offset = made.record.rpartition(":")
    if stored:
        with open_store(room.workspace.db) as store, store.transaction():
            store.add_capture(made)
    return (room.workspace.archive / name).stat().st_size - int(offset)


def test_bytes_are_counted_by_source(newsroom: Any) -> None:
    first = archived(newsroom, "karsan", newsroom.noon, b"x")
    pages = [archived(newsroom, "karsan", newsroom.noon + timedelta(days=n), b"page %d" % n) for n in (2, 3, 4)]
    other = archived(newsroom, "osk", newsroom.noon, b"osk")
    lost = archived(newsroom, "osk", newsroom.noon + timedelta(days=1), b"not stored", stored=False)
    found = disk(newsroom.workspace, clock=lambda: newsroom.noon + timedelta(days=11))
    assert {one.source: one.size for one in found.sources} == {
        "karsan": first + sum(pages),
        "osk": other,
        "(other)": lost,
    }
    assert next(one for one in found.sources if one.source == "karsan").per_day == pytest.approx(sum(pages) / 10)
    data = newsroom.workspace.data
    assert found.beside == newsroom.workspace.db.stat().st_size + sum(
        path.stat().st_size for path in data.iterdir() if path.is_file() and path != newsroom.workspace.db
    )
    assert found.free > 0


def test_a_disk_that_will_be_full_is_told_once(newsroom: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for days in range(10):
        archived(newsroom, "karsan", newsroom.noon + timedelta(days=days), b"page %d" % days)
    now = newsroom.noon + timedelta(days=11)
    for source in ("karsan", "osk"):
        newsroom.passed(source, 11 * 24)
    free = 10**15
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**15, 0, free))
    texts: list[str] = []

    def end_of_run(days: int) -> None:
        with open_store(newsroom.workspace.db) as store:
            at = now + timedelta(days=days)
            state = disk_health(store, newsroom.workspace, at)
            registry = load_registry(newsroom.workspace.sources)
            made = tell(store, newsroom.workspace, registry, at, telling=Telling(), also=(state,))
            texts.append("".join(line for line in made.text.splitlines(keepends=True) if "(disk)" in line))

    end_of_run(0)
    free = 20_000
    end_of_run(0)
    newsroom.passed("karsan", 12 * 24)
    newsroom.passed("osk", 12 * 24)
    end_of_run(1)
    assert texts[0] == texts[2] == ""
    assert "the disk will be full in" in texts[1]


def test_the_sample_world_adds_up(demo_data: Path) -> None:
    workspace = Workspace(data=demo_data)
    found = disk(workspace)
    warcs = sum(path.stat().st_size for path in workspace.archive.glob("*.warc.gz"))
    assert 0.95 * warcs < found.size <= warcs
    assert "(other)" not in [one.source for one in found.sources]
