"""News pages: what they say of themselves, and where their text stands."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tracker.articles.pages import read_article, read_page
from tracker.when import When

FIRST = "The harbour of Karsan stays closed, the ministry said on Monday, until the inquiry has found its cause."
SECOND = "Ships are led to the port of Velm, where three more berths have been opened for them since last week."
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Harbour | Karsan Post</title>
<meta property="og:title" content="Harbour stays closed"><meta property="og:site_name" content="Karsan Post">
%s</head><body><nav><p>Home, World, Business, Opinion, Sport and very many more sections of this newspaper.</p></nav>
%s<footer><p>Imprint, contact, privacy and whatever else stands below each page of the newspaper.</p></footer>
</body></html>"""
PARAGRAPHS = f"<article><h1>Harbour</h1><p>{FIRST}</p><p>{SECOND}</p></article>"


def page(body: str = PARAGRAPHS, **fields: object) -> bytes:
    node = {"@type": "NewsArticle", **fields}
    return (PAGE % (f'<script type="application/ld+json">{json.dumps(node)}</script>', body)).encode()


def test_an_old_page_that_was_changed_stays_old():
    facts = read_page(page(datePublished="2012-05-10T14:29:00Z", dateModified="2026-04-20T08:00:00Z")).facts
    assert facts.published == When("2012-05-10T14:29+00:00")


@pytest.mark.parametrize(
    "node",
    [
        {"@graph": [{"@type": "WebPage"}, {"@type": ["Thing", "ReportageNewsArticle"], "headline": "Port shut"}]},
        [{"@type": "NewsArticle", "headline": "Port shut"}],
        {"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Port &amp;amp; <b>shut</b>"}},
    ],
)
def test_the_article_is_found_wherever_it_stands(node: object):
    raw = PAGE % (f'<script type="application/ld+json">{json.dumps(node)}</script>', PARAGRAPHS)
    assert read_page(raw.encode()).facts.title in ("Port shut", "Port &amp; shut")


@pytest.mark.parametrize("value", [None, 5, [], {}, [None], [[["x"]]], {"name": {"name": []}}, True])
def test_values_of_the_wrong_type_are_passed_over(value: object):
    names = ("headline", "datePublished", "author", "publisher", "articleBody", "inLanguage", "url")
    found = read_page(page(**dict.fromkeys(names, value)))
    assert found.facts.title == "Harbour stays closed"
    assert found.text == f"{FIRST}\n\n{SECOND}"


def test_nesting_without_end_costs_nothing():
    deep = '{"@graph":' * 5000 + "1" + "}" * 5000
    raw = PAGE % (f'<script type="application/ld+json">{deep}</script>', PARAGRAPHS)
    assert read_page(raw.encode()).facts.title == "Harbour stays closed"


def test_divisions_are_paragraphs_where_a_site_uses_no_others():
    links = "".join(f'<div><a href="/{n}">{FIRST}</a></div>' for n in range(5))
    found = read_page(page(f"<main><div>{FIRST}<br><br>{SECOND}</div><div>{SECOND}</div>{links}<p>By us</p></main>"))
    assert found.text == f"{FIRST}\n\n{SECOND}\n\nBy us"


def test_what_only_surrounds_an_article_is_no_part_of_it():
    around = f'<div class="newsletter-box"><p>{SECOND} Subscribe!</p></div><aside><p>{SECOND} More!</p></aside>'
    assert read_page(page(f"<article><p>{FIRST}</p>{around}<p>{SECOND}</p></article>")).text == f"{FIRST}\n\n{SECOND}"


def test_a_page_that_is_inside_of_something_oddly_named_is_still_read():
    assert read_page(page(f'<div class="social-layout"><p>{FIRST}</p><p>{SECOND}</p></div>')).text.startswith(FIRST)


def test_the_page_s_own_account_counts_where_it_holds_more():
    told = f"<p>{FIRST}</p><p>{SECOND}</p>" * 3
    assert read_page(page("<article><p>Read on in our app.</p></article>", articleBody=told)).text.count(FIRST) == 3
    assert read_page(page(articleBody=FIRST[:40])).text == f"{FIRST}\n\n{SECOND}"


def test_bare_text_between_blocks_is_paragraphs():
    gap, box = '<span class="x br"></span>', "<div><img alt='ship'></div>"
    found = read_page(page(f"<div>{FIRST}{gap}{SECOND}{box}{FIRST} <b>And more.</b><div>{links()}</div></div>"))
    assert found.text == f"{FIRST}\n\n{SECOND}\n\n{FIRST} And more."


def links() -> str:
    return "".join(f'<a href="/{n}">{FIRST}</a>' for n in range(3))


def test_an_unknown_element_around_paragraphs_leaves_them_paragraphs():
    found = read_page(
        page(f"<div>Bare words that are long enough for a paragraph.<x-story><p>{FIRST}</p></x-story></div>")
    )
    assert FIRST in found.text.split("\n\n")


def test_words_for_screen_readers_and_scraped_lines_are_no_part_of_it():
    unseen = '<span class="sr-only">, opens new tab</span><span style="clip:rect(0 0 0 0)">, opens new tab</span>'
    body = f"<article><p>{FIRST}{unseen}</p><p>Also read: Port of Velm is full</p><p>{SECOND}</p></article>"
    assert read_page(page(body)).text == f"{FIRST}\n\n{SECOND}"


def test_a_text_that_lost_its_paragraphs_gets_them_again():
    told = f"{FIRST}{SECOND}" * 3
    assert read_page(page("<article><p>Read on in our app.</p></article>", articleBody=told)).text.count("\n\n") == 5


def test_the_site_s_name_is_parted_from_the_title():
    head = "<head><title>Harbour shut--World--Karsan Post</title></head>"
    raw = f"<html>{head}<body><h1>Harbour shut</h1><p>{FIRST}</p></body></html>"
    facts = read_page(raw.encode()).facts
    assert (facts.title, facts.outlet) == ("Harbour shut", "Karsan Post")


def test_reading_leaves_the_tree_as_it_was():
    soup = BeautifulSoup(page(), "lxml")
    before = str(soup)
    read_article(soup)
    assert str(soup) == before


DATES = {
    "APNews": "2024-09-03", "AnadoluAjansi": "2026-04-20", "BBC": "2012-05-10", "DW": "2024-01-30",
    "Kommersant": "2025-05-14", "LeMonde": "2023-08-30", "People": "2024-04-24", "Reuters": "2024-03-07",
    "TheGuardian": "2024-02-24", "TimesOfIndia": "2026-04-16", "VoiceOfAmerica": "2024-04-28",
}  # fmt: skip
NAVIGATION = (
    "cookie", "newsletter", "sign in", "subscribe", "advertisement", "autre appareil", "copyright", "opens new tab",
    "réservé", "分享", "you can also check", "reporting by", "ap photo",
)  # fmt: skip


def test_eleven_of_eleven_real_pages_have_title_date_and_a_text_without_navigation(reference: Path):
    read = {}
    for file in sorted((reference / "pages" / "news_jsonld").glob("*.html.gz")):
        read[file.name.partition("_")[0]] = read_page(gzip.decompress(file.read_bytes()))
    assert {name: str(one.facts.published.day) if one.facts.published else None for name, one in read.items()} == DATES
    assert [name for name, one in read.items() if len(one.facts.title) < 8] == []
    assert [name for name, one in read.items() if len(one.text) < 1_000] == []
    found = {(name, word) for name, one in read.items() for word in NAVIGATION if word in one.text.casefold()}
    assert found == set()


def test_real_pages_have_the_titles_that_others_read_in_them(reference: Path):
    folder, checked = reference / "pages" / "news_jsonld", 0
    for file in sorted(folder.glob("*.expected.json")):
        outlet = file.name.partition(".")[0]
        titles = {one.get("title") for one in json.loads(file.read_text("utf-8")).values()}
        (saved,) = folder.glob(f"{outlet}_*.html.gz")
        assert read_page(gzip.decompress(saved.read_bytes())).facts.title in titles
        checked += 1
    assert checked
