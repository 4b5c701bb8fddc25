"""Describing a new source: what is guessed, what is written, and what is refused."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from wires import Wire

from tracker.collect.asking.addresses import Loopback
from tracker.errors import BadConfig, BadInput, BadPage, TrackerError
from tracker.jobs.adding import Added, add
from tracker.jobs.collecting import Outside
from tracker.jobs.workspace import Workspace
from tracker.sources import load_registry

SOURCES = """# ours
contact: desk@tracker.example

sources:
  velia: {name: Velia, issuer: xve-mfa, category: ministry, languages: en, zone: UTC, kind: rss,
          url: "https://velia.example/feed", list: {text: summary}}

# whose they are
issuers:
  xve-mfa: {name: Ministry of Velia, country: XVE}
"""
MENU = "<nav><ul class='menu'>" + "".join(f"<li><a href='/about/{n}'>About the ministry {n}</a></li>" for n in range(9))


def entry(number: int) -> str:
    day = date(2026, 9, 28) - timedelta(days=number)
    return (
        f"<div class='news-row'><a href='/news/{number}'><img src='/i/{number}.jpg'></a><h3 class='headline'>"
        f"<a href='/news/{number}'>Statement on the events in Orvale, part {number}</a></h3>"
        f"<span class='stamp'>{day:%d.%m.%Y}</span></div>"
    )


LIST = f"<html><head><title>News | Ministry of Karsan</title></head><body>{MENU}</ul></nav><main>" + "".join(
    entry(number) for number in range(8)
)
ITEM = (
    "<html><body><nav>menu</nav><h1>Statement on the events in Orvale, part 0</h1><p class='when'>28.09.2026</p>"
    "<div class='story'><p>Karsan condemns in the strongest terms the attack on the market of Orvale yesterday.</p>"
    "<p>We extend our condolences to the families of the victims and wish the injured a full recovery.</p></div>"
    "<footer>All rights of this ministry are reserved, and its address is 1 Harbour Street, Karsan.</footer></body>"
)


@dataclass
class World:
    folder: Path
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    now: datetime = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)

    @property
    def sources(self) -> Path:
        return self.folder / "sources.yaml"

    def answer(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode()
        self.asked.append(path)
        if path not in self.pages:
            return httpx.Response(404)
        kind, text = self.pages[path]
        return httpx.Response(200, headers={"Content-Type": kind}, text=text)

    async def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def add(self, path: str = "/news", **more: object) -> Added:
        network = {
            "transport": Wire(self.answer),
            "sleep": self.sleep,
            "resolver": Loopback(port=443),
            "jitter": lambda: 0.5,
        }
        outside = Outside(clock=lambda: self.now, network=network)
        workspace = Workspace(data=self.folder / "data", sources=self.sources)
        url = f"https://mfa.karsan.example{path}"
        return add(workspace, url, today=lambda: date(2026, 10, 5), outside=outside, **more)


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.sources.write_text(SOURCES)
    made.pages = {"/news": ("text/html", LIST), "/news/0": ("text/html", ITEM)}
    return made


def test_a_list_of_statements_is_told_from_the_menu_and_described(world: World) -> None:
    made = world.add()
    source = load_registry(world.sources).source("mfa_karsan_example")
    assert [place.at for place in source.list.item] == ["div.news-row"]
    assert [place.at for place in source.list.link] == ["h3.headline a@href"]
    assert [place.at for place in source.list.date] == ["span.stamp"]
    assert [place.at for place in source.detail.body] == ["div.story"]
    assert source.dates.formats == ("%d.%m.%Y",)
    assert (source.name, source.enabled, source.confidence) == ("Ministry of Karsan", False, "G")
    assert source.evidence == "guessed by the tracker on 2026-10-05 from one look at the site."
    assert made.doubts == ()


def test_the_pair_holds_the_pages_as_they_came_and_what_was_read_in_them(world: World) -> None:
    made = world.add()
    assert made.folder == world.folder / "new-sources" / "mfa_karsan_example"
    assert (made.folder / "list.html").read_text() == LIST
    assert (made.folder / "item.html").read_text() == ITEM
    expected = json.loads((made.folder / "expected.json").read_text())
    assert expected["list"]["items"] == 8
    assert expected["list"]["first"] == {
        "url": "https://mfa.karsan.example/news/0",
        "title": "Statement on the events in Orvale, part 0",
        "published": "2026-09-28",
    }
    assert expected["item"]["begins"].startswith("Karsan condemns in the strongest terms")
    assert expected["item"]["ends"].endswith("wish the injured a full recovery.")


def test_what_stands_in_the_file_stays_as_it_is(world: World) -> None:
    world.add()
    text = world.sources.read_text()
    assert text.startswith(SOURCES[: SOURCES.index("\n# whose")])
    assert text.endswith(SOURCES[SOURCES.index("\n# whose") :])
    assert [one.id for one in load_registry(world.sources).sources] == ["velia", "mfa_karsan_example"]


def test_looks_keep_the_manners_of_a_run(world: World) -> None:
    began = world.now
    world.add()
    assert world.asked == ["/robots.txt", "/news", "/news/0"]
    assert (world.now - began).total_seconds() == 4.0


def test_a_feed_that_the_page_names_is_read_instead(world: World) -> None:
    items = "".join(
        f"<item><title>Note {n}</title><link>https://mfa.karsan.example/news/{n}</link>"
        f"<pubDate>Mon, {n + 1:02} Sep 2026 08:00:00 GMT</pubDate><description>{'Karsan is concerned. ' * 40}"
        "</description></item>"
        for n in range(6)
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>K</title>{items}</channel></rss>'
    named = "<head><link rel='alternate' type='application/rss+xml' href='/feed.xml'>"
    world.pages |= {"/feed.xml": ("application/rss+xml", feed), "/news": ("text/html", LIST.replace("<head>", named))}
    world.add()
    source = load_registry(world.sources).source("mfa_karsan_example")
    assert (source.kind, source.url) == ("rss", "https://mfa.karsan.example/feed.xml")
    assert [place.at for place in source.list.text] == ["summary"]
    world.add(named="karsan_page", stay=True)
    assert load_registry(world.sources).source("karsan_page").kind == "html-list"


def test_dates_that_could_be_read_both_ways_are_a_doubt(world: World) -> None:
    both = LIST
    for number in range(8):
        day = date(2026, 9, 28) - timedelta(days=number)
        both = both.replace(f"{day:%d.%m.%Y}", f"{number + 2:02}/05/2026")
    world.pages["/news"] = ("text/html", both)
    assert "day and month the other way round" in world.add().doubts[0]


@pytest.mark.parametrize(
    ("page", "kind", "error", "says"),
    [
        ("<html><body><div id='app'></div></body></html>", "text/html", BadPage, "drawn by a script"),
        ('{"ok": true}', "application/json", BadPage, "expected a JSON list of 3 objects"),
        ("[1,", "application/json", BadPage, "cannot be read"),
        ("<?xml version='1.0'?><rss", "text/xml", BadPage, "not whole"),
        ("<?xml version='1.0'?><note/>", "text/xml", BadPage, "of the kind 'note'"),
    ],
)
def test_what_lists_nothing_is_refused_and_nothing_is_written(
    world: World, page: str, kind: str, error: type[TrackerError], says: str
) -> None:
    world.pages["/news"] = (kind, page)
    with pytest.raises(error, match=says):
        world.add()
    assert world.sources.read_text() == SOURCES
    assert [path.name for path in world.folder.iterdir()] == ["sources.yaml"]


def test_an_address_that_is_not_there_is_told(world: World) -> None:
    with pytest.raises(BadInput, match="answered with status 404"):
        world.add("/nowhere")


def test_an_id_is_given_once(world: World) -> None:
    with pytest.raises(BadConfig, match='there is a source "velia" already'):
        world.add(named="velia")


def test_a_folder_with_something_in_it_is_left_alone(world: World) -> None:
    folder = world.folder / "taken"
    folder.mkdir()
    (folder / "mine").write_text("x")
    with pytest.raises(BadConfig, match="holds something already"):
        world.add(folder=folder)
    assert world.sources.read_text() == SOURCES


def test_hostile_names_stay_text(world: World) -> None:
    evil = LIST.replace("Ministry of Karsan", "'}\n&amp;lt;!--: [x] #{{ \u202e Karsan")
    world.pages["/news"] = ("text/html", evil)
    world.add()
    assert "Karsan" in load_registry(world.sources).source("mfa_karsan_example").name


def test_line_ends_marks_and_links_of_the_file_stay(world: World) -> None:
    kept = world.folder / "kept.yaml"
    kept.write_bytes(b"\xef\xbb\xbf" + SOURCES.replace("\n", "\r\n").encode())
    world.sources.unlink()
    world.sources.symlink_to(kept)
    world.add()
    made = kept.read_bytes()
    assert world.sources.is_symlink()
    assert made.startswith(b"\xef\xbb\xbf# ours\r\n")
    assert made.count(b"\n") == made.count(b"\r\n")
    assert sorted(path.name for path in world.folder.iterdir()) == ["kept.yaml", "new-sources", "sources.yaml"]


def test_names_without_end_or_shape_are_cut(world: World) -> None:
    named = "Ministry\x00 of \u2066Karsan " + "and its isles " * 50_000
    world.pages["/news"] = ("text/html", LIST.replace("Ministry of Karsan", named).replace("news-row", "n" * 9000))
    world.add()
    source = load_registry(world.sources).source("mfa_karsan_example")
    assert source.name.startswith("Ministry of Karsan and its isles")
    assert len(world.sources.read_text()) < 3000


def test_a_page_of_boxes_inside_boxes_is_looked_at_once(world: World) -> None:
    """Its whole text read again for each of 300 boxes and then for each paragraph took minutes."""
    boxes = (
        "<div>" * 300 + ITEM.partition("<body>")[2] + "<p>It said so in its second report, which is long.</p>" * 9000
    )
    world.pages["/news/0"] = ("text/html", f"<html><body>{boxes}")
    world.add()
    assert load_registry(world.sources).source("mfa_karsan_example").detail.title[0].at == "h1"
