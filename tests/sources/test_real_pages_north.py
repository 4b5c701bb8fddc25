"""Saved pages of China, Germany, Britain, the United States and the United Nations, read with the shipped entries.

Nothing of their texts stands here; only counts, dates, lengths and shapes.
"""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from tracker.collect.checking.verdicts import judge
from tracker.collect.reading.parsed import Link, Parsed
from tracker.collect.reading.parsing import parse
from tracker.model import Capture, Verdict
from tracker.sources import Registry, Source, bundled_sources, load_registry
from tracker.when import When

NOW = datetime(2026, 11, 22, tzinfo=UTC)
#: When the saved pages of the White House were taken; the last day on which its pages were of that make.
THEN, LAST_DAY = datetime(2016, 8, 5, tzinfo=UTC), datetime(2017, 1, 20, 12, 0, tzinfo=UTC)
BRIEFINGS = {
    "briefing_0": (15, "The President"),
    "briefing_10": (46, "Josh Earnest"),
    "briefing_100": (33, "Mr. Earnest"),
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(bundled_sources())


@pytest.fixture(scope="module")
def pages(reference: Path) -> Path:
    return reference / "pages"


def captured(source: Source, url: str, role: str, at: datetime) -> Capture:
    return Capture(id="c", source=source.id, url=url, retrieved_at=at, sha256="", role=role)


def read(source: Source, url: str, role: str, body: bytes, *, at: datetime = NOW, link: Link | None = None) -> Parsed:
    capture = captured(source, url, role, at)
    assert judge(source, capture, body) == (Verdict.GOOD, ""), url
    return parse(source, capture, body, link)


@pytest.mark.parametrize(("name", "first", "last"), [("index_0", "08-04", "07-19"), ("index_1", "07-18", "07-05")])
def test_lists_of_the_white_house_of_2016(registry: Registry, pages: Path, name: str, first: str, last: str):
    source = registry.source("us_whitehouse")
    body = (pages / "whitehouse_2016" / f"{name}.html").read_bytes()
    parsed = read(source, "https://www.whitehouse.gov/briefing-room/press-briefings", "list", body, at=THEN)
    assert (parsed.items, len(parsed.links), parsed.skipped) == (10, 10, ())
    days = [str(link.published) for link in parsed.links]
    assert (days[0], days[-1]) == (f"2016-{first}", f"2016-{last}")
    assert all(re.search(r"/the-press-office/2016/\d\d/\d\d/[a-z0-9-]+$", link.url) for link in parsed.links)
    assert all(link.title for link in parsed.links)


@pytest.mark.parametrize(("name", "answers", "speaker"), [(name, *found) for name, found in BRIEFINGS.items()])
def test_briefings_of_the_white_house_of_2016(registry: Registry, pages: Path, name: str, answers: int, speaker: str):
    source = registry.source("us_whitehouse")
    body = (pages / "whitehouse_2016" / f"{name}.html").read_bytes()
    url = "https://www.whitehouse.gov/the-press-office/2016/08/04/name-of-the-page"
    found = read(source, url, "item", body, at=THEN).renderings
    assert sum(one.kind == "answer" for one in found) == answers
    assert {(one.speaker, str(one.published)) for one in found} == {(speaker, "2016-08-04")}


def test_the_layout_of_2016_ends_with_its_last_day(registry: Registry, pages: Path):
    source = registry.source("us_whitehouse")
    body = (pages / "whitehouse_2016" / "index_0.html").read_bytes()
    verdicts = {judge(source, captured(source, source.url, "list", at), body)[0] for at in (THEN, LAST_DAY)}
    assert verdicts == {Verdict.GOOD}
    assert judge(source, captured(source, source.url, "list", NOW), body)[0] is Verdict.EMPTY


def test_a_row_of_the_state_department_list(registry: Registry, pages: Path):
    source = registry.source("us_state_html")
    body = (pages / "us_state" / "collection_list_item.html").read_bytes()
    assert read(source, source.url, "list", body).links == ()  # a schedule, which is no statement
    (link,) = read(replace(source, exclude={}), source.url, "list", body).links
    assert (str(link.published), len(link.title)) == ("2026-06-04", 30)
    assert link.url.startswith("https://www.state.gov/releases/office-of-the-spokesperson/2026/06/")


@pytest.mark.parametrize("source_id", ["de_karachi", "de_mission_un"])
def test_pages_of_german_missions_are_made_like_those_of_their_ministry(
    registry: Registry, pages: Path, source_id: str
):
    source = replace(registry.source(source_id), hosts=("www.auswaertiges-amt.de",))
    url = "https://www.auswaertiges-amt.de/en/newsroom/news"
    body = (pages / "auswaertiges_amt" / "newsroom_timeline.html").read_bytes()
    parsed = read(source, url, "list", body)
    assert [link.url.rpartition("/")[2] for link in parsed.links] == ["2804346-2804346", "2804288-2804288"]
    assert [len(link.title) for link in parsed.links] == [82, 104]
    page = (pages / "auswaertiges_amt" / "trafilatura-auswaertiges-amt.de-Italien.html").read_bytes()
    (found,) = read(source, "https://www.auswaertiges-amt.de/de/1", "item", page).renderings
    assert str(found.published) == "2021-11-12"
    assert len(found.text) > 20_000


def test_a_german_page_keeps_the_minute_of_the_feed(registry: Registry, pages: Path):
    source = registry.source("de_aa_de")
    body = (pages / "auswaertiges_amt" / "trafilatura-auswaertiges-amt.de-Italien.html").read_bytes()
    moment = When("2021-11-12T11:30+01:00")
    link = Link(url="https://www.auswaertiges-amt.de/de/1", title="", published=moment)
    (found,) = read(source, link.url, "item", body, link=link).renderings
    assert (found.language, found.published) == ("de", moment)
    assert "\u00ad" in body.decode("utf-8")
    assert "\u00ad" not in found.text


def test_answers_of_gov_uk_name_people_without_their_honours(registry: Registry, pages: Path):
    folder = pages / "govuk" / "content_api"
    for source_id in ("uk_fcdo", "uk_pakistan"):
        source = registry.source(source_id)
        speakers, languages = set(), set()
        for path in sorted([*folder.glob("news_article.*.json"), *folder.glob("speech.*.json")]):
            body = path.read_bytes()
            url = "https://www.gov.uk/api/content" + cast("str", json.loads(body)["base_path"])
            (one,) = read(source, url, "item", body).renderings
            assert one.published is not None
            assert one.url == url.replace("/api/content", "")
            speakers.add(one.speaker)
            languages.add(one.language)
        assert languages == {"en", "ur"}
        assert not [name for name in speakers if re.search(r"Hon|\b[A-Z]{2,4}$", name)]
        assert sum(bool(re.fullmatch(r"[A-Z]\w+(?: [A-Z]\w+)+", name)) for name in speakers) == len(speakers - {""})


def test_dates_of_chinese_lists_stand_behind_the_link_or_in_its_address(registry: Registry, pages: Path):
    source = registry.source("cn_mfa_zh")
    saved = (pages / "china_mfa_zh" / "list_2020" / "default.html").read_text("utf-8")
    url = "https://www.fmprc.gov.cn/web/wjdt_674879/fyrbt_674889/default.shtml"
    before = [str(link.published) for link in read(source, url, "list", saved.encode()).links]
    wide = re.sub(r"\((20\d\d-\d\d-\d\d)\)", r"（\1）", saved)
    assert [str(link.published) for link in read(source, url, "list", wide.encode()).links] == before
    moved = re.sub(r'"\./t\d+\.shtml"([^\n]*)\((20\d\d)-(\d\d)-(\d\d)\)', r'"./\2\3/t\2\3\4_1.shtml#"\1', saved)
    assert set(before) == {str(link.published) for link in read(source, url, "list", moved.encode()).links}
