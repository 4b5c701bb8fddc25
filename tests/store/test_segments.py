"""The index of wordings in the store: what is not as it was written is never handed out."""

from pathlib import Path

import pytest

from tracker.model import Segment
from tracker.store import Store, open_store


def part(name: str, number: int, data: bytes) -> Segment:
    return Segment(shelf="en", name=name, number=number, data=data)


@pytest.fixture
def store(tmp_path: Path):
    with open_store(tmp_path / "tracker.db") as opened:
        with opened.transaction():
            opened.put_segments("v1", [part("rows", 0, b"abc"), part("rows", 3, b"de"), part("keys", 0, b"k")])
        yield opened


def test_segments_come_back_in_their_order_and_a_first_one_replaces_all(store: Store) -> None:
    assert store.segments("v1") == [part("keys", 0, b"k"), part("rows", 0, b"abc"), part("rows", 3, b"de")]
    with store.transaction():
        store.put_segments("v2", [part("rows", 0, b"xyz")])
    assert store.segments("v2") == [part("keys", 0, b"k"), part("rows", 0, b"xyz")]
    with store.transaction():
        store.drop_segments()
    assert store.segments("v2") is None


def test_another_version_or_a_damaged_byte_gives_nothing(store: Store) -> None:
    assert store.segments("v0") is None
    store._db.execute("UPDATE segments SET data = ? WHERE number = 3", (b"dE",))
    assert store.segments("v1") is None
