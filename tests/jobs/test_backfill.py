"""Walking a list back to a day: through the job and the store, over a site of forty statements on four pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from wires import Wire

from tracker.collect.asking.addresses import Loopback
from tracker.errors import BadConfig
from tracker.jobs.backfilling import forecast
from tracker.jobs.collecting import Collected, Outside, collect
from tracker.jobs.probing import probe
from tracker.jobs.workspace import Workspace
from tracker.model import RunStatus, Walk
from tracker.store import open_store

NEWEST = date(2026, 6, 1)
EACH, ON_A_PAGE, COUNT = timedelta(days=3), 10, 40

SOURCES = """
contact: desk@tracker.example
sources:
  karsan:
    name: Ministry of Karsan
    issuer: xka-mfa
    category: ministry
    languages: en
    zone: UTC
    kind: html-list
    url: https://mfa.karsan.example/press?page=0
    list: {item: li, title: a, date: span}
    paging: {style: query, name: page, pages: PAGES}
    detail: {title: h1, body: div.text}
    dates: {formats: ["%Y-%m-%d"]}
issuers:
  xka-mfa: {name: Ministry of Karsan, country: XKA}
"""


def day_of(number: int) -> date:
    """Number 0 is the newest."""
    return NEWEST - EACH * number


@dataclass
class World:
    """A site in memory, a clock that only sleeping moves, and the workspace of a collection of it."""

    workspace: Workspace
    now: datetime = datetime(2026, 6, 2, 8, 0, tzinfo=UTC)
    count: int = COUNT
    refuse: Callable[[str], httpx.Response | None] = lambda _: None
    asked: list[str] = field(default_factory=list)

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode()
        self.asked.append(path)
        refused = self.refuse(path)
        if refused is not None:
            return refused
        if path == "/robots.txt":
            return httpx.Response(404)
        if path.startswith("/press?page="):
            return self.page(int(path.partition("=")[2]))
        number = int(path.rpartition("/")[2])
        text = f"<p>Karsan follows case {number} closely and calls on all sides to show restraint.</p>"
        return self.html(f"<h1>Statement {number}</h1><div class='text'>{text}</div>")

    def page(self, number: int) -> httpx.Response:
        span = range(number * ON_A_PAGE, min(self.count, (number + 1) * ON_A_PAGE))
        rows = "".join(f"<li><a href='/s/{n}'>Statement {n}</a> <span>{day_of(n)}</span></li>" for n in span)
        return self.html(f"<ul>{rows}</ul>")

    def html(self, body: str) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Type": "text/html"}, text=f"<html><body>{body}</body></html>")

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    @property
    def outside(self) -> Outside:
        network = {
            "transport": Wire(self.answer),
            "sleep": self.sleep,
            "resolver": Loopback(port=443),
            "jitter": lambda: 0.5,
        }
        return Outside(clock=lambda: self.now, network=network)

    def collect(self, since: date | None = None) -> Collected:
        self.asked.clear()
        return collect(self.workspace, ["karsan"], since=since, outside=self.outside)

    def held(self) -> set[str]:
        with open_store(self.workspace.db) as store:
            return {one.url.rpartition("/")[2] for one in store.renderings()}

    def walks(self) -> list[Walk]:
        with open_store(self.workspace.db) as store:
            return store.walks()


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make(tmp_path)


def make(folder: Path, *, pages: int = 500) -> World:
    sources = folder / "sources.yaml"
    sources.write_text(SOURCES.replace("PAGES", str(pages)))
    return World(Workspace(data=folder / "data", sources=sources))


def lists(asked: list[str]) -> list[str]:
    return [path.partition("=")[2] for path in asked if "page=" in path]


def items(asked: list[str]) -> Iterator[int]:
    return (int(path.rpartition("/")[2]) for path in asked if path.startswith("/s/"))


def numbers(since: date) -> set[str]:
    return {str(n) for n in range(COUNT) if day_of(n) >= since}


def test_a_walk_ends_at_the_page_that_holds_nothing_from_the_day_on(world: World):
    since = day_of(14)
    run = world.collect(since).runs[0]
    assert lists(world.asked) == ["0", "1", "2"]
    assert world.held() == numbers(since)
    assert (run.status, run.reached) == (RunStatus.COMPLETE, since)
    assert world.walks()[0].resume_url == ""


def test_the_items_of_a_page_come_before_the_next_page(world: World):
    world.collect(day_of(14))
    second = world.asked.index("/press?page=1")
    assert sorted(items(world.asked[:second])) == list(range(10))


def test_a_list_that_ends_sooner_says_how_far_back_it_goes(world: World):
    run = world.collect(date(2001, 1, 1)).runs[0]
    assert world.held() == {str(n) for n in range(COUNT)}
    assert (run.status, run.reached) == (RunStatus.COMPLETE, day_of(COUNT - 1))


def test_a_list_that_repeats_its_last_page_for_ever_ends_there(world: World):
    last = world.page(3)
    world.refuse = lambda path: last if path.endswith(("page=4", "page=5")) else None
    run = world.collect(date(2001, 1, 1)).runs[0]
    assert lists(world.asked) == ["0", "1", "2", "3", "4"]
    assert run.status is RunStatus.COMPLETE


def test_no_more_pages_are_walked_than_the_source_allows(tmp_path: Path):
    world = make(tmp_path, pages=2)
    run = world.collect(date(2001, 1, 1)).runs[0]
    assert lists(world.asked) == ["0", "1"]
    assert run.reached == day_of(2 * ON_A_PAGE - 1)


def test_a_walk_that_breaks_off_goes_on_from_its_last_whole_page(world: World):
    world.refuse = lambda path: httpx.Response(500) if path.endswith("page=2") else None
    broken = world.collect(date(2001, 1, 1)).runs[0]
    assert (broken.status, broken.reached) == (RunStatus.PARTIAL, None)
    assert world.walks()[0].resume_url.endswith("page=1")
    world.refuse = lambda _: None
    resumed = world.collect(date(2001, 1, 1)).runs[0]
    assert lists(world.asked) == ["1", "2", "3", "4", "4", "5"]
    assert set(items(world.asked)) == set(range(20, 30))
    assert (resumed.status, resumed.reached) == (RunStatus.COMPLETE, day_of(COUNT - 1))


def test_what_is_pinned_to_the_top_of_a_list_does_not_end_a_walk_nor_count_as_reached(world: World):
    first = world.page(0).text.replace("<ul>", "<ul><li><a href='/s/99'>For ever</a> <span>2012-05-01</span></li>")
    world.refuse = lambda path: world.html(first) if path.endswith("page=0") else None
    run = world.collect(date(2026, 4, 1)).runs[0]
    assert run.reached == date(2026, 4, 1)
    assert world.held() == numbers(date(2026, 4, 1))


def test_what_is_pinned_to_the_foot_of_every_page_does_not_count_as_reached(tmp_path: Path):
    world = make(tmp_path, pages=2)
    pinned = "<li><a href='/s/99'>For ever</a> <span>2012-05-01</span></li></ul>"
    world.refuse = lambda path: (
        world.html(world.page(int(path[-1])).text.replace("</ul>", pinned)) if "page=" in path else None
    )
    assert world.collect(date(2001, 1, 1)).runs[0].reached == day_of(2 * ON_A_PAGE - 1)


def test_one_old_entry_among_many_without_a_date_does_not_end_a_walk(world: World):
    rows = "".join(f"<li><a href='/s/{n}'>Statement {n}</a></li>" for n in range(ON_A_PAGE))
    first = world.html(f"<ul>{rows}<li><a href='/s/99'>For ever</a> <span>2012-05-01</span></li></ul>")
    world.refuse = lambda path: first if path.endswith("page=0") else None
    run = world.collect(date(2026, 4, 1)).runs[0]
    assert lists(world.asked)[:3] == ["0", "1", "2"]
    assert world.held() >= numbers(date(2026, 4, 1))
    assert run.reached == date(2026, 4, 1)


@pytest.mark.parametrize("broken", ["later", "never", "at once"])
def test_a_list_that_does_not_say_how_far_it_goes_leaves_the_other_to_be_walked(tmp_path: Path, broken: str):
    world = make(tmp_path)
    two = '["https://mfa.karsan.example/old?page=0", "https://mfa.karsan.example/press?page=0"]'
    sources = world.workspace.sources
    sources.write_text(sources.read_text().replace("https://mfa.karsan.example/press?page=0", two))
    rows = "".join(f"<li><a href='/s/{n}'>Speech {n}</a></li>" for n in range(70, 75))
    good = world.html(f"<ul>{rows}</ul>") if broken != "at once" else httpx.Response(404)
    bad = httpx.Response(500 if broken == "later" else 404)
    world.refuse = lambda path: (good if path.endswith("=0") else bad) if "/old" in path else None
    run = world.collect(day_of(14)).runs[0]
    assert world.held() == {"70", "71", "72", "73", "74", *numbers(day_of(14))} - (
        {"70", "71", "72", "73", "74"} if broken == "at once" else set()
    )
    assert run.reached is None
    assert [walk.reached for walk in world.walks() if "/press" in walk.url] == [day_of(14)]


def test_a_second_walk_asks_for_no_item_again(world: World):
    world.collect(day_of(14))
    world.collect(day_of(24))
    assert set(items(world.asked)) == set(range(15, 25))


def test_the_pace_is_kept(world: World):
    started = world.now
    world.collect(day_of(14))
    assert (world.now - started).total_seconds() >= 2.0 * (len(world.asked) - 1)


def test_a_forecast_reckons_from_one_page_and_keeps_nothing(world: World):
    found = next(forecast(world.workspace, ["karsan"], date(2026, 3, 1), outside=world.outside))
    assert world.asked == ["/robots.txt", "/press?page=0"]
    assert (found.pages, found.items, found.certain) == (4, 40, True)
    assert found.seconds == 2.0 * 44
    assert not world.workspace.db.exists()


def test_a_forecast_without_dates_says_at_most(world: World):
    bare = world.html("<ul>" + "".join(f"<li><a href='/s/{n}'>S {n}</a></li>" for n in range(10)) + "</ul>")
    world.refuse = lambda path: bare if path.endswith("page=0") else None
    found = next(forecast(world.workspace, ["karsan"], date(2026, 3, 1), outside=world.outside))
    assert (found.pages, found.certain) == (500, False)


def test_a_forecast_of_a_source_without_a_list_says_why(world: World):
    world.refuse = lambda path: httpx.Response(403) if "page" in path else None
    with pytest.raises(BadConfig, match=r"karsan: shows no list: .*403"):
        next(forecast(world.workspace, ["karsan"], date(2026, 3, 1), outside=world.outside))


def test_a_probe_shows_what_a_pass_would_bring_and_keeps_nothing(world: World):
    found = probe(world.workspace, "karsan", items=2, outside=world.outside)
    assert (found.page.items, len(found.renderings)) == (10, 2)
    assert list(items(world.asked)) == [9, 8]
    assert found.run.status is RunStatus.COMPLETE
    assert not world.workspace.data.exists()
