"""Captures to renderings and links, on small invented pages."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from aland import BASE, NOW, TEXT, capture, item, listed, source

from tracker.collect.reading.parsed import Ask, Link
from tracker.collect.reading.parsing import parse
from tracker.errors import BadPage
from tracker.model import Evidence, Form, Party, When, Wording, rendering_id


def test_a_release_becomes_one_rendering():
    (found,) = parse(source(), capture(), item(TEXT)).renderings
    assert found.id == rendering_id("aland_mfa", "https://mfa.aland.example/news/17.html")
    assert (found.title, found.text) == ("On the port", "We condemn the attack.\n\nWe mourn.")
    assert found.published == When("2026-02-05T09:30+02:00", "Europe/Helsinki")
    assert found.parties == (Party("xaa-mfa"),)
    assert (found.form, found.evidence, found.wording) == (Form.STATEMENT, Evidence.OFFICIAL, Wording.ORIGINAL)
    assert (found.kind, found.language, found.capture, found.retrieved_at) == ("release", "en", "c1", NOW)


def test_a_fragment_in_the_address_is_not_part_of_the_id():
    first = parse(source(), capture(), item(TEXT)).renderings[0]
    second = parse(source(), capture(url="https://mfa.aland.example/news/17.html#top"), item(TEXT)).renderings[0]
    assert first.id == second.id
    assert second.url == first.url


def test_a_news_source_gives_articles_and_speaks_for_nobody():
    news = source(category="news", issuer=None, name="Island Wire")
    (found,) = parse(news, capture(), item(TEXT)).renderings
    assert (found.form, found.kind, found.wording, found.outlet) == (
        Form.ARTICLE,
        "article",
        Wording.OUTLET,
        "Island Wire",
    )
    assert found.parties == ()


def test_a_briefing_becomes_one_rendering_an_answer():
    briefing = source(
        segment="qa-label", detail={"title": "h1", "body": "div.text", "speaker": {"constant": "Ann Lee"}}
    )
    turns = "<p>MS LEE: Hello.</p><p>QUESTION: Why?</p><p>MS LEE: Because.</p><p>QUESTION: Why?</p><p>MR ROE: No.</p>"
    found = parse(briefing, capture(), item(f"<div class=text>{turns}</div>")).renderings
    url = "https://mfa.aland.example/news/17.html"
    assert [one.kind for one in found] == ["remarks", "answer", "answer"]
    assert [one.text for one in found] == ["Hello.", "Because.", "No."]
    assert [one.speaker for one in found] == ["Ann Lee", "Ann Lee", "Mr Roe"]
    assert [one.id for one in found] == [
        rendering_id("aland_mfa", url),
        rendering_id("aland_mfa", url, "why"),
        rendering_id("aland_mfa", url, "why", "#2"),
    ]


def test_an_answer_keeps_its_id_when_another_question_comes_before_it():
    briefing = source(segment="qa-label")
    one = "<p>QUESTION: Port?</p><p>MS LEE: Sad.</p>"
    before = parse(briefing, capture(), item(f"<div class=text>{one}</div>")).renderings
    more = "<p>QUESTION: Bridge?</p><p>MS LEE: Fine.</p>"
    after = parse(briefing, capture(), item(f"<div class=text>{more}{one}</div>")).renderings
    assert before[0].id == after[1].id


def test_language_versions_share_a_pair_key():
    pair = {"url": r"/(\d+)\.html"}
    english = source(pairs_with="aland_fr", detail=BASE["detail"] | {"pair": pair})
    french = source(id="aland_fr", languages="fr", pairs_with="aland_mfa", detail=BASE["detail"] | {"pair": pair})
    one = parse(english, capture(), item(TEXT)).renderings[0]
    two = parse(french, capture(url="https://mfa.aland.example/fr/17.html"), item(TEXT)).renderings[0]
    assert one.pair == two.pair != ""
    assert one.id != two.id


def test_answers_say_which_of_the_page_they_are():
    briefing = source(segment="qa-label", pairs_with="aland_fr", detail=BASE["detail"] | {"pair": {"url": r"/(\d+)"}})
    turns = "<p>QUESTION: Port?</p><p>MS LEE: Sad.</p><p>QUESTION: Bridge?</p><p>MS LEE: Fine.</p>"
    first, second = parse(briefing, capture(), item(f"<div class=text>{turns}</div>")).renderings
    assert first.pair.partition("#")[0] == second.pair.partition("#")[0]
    assert [one.pair.partition("#")[2] for one in (first, second)] == ["1/2", "2/2"]


def test_pages_that_name_each_others_address_share_a_key():
    at = {"pair": "a.other@href"}
    english = source(pairs_with="aland_fr", detail=BASE["detail"] | at)
    french = source(id="aland_fr", languages="fr", pairs_with="aland_mfa", detail=BASE["detail"] | at)
    here, there = "https://mfa.aland.example/en/8.html", "https://mfa.aland.example/fr/9.html"
    link = '<a class=other href="{}">other language</a>'
    one = parse(english, capture(url=here), item(link.format("/fr/9.html") + TEXT)).renderings[0]
    two = parse(french, capture(url=there), item(link.format(here) + TEXT)).renderings[0]
    assert one.pair == two.pair
    assert ":" in one.pair


def test_a_paired_source_without_a_key_says_with_whom():
    english = source(pairs_with="aland_fr")
    assert parse(english, capture(), item(TEXT)).renderings[0].pair == "aland_fr+aland_mfa"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We condemn the attack on the port and we stand with the people of the island.", "en"),
        ("Nous condamnons cette attaque contre le port et nous sommes avec les habitants de cette île.", "fr"),
        ("港口发生爆炸，我们对此表示强烈谴责。", "en"),  # none of its languages: the first
    ],
)
def test_a_source_of_several_languages_is_read_in_the_one_it_uses(text: str, expected: str):
    page = f"<body><div class=text><p>{text}</p></div></body>".encode()
    (found,) = parse(source(languages=["en", "fr"]), capture(), page).renderings
    assert found.language == expected


def test_dates_come_from_the_first_place_that_holds_one():
    places = [".missing", "h1", {"url": r"/(\d{8})/"}, ".date"]
    dated = source(detail={"body": ".text", "date": places}, dates={"formats": ["%Y%m%d", "%d %B %Y, %H:%M"]})
    (found,) = parse(dated, capture(url="https://mfa.aland.example/20260204/1.html"), item(TEXT)).renderings
    assert found.published == When("2026-02-04", "Europe/Helsinki")
    (found,) = parse(dated, capture(url="https://mfa.aland.example/1.html"), item(TEXT)).renderings
    assert found.published == When("2026-02-05T09:30+02:00", "Europe/Helsinki")


def test_what_the_list_said_fills_what_the_page_does_not_say():
    bare = b"<body><div class=text><p>We condemn the attack.</p></div></body>"
    link = Link(url="https://mfa.aland.example/news/17.html", title="On the port", published=When("2026-02-05"))
    (found,) = parse(source(), capture(), bare, link).renderings
    assert (found.title, found.published) == ("On the port", When("2026-02-05"))
    (alone,) = parse(source(), capture(), bare).renderings
    assert (alone.title, alone.published) == ("", None)


def test_a_date_after_the_capture_is_refused_with_its_reason():
    page = item(TEXT).replace(b"5 February", b"5 March")
    parsed = parse(source(), capture(), page)
    assert parsed.renderings == ()
    assert parsed.skipped[0][1].startswith("dated 2026-03-05")


def test_a_page_without_its_body_names_source_address_selector_and_finding():
    with pytest.raises(BadPage) as caught:
        parse(source(), capture(), item("<div class=other>x</div>"))
    for word in ("aland_mfa", "https://mfa.aland.example/news/17.html", "div.text", "at least one", "none"):
        assert word in str(caught.value)
    with pytest.raises(BadPage, match="some text, found an empty element"):
        parse(source(), capture(), item("<div class=text><script>x</script></div>"))


def test_old_captures_are_read_with_the_layout_of_their_day():
    both = source(versions=[{"until": date(2025, 12, 31), "detail": {"body": ".older"}}])
    page = item("<div class=older><p>Old words.</p></div>")
    old = capture(retrieved_at=datetime(2025, 12, 31, 23, tzinfo=UTC))
    assert parse(both, replace(old), page.replace(b"2026", b"2025")).renderings[0].text == "Old words."
    with pytest.raises(BadPage):
        parse(both, capture(), page)


def test_a_list_gives_absolute_links_with_titles_and_dates():
    body = listed(
        "<a href='/news/17.html#c'>On the port</a> <time>5 February 2026</time>",
        "<a href='18.html'><img src=x></a><a href='18.html'>On the&nbsp;bridge</a>",
    )
    parsed = parse(source(), capture("list", "https://mfa.aland.example/news/"), body)
    assert parsed.links == (
        Link(
            url="https://mfa.aland.example/news/17.html",
            title="On the port",
            published=When("2026-02-05", "Europe/Helsinki"),
        ),
        Link(url="https://mfa.aland.example/news/18.html", title="On the bridge"),
    )
    assert (parsed.items, parsed.skipped, parsed.next_page) == (2, (), None)


@pytest.mark.parametrize(
    ("stated", "begins"),
    [
        ("/archive/", "https://mfa.aland.example/archive/"),
        ("https://mfa.aland.example/", "https://mfa.aland.example/"),
        ("javascript:x", "https://mfa.aland.example/news/"),
        ("http://[", "https://mfa.aland.example/news/"),
    ],
)
def test_relative_links_begin_where_the_page_says_that_they_do(stated: str, begins: str):
    body = f"<base href='{stated}'>".encode() + listed("<a href='18.html'>On the port</a>", "<a class=n href=p2>2</a>")
    of = source(paging={"style": "next", "link": "a.n@href"})
    parsed = parse(of, capture("list", "https://mfa.aland.example/news/"), body)
    assert parsed.links[0].url == f"{begins}18.html"
    assert parsed.next_page is not None
    assert parsed.next_page.url == f"{begins}p2"


@pytest.mark.parametrize(
    "href", ["javascript:void(0)", "data:text/html,x", "mailto:a@b", "http://[", "", "file:///etc"]
)
def test_what_is_no_web_address_is_skipped_and_said(href: str):
    parsed = parse(source(), capture("list"), listed(f"<a href='{href}'>Trap</a>", "<a href=1.html>Good</a>"))
    assert [link.title for link in parsed.links] == ["Good"] or href == ""
    if href:
        assert parsed.skipped == (("Trap", "no web address in this entry"),)


def test_items_of_other_hosts_other_sections_and_earlier_times_are_not_meant():
    picky = source(
        include={"url": "/news/"}, exclude={"title": "^Schedule"}, starts=date(2026, 1, 1), hosts="mfa.aland.example"
    )
    body = listed(
        "<a href='https://elsewhere.example/news/1'>Elsewhere</a>",
        "<a href='/visas/1'>Visas</a>",
        "<a href='/news/1'>Schedule of the day</a>",
        "<a href='/news/2'>Old</a> <time>5 December 2025</time>",
        "<a href='/news/3'>Meant</a> <time>5 January 2026</time>",
        "<a href='/news/4'>Tomorrow's</a> <time>5 April 2026</time>",
    )
    parsed = parse(picky, capture("list"), body)
    assert [link.title for link in parsed.links] == ["Meant"]
    assert [url for url, _ in parsed.skipped] == ["https://mfa.aland.example/news/4"]
    assert parsed.items == 6


def test_a_list_without_entries_is_no_list():
    with pytest.raises(BadPage, match=r"list\.item \(li\): expected at least one, found none"):
        parse(source(), capture("list"), b"<html><body><p>Nothing</p></body></html>")


@pytest.mark.parametrize(
    ("paging", "url", "expected"),
    [
        ({"style": "trs"}, "https://a.example/x/", "https://a.example/x/index_1.shtml"),
        ({"style": "trs", "file": "index.html"}, "https://a.example/x/", "https://a.example/x/index_1.html"),
        ({"style": "trs"}, "https://a.example/x/default.shtml", "https://a.example/x/default_1.shtml"),
        ({"style": "trs"}, "https://a.example/x/default_9.shtml", "https://a.example/x/default_10.shtml"),
        ({"style": "trs", "pages": 10}, "https://a.example/x/default_9.shtml", None),
        ({"style": "query"}, "https://a.example/x?f[0]=a:b", "https://a.example/x?f[0]=a:b&page=1"),
        ({"style": "query"}, "https://a.example/x?page=4&y=1", "https://a.example/x?y=1&page=5"),
        ({"style": "query", "first": 1}, "https://a.example/x", "https://a.example/x?page=2"),
        ({"style": "query", "name": "offset", "step": 20}, "https://a.example/x?offset=20", "https://a.example/x?offset=40"),
        ({"style": "query", "name": "offset", "step": 20, "pages": 2}, "https://a.example/x?offset=20", None),
        ({"style": "query"}, "https://a.example/x?page=last", None),
        ({"style": "path", "path": "page/{n}/", "first": 1}, "https://a.example/x/", "https://a.example/x/page/2/"),
        ({"style": "path", "path": "page/{n}/", "first": 1}, "https://a.example/x/page/2/", "https://a.example/x/page/3/"),
        ({"style": "path", "path": "page/{n}/", "first": 1, "pages": 3}, "https://a.example/x/page/3/", None),
        ({"style": "next", "link": "a.next@href"}, "https://a.example/x/", "https://a.example/x/older"),
        ({"style": "next", "link": "a.none@href"}, "https://a.example/x/", None),
        ({"style": "none"}, "https://a.example/x/", None),
    ],
)  # fmt: skip
def test_the_next_page(paging: dict[str, object], url: str, expected: str | None):
    body = listed("<a href=1.html>One</a>") + b"<a class=next href='older#x'>Older</a>"
    paged = source(paging=paging, urls="https://a.example/x/")
    assert parse(paged, capture("list", url), body).next_page == (Ask(url=expected) if expected else None)


@pytest.mark.parametrize("script", ["var countPage = 3//pages", 'createPageHTML(3, 2, "index", "shtml")'])
def test_a_trs_list_ends_where_its_script_says(script: str):
    paged = source(paging={"style": "trs"})
    body = listed("<a href=1.html>One</a>") + f"<script>{script}</script>".encode()
    assert parse(paged, capture("list", "https://mfa.aland.example/index_1.shtml"), body).next_page is not None
    assert parse(paged, capture("list", "https://mfa.aland.example/index_2.shtml"), body).next_page is None
