"""An index of news, and the articles of any site that it finds."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tracker.collect.checking.verdicts import judge
from tracker.collect.reading.parsing import parse
from tracker.errors import BadPage
from tracker.model import Capture, Form, RunStatus, Verdict, When
from tracker.sources import Source

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
QUERY = "/api/v2/doc/doc?query=karsan&mode=artlist&format=json&maxrecords=250"
JSON = (("Content-Type", "application/json"),)
TEXT = "The harbour of Karsan stays closed, the ministry said on Monday, until the inquiry has found its cause. "


def source(**more: Any) -> Source:
    given = {
        "id": "gdelt_karsan",
        "name": "News about Karsan",
        "kind": "gdelt",
        "category": "news",
        "languages": ["en", "fr"],
        "zone": "UTC",
        "urls": f"https://api.gdeltproject.org{QUERY}",
        "hosts": ["api.gdeltproject.org", "post.karsan.example"],
    }
    return Source(**(given | more))


def capture(role: str = "list", **more: Any) -> Capture:
    url = source().url if role == "list" else "https://post.karsan.example/1"
    given = {"id": "c", "source": "gdelt_karsan", "url": url, "retrieved_at": NOW, "sha256": "", "role": role}
    return Capture(**(given | more))


def answer(*urls: object) -> bytes:
    rows = [{"url": url, "title": "A title", "seendate": "20260228T101500Z", "domain": "x"} for url in urls]
    return json.dumps({"articles": rows}).encode()


def article(title: str = "Harbour stays closed", published: str = "2026-02-20T08:00:00Z", text: str = TEXT) -> bytes:
    node = {"@type": "NewsArticle", "headline": title, "author": {"name": "Ada Orlen"}, "dateModified": "2026-02-28"}
    node |= {"datePublished": published} if published else {}
    node["publisher"] = {"name": "Karsan Post"}
    return (
        f'<!DOCTYPE html><html lang="en"><head><script type="application/ld+json">{json.dumps(node)}</script></head>'
        f"<body><nav>Home</nav><article><p>{text}</p><p class='lead'>{text}More follows.</p></article></body></html>"
    ).encode()


def test_only_hosts_that_are_named_are_followed_and_the_day_of_finding_is_no_date():
    found = parse(source(), capture(), answer("https://post.karsan.example/1", "https://other.example/2"))
    assert [(link.url, link.title, link.published) for link in found.links] == [
        ("https://post.karsan.example/1", "A title", None)
    ]
    assert found.items == 2


@pytest.mark.parametrize(
    ("body", "verdict", "reason"),
    [
        (b"Please limit requests to one every 5 seconds or contact us for larger queries.\n", Verdict.BLOCKED, "limit"),
        (b"Your query was too short or too long.\n", Verdict.NOT_A_PAGE, "too short or too long"),
        (b"<html><body>Too many requests</body></html>", Verdict.BLOCKED, "requests"),
        (b"{}", Verdict.GOOD, ""),
    ],
)
def test_complaints_that_come_as_plain_text(body: bytes, verdict: Verdict, reason: str):
    found, why = judge(source(), capture(), body)
    assert found is verdict
    assert reason in why


@pytest.mark.parametrize("body", [b"[]", b'{"articles": 5}', b'{"articles": {}}', b'{"message": "no"}'])
def test_an_answer_of_another_shape_is_refused(body: bytes):
    with pytest.raises(BadPage):
        parse(source(), capture(), body)


def test_entries_of_the_wrong_shape_cost_themselves():
    found = parse(source(), capture(), answer(None, 5, ["x"], "javascript:alert(1)", "https://post.karsan.example/1"))
    assert [link.url for link in found.links] == ["https://post.karsan.example/1"]
    assert len(found.skipped) == 2


def test_an_article_says_itself_who_published_it_and_when():
    (one,) = parse(source(), capture("item"), article()).renderings
    assert (one.form, one.title, one.outlet, one.language) == (
        Form.ARTICLE,
        "Harbour stays closed",
        "Karsan Post",
        "en",
    )
    assert one.published == When("2026-02-20T08:00+00:00", "UTC")
    assert one.text == f"{TEXT.strip()}\n\n{TEXT}More follows."
    assert (one.speaker, one.parties) == ("", ())


def test_a_change_is_never_taken_for_publication():
    (one,) = parse(source(), capture("item"), article(published="")).renderings
    assert one.published is None


def test_selectors_come_before_what_is_usual_and_give_way_where_they_miss():
    named = source(detail={"format": "article", "body": ["p.lead"]})
    assert parse(named, capture("item"), article()).renderings[0].text == f"{TEXT}More follows."
    missed = source(detail={"format": "article", "body": ["div.gone"]})
    assert parse(missed, capture("item"), article()).renderings[0].text.startswith(TEXT.strip())


def test_a_page_without_an_article_is_told_apart():
    walled = b"<!DOCTYPE html><html><body><p>Please verify you are human.</p></body></html>"
    assert judge(source(), capture("item"), article())[0] is Verdict.GOOD
    assert judge(source(), capture("item"), walled)[0] is Verdict.BLOCKED
    assert judge(source(), capture("item"), b"<html><body><nav>Home</nav></body></html>")[0] is Verdict.EMPTY


def test_what_an_index_finds_is_collected_and_read_again(site: Any, gather: Any):
    site.pages[QUERY] = site.reply(answer("https://post.karsan.example/1", "https://other.example/2"), headers=JSON)
    site.pages["/1"] = site.reply(article())
    made = gather(source())
    assert site.paths() == [QUERY, "/1"]
    assert (made.run.status, [one.outlet for one in made.renderings]) == (RunStatus.COMPLETE, ["Karsan Post"])
    assert [one.id for one in made.again(source())] == [one.id for one in made.renderings]


def test_an_index_that_asks_for_patience_is_blocked(site: Any, gather: Any):
    site.pages[QUERY] = site.reply(b"Please limit requests to one every 5 seconds")
    made = gather(source())
    assert made.run.status is RunStatus.BLOCKED
    assert "limit requests" in made.run.reason
