"""A collection that nobody looks after: twelve sources, two runs a day, and all that happens to sites in a year."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from wires import Wire

from tracker.collect.asking.addresses import Loopback
from tracker.collect.keeping import journal
from tracker.jobs import running
from tracker.jobs.backing_up import backup
from tracker.jobs.collecting import Outside
from tracker.jobs.healths import healths
from tracker.jobs.matching import Matched, match
from tracker.jobs.rebuilding import rebuild, verify
from tracker.jobs.workspace import Workspace
from tracker.report.site.building import SiteReport
from tracker.store import codec, dump, lately, open_store, reads
from tracker.store.writes import Writes

BEGIN = datetime(2031, 1, 1, 6, tzinfo=UTC)
SOURCES, ON_A_PAGE, TURN = 12, 6, timedelta(hours=12)
ENTRY = """
  s{n:02}:
    {{name: Ministry {n}, issuer: x{n}-mfa, category: ministry, languages: en, zone: UTC, kind: html-list, every: 12h,
     url: "https://s{n:02}.example/press?page=0", list: {{item: li, title: a, date: span}},
     paging: {{style: query, name: page, pages: 4}}, detail: {{title: h1, body: div.text}},
     dates: {{formats: ["%Y-%m-%d"]}}}}
"""
#: What happens, to which source, from which day, for how many days, and whether its health must turn red at once.
TROUBLE = {
    "blocked": ("s01", 3, 7, True),
    "another layout": ("s02", 4, 2, True),
    "an empty page": ("s03", 5, 1, False),
    "vanished": ("s05", 6, 4, False),
    "down": ("s06", 7, 2, True),
    "a page for all": ("s07", 8, 3, True),
}
EDITED, EDIT_DAY = "s04", 5
STEP_DAY, KILL_DAYS, BACKUP_DAY = 11, (12, 13), 10


class Killed(BaseException):
    """Ends a run where it stands."""


@dataclass
class World:
    """The sites and the clock: what is published follows from the day alone."""

    workspace: Workspace
    now: datetime = BEGIN
    offset: timedelta = timedelta(0)

    @property
    def day(self) -> int:
        return (self.now - BEGIN).days

    def items(self, source: str) -> list[int]:
        """The days on which a source has published so far, newest first; before the first it had a past of its own."""
        place = int(source[1:])
        return [day for day in range(self.day, -40, -1) if (day + place) % (3 + place % 3) == 0]

    def text(self, source: str, number: int, *, edited: bool) -> str:
        more = " We add that the talks go on." if edited else ""
        return f"Source {source} speaks of the matter of day {number} and calls on all sides to talk.{more}"

    def edited(self, source: str, number: int) -> bool:
        return source == EDITED and self.day >= EDIT_DAY and EDIT_DAY - 8 <= number < EDIT_DAY - 2

    def troubled(self, what: str, source: str) -> bool:
        whose, first, days, _ = TROUBLE[what]
        return whose == source and first <= self.day < first + days

    def lost(self, source: str) -> int | None:
        """The item that is away."""
        return self.items(source)[3] if self.troubled("vanished", source) else None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        source, path = request.headers["host"].partition(".")[0], request.url.path
        if self.troubled("down", source):
            raise httpx.ConnectError("nobody answers")
        if path == "/robots.txt":
            return httpx.Response(404)
        if self.troubled("blocked", source):
            return httpx.Response(403, text="no")
        if self.troubled("a page for all", source):
            return self.page(request, "<h1>Welcome</h1><div>Our pages are being renewed.</div>")
        if path == "/press":
            return self.page(request, self.list(source, int(request.url.params["page"])))
        number = int(path.rpartition("/")[2])
        if number == self.lost(source):
            return httpx.Response(404, text="gone")
        text = self.text(source, number, edited=self.edited(source, number))
        return self.page(request, f"<h1>On day {number}</h1><div class='text'><p>{text}</p></div>")

    def list(self, source: str, page: int) -> str:
        if page == 1 and self.troubled("an empty page", source):
            return "<ul></ul>"
        numbers = self.items(source)[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
        tag = "p" if self.troubled("another layout", source) else "li"
        days = {
            number: f"{BEGIN + timedelta(days=number):%Y-%m-%d}" for number in numbers if number != self.lost(source)
        }
        rows = (f"<{tag}><a href='/s/{n}'>On day {n}</a> <span>{days[n]}</span></{tag}>" for n in days)
        return f"<ul>{''.join(rows)}</ul>"

    def page(self, request: httpx.Request, body: str) -> httpx.Response:
        whole = f"<html><body>{body}</body></html>".encode()
        tag = f'"{hashlib.sha256(whole).hexdigest()[:12]}"'
        if request.headers.get("if-none-match") == tag:
            return httpx.Response(304)
        return httpx.Response(200, headers={"Content-Type": "text/html", "ETag": tag}, content=whole)

    async def sleep(self, _: float) -> None:
        """Nobody waits; the clock is the test's."""

    @property
    def outside(self) -> Outside:
        network = {"transport": Wire(self), "sleep": self.sleep, "resolver": Loopback(port=443), "jitter": lambda: 0.5}
        return Outside(clock=lambda: self.now + self.offset, network=network)


@dataclass
class Work:
    """What each run read: lines of the journal, and rows of the store until all was collected."""

    lines: int = 0
    rows: int = 0
    runs: list[tuple[int, int]] = field(default_factory=list)

    def count(self, monkeypatch: pytest.MonkeyPatch) -> None:
        read, decode = journal._read, codec.decode

        def line(*values: Any) -> Any:
            self.lines += 1
            return read(*values)

        def row(*values: Any, **more: Any) -> Any:
            self.rows += 1
            return decode(*values, **more)

        monkeypatch.setattr(journal, "_read", line)
        for module in (reads, lately):
            monkeypatch.setattr(module, "decode", row)

    def begin(self) -> None:
        self.lines = self.rows = 0

    def noted(self) -> None:
        self.runs.append((self.lines, self.rows))


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    workspace = Workspace(data=tmp_path / "data", sources=tmp_path / "sources.yaml")
    issuers = "".join(f"  x{n}-mfa: {{name: Ministry {n}, country: XKA}}\n" for n in range(SOURCES))
    entries = "".join(ENTRY.format(n=n) for n in range(SOURCES))
    workspace.sources.write_text(f"contact: desk@tracker.example\nsources:{entries}issuers:\n{issuers}", "utf-8")
    monkeypatch.setattr(os, "fsync", lambda _: None)  # what lasts through a power cut is another test's matter
    return World(workspace)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    """Counts, and leaves matching and pages out of the runs: they are made at the end."""
    made = Work()
    made.count(monkeypatch)

    def noted(*_: Any, **__: Any) -> Matched:
        made.noted()
        return Matched(statements=0, passages=0, formulas=0, incidents=0)

    monkeypatch.setattr(running, "match_store", noted)
    monkeypatch.setattr(running, "site", lambda *_, **__: SiteReport(written=(), unchanged=(), removed=()))
    return made


def killed(world: World, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """A run that ends between the archive and the store."""
    add, left = Writes.add_capture, [after]

    def watched(self: Any, capture: Any) -> bool:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return add(self, capture)

    with monkeypatch.context() as patched:
        patched.setattr(Writes, "add_capture", watched)
        with pytest.raises(Killed):
            running.run(world.workspace, outside=world.outside)


def turns(world: World, days: int) -> Iterator[int]:
    """Two turns a day."""
    for number in range(2 * days):
        world.now = BEGIN + number * TURN
        yield number


def live(world: World, work: Work, days: int, monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    """All the days, with all that happens; gives where health was not what it should be."""
    wrong = []
    for number in turns(world, days):
        world.offset = timedelta(days=3) if number == 2 * STEP_DAY else timedelta(0)
        if number % 2 and world.day in KILL_DAYS:
            killed(world, monkeypatch, 3 + world.day)
            world.now += timedelta(hours=1)
        work.begin()
        running.run(world.workspace, outside=world.outside)
        if number == 2 * BACKUP_DAY:
            backup(world.workspace, folder)
        if not world.offset:
            wrong += misjudged(world)
    return wrong


def misjudged(world: World) -> list[str]:
    """Sources whose health after this run is not what their trouble, or its end, asks for."""
    states = {one.source: one for one in healths(world.workspace, clock=lambda: world.now)}
    bad = {TROUBLE[what][0] for what in TROUBLE if world.troubled(what, TROUBLE[what][0])}
    red = {TROUBLE[what][0] for what in TROUBLE if TROUBLE[what][3] and TROUBLE[what][0] in bad}
    quiet = bad - red
    found = [f"{world.now}: {one} is {states[one].status}" for one in sorted(red) if states[one].status != "red"]
    return found + [
        f"{world.now}: {one} is {state.status}: {state.reason}"
        for one, state in states.items()
        if one not in red | quiet and state.status != "green"
    ]


def check(world: World, folder: Path) -> None:
    """Nothing is lost, all is intact, and the archive alone gives the same."""
    with open_store(world.workspace.db) as store:
        held = {one.url: [version.text for version in store.versions(one.id)] for one in store.renderings()}
        gone = [(one.source, one.what) for one in store.presences()]
    expected = {}
    for source in (f"s{n:02}" for n in range(SOURCES)):
        for number in world.items(source):
            texts = [world.text(source, number, edited=False)]
            expected[f"https://{source}.example/s/{number}"] = texts
    for url, texts in expected.items():
        if texts != held.get(url) and len(held.get(url, ())) == 2:
            source, number = url[8:11], int(url.rpartition("/")[2])
            assert world.edited(source, number), url
            assert held[url] == [texts[0], world.text(source, number, edited=True)]
        elif int(url.rpartition("/")[2]) >= 0:
            assert held.get(url) == texts, url
    assert any(len(texts) == 2 for texts in held.values()), "the edits were seen"
    assert set(gone) >= {("s05", "vanished"), ("s05", "returned")}
    assert list(verify(world.workspace)) == []
    copy = Workspace(data=folder / "data", sources=folder / "sources.yaml")
    assert list(verify(copy)) == []


def lived_through(world: World, work: Work, days: int, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    assert live(world, work, days, monkeypatch, folder) == []
    check(world, folder)
    match(world.workspace)
    with open_store(world.workspace.db) as store:
        before = list(dump(store))
    rebuild(world.workspace)
    with open_store(world.workspace.db) as store:
        after = list(dump(store))
    assert sorted(set(before) ^ set(after)) == []
    assert len(before) > 100
    addresses = sum(len(world.items(f"s{n:02}")) for n in range(SOURCES))
    early, late = work.runs[4:12], work.runs[-4:]
    assert max(lines for lines, _ in late) <= 1.5 * max(lines for lines, _ in early), "lines of the journal"
    assert max(rows for _, rows in late) <= 5 * addresses + 60 * SOURCES, (
        "rows follow from the addresses, not from the visits"
    )


def test_some_weeks(world: World, work: Work, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lived_through(world, work, 16, monkeypatch, tmp_path / "backup")


@pytest.mark.long
def test_two_months(world: World, work: Work, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lived_through(world, work, 60, monkeypatch, tmp_path / "backup")
