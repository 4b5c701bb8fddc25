"""Which entries of a list are meant, by what they say of themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tracker.collect.reading.parsing import parse
from tracker.model import Capture
from tracker.sources import Source

OFFICES = ("Foreign Affairs", "Fisheries", "Foreign Affairs; Trade", "")


def source(kind: str, url: str, **more: Any) -> Source:
    given = {
        "id": "karsan", "issuer": "karsan-mfa", "name": "Karsan", "kind": kind, "category": "government",
        "languages": "en", "zone": "UTC", "urls": url, "detail": {"body": "p"},
    }  # fmt: skip
    return Source(**(given | more))


def titles(of: Source, body: str, content: str) -> list[str]:
    capture = Capture(
        id="c",
        source=of.id,
        url=of.url,
        retrieved_at=datetime(2026, 10, 5, tzinfo=UTC),
        sha256="",
        role="list",
        headers=(("content-type", content),),
    )
    return [link.title for link in parse(of, capture, body.encode()).links]


@pytest.fixture
def feed() -> str:
    rows = "".join(
        f"<item><title>Note {n}</title><link>https://gov.karsan.example/{n}</link>"
        + "".join(f"<category>{tag}</category>" for tag in office.split("; ") if tag)
        + "</item>"
        for n, office in enumerate(OFFICES)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>K</title>{rows}</channel></rss>'


@pytest.mark.parametrize(
    ("rules", "kept"),
    [
        ({"include": {"place": {"at": "tags", "match": "Foreign"}}}, ["Note 0", "Note 2"]),
        ({"exclude": {"place": {"at": "tags", "match": "Fish|Trade"}}}, ["Note 0", "Note 3"]),
        ({"include": {"place": "tags"}}, ["Note 0", "Note 1", "Note 2"]),
        ({"include": {"place": [{"at": "nothing"}, {"at": "tags", "match": "Trade"}]}}, ["Note 2"]),
    ],
)
def test_a_feed_of_many_offices(feed: str, rules: dict[str, Any], kept: list[str]) -> None:
    of = source("rss", "https://gov.karsan.example/feed", **rules)
    assert titles(of, feed, "application/rss+xml") == kept


def test_a_page_of_many_offices() -> None:
    rows = "".join(f"<li><a href='/{n}'>Note {n}</a><i class='by'>{by}</i></li>" for n, by in enumerate(OFFICES))
    of = source(
        "html-list",
        "https://gov.karsan.example/news",
        list={"item": "li"},
        include={"place": {"at": "i.by", "match": "^Foreign"}},
    )
    assert titles(of, f"<html><body><ul>{rows}</ul></body></html>", "text/html") == ["Note 0", "Note 2"]
