"""Pages and feeds made to cost more than they are worth: refused with a reason, before they are read to the end."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tracker.collect.checking.verdicts import judge
from tracker.collect.reading import feeds
from tracker.collect.reading.parsing import parse
from tracker.errors import BadPage
from tracker.model import Capture, Verdict
from tracker.sources import Source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
XML = '<?xml version="1.0"?>'
LAUGHS = "".join(f'<!ENTITY a{n + 1} "' + f"&a{n};" * 10 + '">' for n in range(9))


def source(**more: Any) -> Source:
    given: dict[str, Any] = {
        "id": "karsan",
        "name": "Ministry of Karsan",
        "kind": "rss",
        "category": "ministry",
        "languages": "zh",
        "zone": "Asia/Shanghai",
        "urls": "https://mfa.karsan.example/feed",
        "list": {"text": "content"},
    }
    return Source(**(given | more))


def capture(role: str = "list", **more: Any) -> Capture:
    given = {"id": "c", "source": "karsan", "retrieved_at": NOW, "sha256": "", "role": role}
    return Capture(**(given | {"url": "https://mfa.karsan.example/feed"} | more))


def feed(inner: str) -> str:
    return f'{XML}<rss version="2.0"><channel>{inner}</channel></rss>'


def attributes(count: int) -> str:
    return " ".join(f"a{n}='1'" for n in range(count))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f'{XML}<!DOCTYPE l [<!ENTITY a0 "ha">{LAUGHS}]><rss><channel>&a9;</channel></rss>', "never needed"),
        (
            f'{XML}<!DOCTYPE l [<!ENTITY a "{"x" * 10**5}">]><rss><channel>{"&a;" * 10**5}</channel></rss>',
            "never needed",
        ),
        (
            f'{XML}<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel>&a;</channel></rss>',
            "never needed",
        ),
        (
            f'{XML}<!DOCTYPE l [<!ENTITY a SYSTEM "http://127.0.0.1:1/">]><rss><channel>&a;</channel></rss>',
            "never needed",
        ),
        (f'{XML}<!DOCTYPE l [<!ENTITY % a SYSTEM "http://127.0.0.1:1/">%a;]><rss/>', "never needed"),
        (feed("<x>" * 100_000 + "</x>" * 100_000), "256 inside each other"),
        (XML + "<rss><channel>" + "<x>" * 1_000_000, "256 inside each other"),
        (feed("<item><title>t</title></item>" * 100_000), "60000 elements"),
        (feed(f"<x {attributes(1000)}/>"), "100 attributes"),
        (feed("&nbsp;" + "<item><title>t</title></item>" * 100_000), "60000 elements|too many parts"),
        (feed(f"&nbsp;<x {attributes(20_000)}/>"), "too many parts"),
    ],
    ids=["laughs", "quadratic", "file", "http", "parameter", "deep", "open", "wide", "attributes", "broken", "long"],
)
def test_a_hostile_feed_is_refused_with_its_reason(body: str, reason: str):
    with pytest.raises(BadPage, match=f"karsan: https://mfa.karsan.example/feed: .*({reason})"):
        parse(source(), capture(), body.encode())


def test_a_feed_over_its_budget_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch):
    begun = []
    start = feeds._Bounded.start
    monkeypatch.setattr(feeds._Bounded, "start", lambda self, *given: (begun.append(1), start(self, *given))[1])
    with pytest.raises(BadPage):
        parse(source(), capture(), feed("<x>" * 100_000).encode())
    assert len(begun) <= feeds.MAX_DEPTH + 1


@pytest.mark.parametrize("name", ["div", "p", "main", "b", "pre", "x"])
def test_a_page_of_a_hundred_thousand_tags_is_no_page(name: str):
    pages = source(kind="html-list", list={"item": "li"}, detail={"body": "div.text"})
    body = f"<html><body>{f'<{name}>' * 100_000}word</body></html>".encode()
    verdict, reason = judge(pages, capture("item"), body)
    assert verdict is Verdict.NOT_A_PAGE
    assert "no honest page" in reason


def entry(moment: str) -> bytes:
    item = f"<item><title>T</title><link>https://mfa.karsan.example/1</link><pubDate>{moment}</pubDate>"
    return feed(f"{item}<description>&lt;p&gt;Words&lt;/p&gt;</description></item>").encode()


def test_the_english_dates_of_a_chinese_feed_are_read():
    texts = source(list={"text": "summary"})
    (found,) = parse(texts, capture(), entry("Sun, 01 Mar 2026 01:30:00 GMT")).renderings
    assert str(found.published) == "2026-03-01T09:30+08:00"


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        ("Tue, 03 Mar 2026 12:01:00 GMT", "after it was fetched"),
        ("Sun, 01 Mar 2099 12:00:00 GMT", "after it was fetched"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "know no date"),
    ],
)
def test_a_date_that_cannot_be_is_refused_and_not_guessed(moment: str, reason: str):
    parsed = parse(source(list={"text": "summary"}), capture(), entry(moment))
    assert parsed.renderings == ()
    assert reason in parsed.skipped[0][1]


def test_tomorrow_is_allowed_for_zones_ahead():
    parsed = parse(source(list={"text": "summary"}), capture(), entry("Mon, 02 Mar 2026 11:59:00 GMT"))
    assert len(parsed.renderings) == 1


@pytest.mark.parametrize(("day", "refused"), [("2025-12-30", True), ("2026-01-01", False), ("2026", False)])
def test_a_page_dated_before_its_source_began_is_refused(day: str, refused: bool):
    young = source(kind="html-list", list={"item": "li"}, detail={"body": "p", "date": "time"}, starts=date(2026, 1, 1))
    body = f"<html><body><time>{day}</time><p>Words of the ministry</p></body></html>".encode()
    parsed = parse(young, capture("item"), body)
    assert bool(parsed.skipped) is refused
    assert not refused or "before karsan began on 2026-01-01" in parsed.skipped[0][1]
