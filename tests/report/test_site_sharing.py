"""Pages composed by several processes: the same bytes, the same account of what they rest on, a store read by each."""

from __future__ import annotations

import os
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from report_fake import Fake

from tracker.report.reading import Reading
from tracker.report.site import sharing
from tracker.report.site.building import SiteReport, build
from tracker.report.site.sharing import composed
from tracker.store import open_store


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "MANY", 1)
    monkeypatch.setattr(sharing, "_SHARE", 5)


def pages(folder: Path) -> dict[str, bytes]:
    hidden = (one for one in folder.rglob("*") if one.is_file() and not one.name.startswith("."))
    return {str(one.relative_to(folder)): one.read_bytes() for one in hidden}


def same_alone_and_together(store: Reading, now: datetime, folder: Path) -> SiteReport:
    alone = build(store, folder / "alone", now=now)
    together = build(store, folder / "together", now=now, workers=2)
    assert pages(folder / "together") == pages(folder / "alone")
    assert (together.written, together.composed) == (alone.written, alone.composed)
    again = build(store, folder / "together", now=now)
    assert set(again.composed) == set(build(store, folder / "alone", now=now).composed)
    assert again.written == ()
    return together


def test_pages_are_the_same_whoever_composes_them(world: Fake, now: datetime, tmp_path: Path):
    assert same_alone_and_together(world, now, tmp_path).written


@pytest.mark.long
def test_each_process_reads_the_store_by_itself(demo_data: Path, now: datetime, tmp_path: Path):
    with open_store(demo_data / "tracker.db", read_only=True) as store:
        store.hold()
        assert len(same_alone_and_together(store, now, tmp_path).written) > 300


def test_others_compose_when_there_are_many_and_nobody_when_there_are_few(world: Fake, monkeypatch: pytest.MonkeyPatch):
    calls = {str(at): os.getpid for at in range(20)}
    made = composed(calls, world, workers=2)
    assert list(made) == list(calls)
    assert os.getpid() not in made.values()
    assert set(composed(calls, world, workers=1).values()) == {os.getpid()}
    monkeypatch.setattr(sharing, "MANY", 21)
    assert set(composed(calls, world, workers=2).values()) == {os.getpid()}


def test_what_goes_wrong_in_a_process_is_told(world: Fake):
    with pytest.raises(ValueError, match="invalid literal"):
        composed({"bad": partial(int, "x"), "good": partial(int, "1")}, world, workers=2)
