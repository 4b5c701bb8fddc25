"""Where the next page is, where an answer says so itself; and what an index or an account leads to."""

import asyncio
from typing import Any

import pytest

from tracker.collect.asking.headers import link_header
from tracker.collect.reading.kinds import paging_of
from tracker.collect.reading.leads import follow
from tracker.collect.reading.paging import next_page
from tracker.collect.reading.parsed import Ask, Link, Parsed
from tracker.collect.reading.records import Record
from tracker.errors import BadPage, Blocked, FetchFailed
from tracker.sources import Paging, Place, Source

URL = "https://mfa.karsan.example/api?limit=20"
CURSOR = Paging(style="cursor", name="after", link=(Place(at="meta.next"),))


def source(kind: str, **more: Any) -> Source:
    given = {
        "id": "karsan", "issuer": "karsan-mfa", "name": "Karsan", "kind": kind, "category": "ministry",
        "languages": "en", "zone": "UTC", "urls": URL,
    }  # fmt: skip
    return Source(**(given | more))


@pytest.mark.parametrize(
    ("value", "target"),
    [
        ('<https://a.example/2>; rel="next"', "https://a.example/2"),
        ("<https://a.example/2>; rel=next", "https://a.example/2"),
        ('<https://a.example/0>; rel="prev", <https://a.example/2?a=1,2>; rel="next"', "https://a.example/2?a=1,2"),
        ('</2>; title="a, b; rel=x"; rel="last next"', "/2"),
        ('<https://a.example/2>;REL="Next"', "https://a.example/2"),
        ('<https://a.example/2>; rel="nextish"', ""),
        ("https://a.example/2; rel=next", ""),
        ("<" * 50_000, ""),
        ("<a>" + ";" * 50_000, ""),
        ("<a>" + ' ; x="' * 20_000, ""),
        ("", ""),
    ],
)
def test_link_headers(value: str, target: str):
    assert link_header((("x", "y"), ("link", value)), "next") == target


@pytest.mark.parametrize(
    ("value", "query"),
    [
        ("abc", "?limit=20&after=abc"),
        ("a b&c=d#e/f", "?limit=20&after=a+b%26c%3Dd%23e/f"),
        (17, "?limit=20&after=17"),
        ("", None),
        (None, None),
        (True, None),
        ({"x": 1}, None),
        ("x" * 5000, None),
    ],
)
def test_a_cursor_is_put_into_the_address(value: object, query: str | None):
    found = next_page(CURSOR, URL, Record(value={"meta": {"next": value}}))
    assert found == (Ask(url=f"https://mfa.karsan.example/api{query}") if query else None)


def test_a_cursor_takes_the_place_of_the_one_before():
    found = next_page(CURSOR, f"{URL}&after=1", Record(value={"meta": {"next": "2"}}))
    assert found == Ask(url=f"{URL}&after=2")
    assert next_page(CURSOR, f"{URL}&after=2", Record(value={"meta": {"next": "2"}})) is None


def test_a_next_link_may_stand_in_data():
    paging = Paging(style="next", link=(Place(at="links.next"),))
    assert next_page(paging, URL, Record(value={"links": {"next": "/api?page=2"}})) == Ask(
        url="https://mfa.karsan.example/api?page=2"
    )
    assert next_page(paging, URL, Record(value={"links": {"next": "javascript:go()"}})) is None


@pytest.mark.parametrize(
    ("kind", "style"),
    [
        ("wordpress", "query"), ("mastodon", "header"), ("bluesky", "cursor"), ("telegram", "next"), ("x", "cursor"),
        ("html-list", "none"), ("html-fragment", "none"), ("rss", "none"), ("json-list", "none"), ("sitemap", "none"),
        ("gdelt", "none"),
    ],
)  # fmt: skip
def test_each_kind_has_its_usual_paging_and_the_source_its_own_cap(kind: str, style: str):
    assert paging_of(source(kind, paging={"pages": 7})).style == style
    assert paging_of(source(kind, paging={"pages": 7})).pages == 7
    assert paging_of(source(kind, paging={"style": "trs"})).style == "trs"


def led(pages: dict[str, Parsed | Exception], *leads: str, most: int = 3) -> tuple[list[str], Any]:
    asked: list[str] = []

    async def read(url: str) -> Parsed:
        asked.append(url)
        found = pages[url]
        if isinstance(found, Exception):
            raise found
        return found

    return asked, asyncio.run(follow(Parsed(url="index", leads=leads), read, most=most))


def listed(*numbers: int) -> Parsed:
    return Parsed(links=tuple(Link(url=f"/{n}") for n in numbers), items=len(numbers), next_page=Ask(url="/older"))


def test_one_list_behind_an_answer_is_that_list_itself():
    _, found = led({"a": listed(2, 1)}, "a")
    assert (found.whole.url, found.whole.items, found.whole.next_page) == ("a", 2, Ask(url="/older"))


def test_several_lists_are_one_and_an_entry_counts_once_among_its_links():
    asked, found = led({"a": listed(4, 3), "b": listed(3, 2), "c": listed(1)}, "a", "b", "c", "d")
    assert asked == ["a", "b", "c"]
    assert [link.url for link in found.whole.links] == ["/4", "/3", "/2", "/1"]
    assert (found.whole.items, found.whole.next_page) == (5, None)


def test_nested_indexes_are_followed_in_order_and_never_in_a_circle():
    nested = Parsed(leads=("index", "a", "b", "deep"))
    asked, found = led({"a": nested, "b": listed(1), "deep": listed(2)}, "a", "a", "b", most=9)
    assert asked == ["a", "b", "deep"]
    assert found.whole.items == 2


def test_a_list_that_fails_costs_itself_and_a_refusal_ends_it_all():
    _, found = led({"a": BadPage("no list"), "b": listed(1)}, "a", "b")
    assert (found.whole.items, [str(one) for one in found.failures]) == (1, ["no list"])
    with pytest.raises(FetchFailed, match="away"):
        led({"a": FetchFailed("away")}, "a")
    with pytest.raises(Blocked):
        led({"a": listed(1), "b": Blocked("no")}, "a", "b")


@pytest.mark.parametrize(
    ("url", "path", "following"),
    [
        ("https://a.example/news/", "page/{n}/", "https://a.example/news/page/2/"),
        ("https://a.example/news", "page/{n}/", "https://a.example/news/page/2/"),
        ("https://a.example/news/page/2/", "page/{n}/", "https://a.example/news/page/3/"),
        ("https://a.example/news", "_{n}.html", "https://a.example/news_2.html"),
    ],
)
def test_a_page_counted_in_the_path(url: str, path: str, following: str):
    ask = next_page(Paging(style="path", path=path, first=1), url)
    assert ask is not None
    assert ask.url == following


def test_an_interface_that_says_how_many_pages_it_has_is_not_asked_for_more():
    paging = Paging(style="query", name="page", first=1)
    headers = (("X-WP-TotalPages", "2"),)
    assert next_page(paging, "https://a.example/posts?page=1", headers=headers) is not None
    assert next_page(paging, "https://a.example/posts?page=2", headers=headers) is None
    assert next_page(paging, "https://a.example/posts?page=2", headers=(("x-wp-totalpages", "many"),)) is not None
