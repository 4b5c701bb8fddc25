"""A text that changes at every look: so many versions, then no more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.model import Rendering
from tracker.store import Changes, open_store
from tracker.store.sightings import FLAPPING, Known, Seen, sight

NOON = datetime(2030, 3, 1, 12, tzinfo=UTC)


def known(count: int) -> list[Known]:
    return [Known(n + 1, f"text {n}", NOON + timedelta(n), NOON + timedelta(n)) for n in range(count)]


def test_the_last_change_that_counts_is_the_twenty_fourth():
    assert sight(known(FLAPPING), "another", NOON + timedelta(99)).seen is Seen.EDITED
    cut = sight(known(FLAPPING + 1), "another", NOON + timedelta(99))
    assert (cut.seen, cut.write, cut.current) == (Seen.FLAPPING, False, False)


def test_a_text_that_is_known_is_still_seen():
    again = sight(known(FLAPPING + 1), "text 3", NOON + timedelta(99))
    assert (again.seen, again.number, again.current) == (Seen.SAME, 4, True)


def test_the_store_counts_what_it_left_in_the_archive_and_names_the_address(tmp_path: Path):
    one = Rendering(id="karsan.1", source="karsan", text="", url="https://mfa.karsan.example/1")
    with open_store(tmp_path / "tracker.db") as store, store.transaction():
        total = Changes()
        for day in range(FLAPPING + 6):
            assert bool(store.flapping()) == (day > FLAPPING)
            total += store.put_renderings([replace(one, text=f"Read {day} times.")], NOON + timedelta(day))
        assert total == Changes(new=1, edited=FLAPPING, flapping=5)
        assert len(store.versions("karsan.1")) == FLAPPING + 1
        assert store.rendering("karsan.1").text == f"Read {FLAPPING} times."
        assert store.flapping() == [("karsan", one.url)]
