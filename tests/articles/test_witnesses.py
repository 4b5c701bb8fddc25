"""Where on a page the date of publication stands, and which dates there are of something else."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tracker.articles.moments import read_when
from tracker.articles.pages import read_page
from tracker.articles.witnesses import from_address
from tracker.when import When

TEXT = (
    "<p>The pass of Orrel stays closed, the ministry said on Monday, until the slopes above it have been made safe.</p>"
)
PAGE = (
    '<html lang="en"><head>{head}</head><body>{top}<article><h1>The pass stays closed</h1>{below}{text}</article>{end}'
    "</body></html>"
)


def dated(head: str = "", below: str = "", *, top: str = "", end: str = "", url: str = "") -> str | None:
    raw = PAGE.format(head=head, top=top, below=below, text=TEXT * 3, end=end)
    when = read_page(raw.encode(), url=url, retrieved=datetime(2031, 6, 1, tzinfo=UTC)).facts.published
    return when.iso if when else None


def ld(*nodes: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(nodes[0] if len(nodes) == 1 else nodes)}</script>'


@pytest.mark.parametrize(
    "node",
    [
        {"@type": "NewsArticle", "datePublished": "2031-03-10T08:00:00+05:00"},
        {"@type": ["Thing", "AnalysisNewsArticle"], "datePublished": ["2031-03-10T08:00:00+05:00"]},
        {"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"},
                    {"@type": "LiveBlogPosting", "datePublished": "2031-03-10T08:00:00.123+05:00",
                     "liveBlogUpdate": [{"@type": "BlogPosting", "datePublished": "2031-03-12T08:00:00Z"}]}]},
        {"@type": "WebPage", "mainEntity": {"@type": "Article", "datePublished": "2031-03-10T08:00+05:00"}},
        [{"@type": "NewsArticle", "headline": "Another story", "datePublished": "2030-01-01"},
         {"@type": "NewsArticle", "headline": "The pass stays closed", "datePublished": "2031-03-10T08:00:00+05:00"}],
    ],
)  # fmt: skip
def test_json_ld_of_every_shape(node: object):
    assert dated(ld(node)) == "2031-03-10T08:00+05:00"


@pytest.mark.parametrize(
    "tag",
    [
        '<meta property="article:published_time" content="2031-03-10">',
        '<meta name="parsely-pub-date" content="2031-03-10">',
        '<meta name="sailthru.date" content="2031-03-10">',
        '<meta name="DC.date.issued" content="2031-03-10">',
        '<meta itemprop="datePublished" content="2031-03-10">',
        '<meta name="date" content="20310310">',
    ],
)
def test_meta_of_every_name(tag: str):
    assert dated(tag) == "2031-03-10"


@pytest.mark.parametrize(
    "below",
    [
        '<time datetime="2031-03-10">some days ago</time>',
        '<p class="meta">Published 10 March 2031 | Updated 4 May 2031</p>',
        "<div>By Ada Orlen</div><div>March 10, 2031</div>",
        "<span>MARCH 10, 2031</span>",
        "<span>Last updated: 4 May 2031</span><span>Published: 10 March 2031</span>",
        '<span itemprop="datePublished" content="2031-03-10">Monday</span>',
    ],
)
def test_dates_below_the_headline(below: str):
    assert dated(below=below) == "2031-03-10"


@pytest.mark.parametrize(
    ("head", "below", "top", "end"),
    [
        ("", "", "<div>Friday May 30, 2031</div>", ""),
        ("", "<p>Updated 4 May 2031</p>", "", ""),
        ("", '<div>Updated <time datetime="2031-05-04">4 May</time></div>', "", ""),
        ("", '<time class="modified" datetime="2031-05-04">4 May</time>', "", ""),
        (ld({"@type": "NewsArticle", "dateModified": "2031-05-04"}), "", "", ""),
        ('<meta property="article:modified_time" content="2031-05-04">', "", "", ""),
        ("", "", "", "<footer>© 2031 Orrel Post</footer>"),
        ("", "", "", '<aside><time datetime="2031-05-04">4 May</time></aside>'),
        ("", "", "", '<div class="related"><h2>More</h2><time datetime="2031-05-04">4 May</time></div>'),
        (ld({"@type": "NewsArticle", "datePublished": "1970-01-01T00:00:00Z"}), "", "", ""),
        (ld({"@type": "NewsArticle", "datePublished": "2031-09-01"}), "", "", ""),
        ('<meta name="article:published_time" content="03/04/2031">', "", "", ""),
    ],
)
def test_dates_of_viewing_change_and_other_stories_are_not_of_publication(head: str, below: str, top: str, end: str):
    assert dated(head, below, top=top, end=end) is None


def test_the_draft_s_date_comes_last():
    draft = {"@type": "NewsArticle", "dateCreated": "2031-03-08"}
    assert dated(ld(draft)) == "2031-03-08"
    assert dated(ld(draft), below='<time datetime="2031-03-10">10 March</time>') == "2031-03-10"


def test_two_declared_dates_leave_what_both_allow():
    page = ld({"@type": "NewsArticle", "datePublished": "2031-03-02"})
    other = '<meta property="article:published_time" content="2031-03-10">'
    assert dated(page + other) == "2031-03"
    assert dated(page + other, url="https://orrel.example/2031/03/10/pass") == "2031-03-10"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/2031/03/10/pass", "2031-03-10"), ("/world/2031/mar/10/pass", "2031-03-10"), ("/a-2031-03-10/", "2031-03-10"),
        ("/202103/t20310310_81.html", "2031-03-10"),
        ("/n1/2031/0310/c1.html", "2031-03-10"), ("/2031/03/pass", "2031-03"),
        ("/story/20319910", None), ("/2031/13/45/x", None), ("/doc/203103101234", None), ("", None),
    ],
)  # fmt: skip
def test_dates_in_addresses(address: str, expected: str | None):
    found = [one.when.iso for one in from_address(f"https://orrel.example{address}")]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("03/04/2031", "", None), ("03/04/2031", "en", None), ("03/04/2031", "en-GB", "2031-04-03"),
        ("03/04/2031", "en-US", "2031-03-04"), ("03/04/2031", "fr", "2031-04-03"), ("27/03/2031", "en", "2031-03-27"),
        ("03/27/2031", "en", "2031-03-27"), ("03.04.2031", "", "2031-04-03"), ("03/04/2031", "en-CA", None),
        ("05/05/2031", "", "2031-05-05"), ("27/27/2031", "en-GB", None), ("27 août 2030", "fr", "2030-08-27"),
        ("27 августа 2030", "ru", "2030-08-27"), ("27 août 2030", "en", None),
    ],
)  # fmt: skip
def test_figures_are_read_where_they_can_be_told_apart(text: str, locale: str, expected: str | None):
    found = read_when(text, locale=locale)
    assert found == (When(expected) if expected else None)
