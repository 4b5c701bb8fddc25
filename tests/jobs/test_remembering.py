"""A bookmark spares the reading of what is stored; one that does not fit is not believed."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tracker.collect.keeping import journal
from tracker.collect.keeping.archive import Archive
from tracker.errors import ArchiveDamaged
from tracker.jobs.rebuilding import rebuild
from tracker.jobs.remembering import remember
from tracker.jobs.replaying import recover
from tracker.model import Bookmark, Capture, RunStatus, SourceRun, Verdict, capture_id
from tracker.sources import Registry, load_registry
from tracker.store import Store, open_store


class Room:
    """An archive with a store beside it."""

    def __init__(self, newsroom: Any) -> None:
        self.newsroom, self.root = newsroom, newsroom.workspace.archive
        self.store: Store = open_store(newsroom.workspace.db)

    def archive(self) -> Archive:
        return Archive(self.root, earlier=self.store)

    def made(self, number: int, body: bytes, **more: Any) -> Capture:
        at = self.newsroom.noon + timedelta(days=number)
        sha = hashlib.sha256(body).hexdigest()
        url = f"https://karsan.example/{number}"
        return Capture(
            **{
                "id": capture_id("karsan", url, at, sha), "source": "karsan", "url": url, "retrieved_at": at,
                "sha256": sha, "role": "item", "verdict": Verdict.GOOD, **more,
            }
        )  # fmt: skip

    def archived(
        self, archive: Archive, number: int, *, stored: bool = True, body: bytes = b"", **more: Any
    ) -> Capture:
        body = body or b"page %d" % number
        kept = archive.append(self.made(number, body, **more), body)
        archive.judge(kept)
        if stored:
            with self.store.transaction():
                self.store.add_capture(kept)
                self.store.mark_parsed(kept.id)
        return kept

    def lived(self, days: int, archive: Archive | None = None) -> list[Capture]:
        archive = archive or self.archive()
        kept = [self.archived(archive, number) for number in range(days)]
        remember(self.store, archive)
        return kept

    @property
    def journal(self) -> Path:
        return self.root / "journal.jsonl"


@pytest.fixture
def room(newsroom: Any) -> Any:
    made = Room(newsroom)
    yield made
    made.store.close()


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lines of the journal that were read."""
    read, found = journal._read, list[int]()

    def watched(number: int, raw: bytes, previous: bytes) -> Any:
        found.append(number)
        return read(number, raw, previous)

    monkeypatch.setattr(journal, "_read", watched)
    return found


def test_only_what_lies_behind_the_bookmark_is_read(room: Room, lines: list[int]) -> None:
    held = room.lived(40)
    archive = room.archive()
    new = room.archived(archive, 50, stored=False)
    lines.clear()
    again = room.archive()
    recent = again.recent()
    assert (recent.captures, recent.whole) == ((new.id,), False)
    assert [again.body(one.id) for one in (held[0], held[39], new)] == [b"page 0", b"page 39", b"page 50"]
    assert again.holds(held[7].id)
    assert again.kept(held[7].id).capture == held[7]
    assert len(lines) == 2, "the capture's and its verdict's"
    assert len(again.ids()) == 41, "who asks for all gets all"
    assert list(Archive(room.root).captures()) == [*held, new]
    assert list(again.verify()) == []


def test_a_body_from_before_the_bookmark_is_not_stored_again(room: Room) -> None:
    first = room.lived(3)[1]
    archive = room.archive()
    same = archive.append(room.made(60, b"page 1"), b"page 1")
    again = archive.append(room.made(61, b"", status=304, sha256=first.sha256, revisits=first.id), b"")
    assert (same.revisits, again.revisits) == (first.id, first.id)
    assert archive.read(again.record) == b"page 1"
    assert Archive(room.root).read(again.record) == b"page 1", "without any store as well"


def test_what_is_stored_already_is_neither_stored_nor_judged_again(room: Room) -> None:
    first = room.lived(3)[1]
    size = room.journal.stat().st_size
    archive = room.archive()
    assert archive.append(room.made(1, b"page 1"), b"page 1") == first
    archive.judge(first)
    assert room.journal.stat().st_size == size


def test_a_place_that_holds_something_else_is_not_believed(room: Room) -> None:
    one, other = room.lived(2)
    with room.store.transaction():
        room.store._db.execute("UPDATE captures SET record = ? WHERE id = ?", (other.record, one.id))
    archive = room.archive()
    assert not archive.holds(one.id)
    with pytest.raises(ArchiveDamaged, match="differ"):
        archive.body(one.id)
    assert archive.append(room.made(70, b"page 0"), b"page 0").revisits is None, "so it is stored again"


def other_journal(room: Room) -> None:
    """The same captures, archived in another order: other lines."""
    text = room.journal.read_bytes().splitlines(keepends=True)
    room.journal.unlink()
    again = journal.Journal(room.journal)
    for line in reversed(text):
        again.append(journal._decode(line[journal._HEAD : -1]))


@pytest.mark.parametrize(
    "spoil",
    [
        other_journal,
        lambda room: room.journal.unlink(),
        lambda room: room.journal.write_bytes(room.journal.read_bytes()[:-150]),
        lambda room: next(room.root.glob("*.gz")).write_bytes(next(room.root.glob("*.gz")).read_bytes()[:-10]),
        lambda room: next(room.root.glob("*.gz")).unlink(),
    ],
    ids=["another journal", "no journal", "a shorter journal", "a shorter archive", "an archive less"],
)
def test_a_bookmark_that_does_not_fit_counts_for_nothing(room: Room, spoil: Any) -> None:
    room.lived(20)
    spoil(room)
    assert room.archive().recent().whole
    with room.store.transaction():
        room.store.put_bookmark(Bookmark(checksum="", ends=()), "journal.jsonl")
    assert room.store.bookmark() is None


def test_after_a_recovery_everything_is_stored_and_nothing_is_left(room: Room) -> None:
    room.lived(3)
    left = room.archived(room.archive(), 9, stored=False)
    ended = SourceRun(source="karsan", started_at=at(room), ended_at=at(room), status=RunStatus.COMPLETE)
    room.archive().journal_run(ended)
    registry = load_registry(room.newsroom.workspace.sources)
    assert recover(room.store, room.archive(), registry).captures == 1
    assert room.store.capture(left.id) == left
    assert room.store.runs() == [ended]
    assert room.archive().recent().captures == ()
    assert recover(room.store, room.archive(), registry).captures == 0


def test_what_could_not_be_read_is_tried_again_by_the_next_run(room: Room) -> None:
    room.lived(2)
    left = room.archived(room.archive(), 9, stored=False)
    name, _, offset = left.record.rpartition(":")
    whole = (room.root / name).read_bytes()
    (room.root / name).write_bytes(whole[: int(offset) + 40] + b"\0\0\0" + whole[int(offset) + 43 :])
    assert recover(room.store, room.archive(), Registry()).damaged
    (room.root / name).write_bytes(whole)
    assert recover(room.store, room.archive(), Registry()).captures == 1


def test_what_is_taken_out_of_the_store_is_looked_for_again(room: Room) -> None:
    held = room.lived(4)
    with room.store.transaction():
        room.store.forget("karsan")
    registry = load_registry(room.newsroom.workspace.sources)
    assert recover(room.store, room.archive(), registry).captures == 4
    assert [one.id for one in room.store.captures()] == [one.id for one in held]


def test_a_rebuilt_store_knows_how_far_it_has_come(room: Room) -> None:
    room.lived(4)
    room.store.close()
    rebuild(room.newsroom.workspace)
    room.store = open_store(room.newsroom.workspace.db)
    assert room.archive().recent().captures == ()
    assert {one.source: one.size > 0 for one in room.store.taken()} == {"karsan": True}


def at(room: Room) -> datetime:
    found: datetime = room.newsroom.noon
    return found
