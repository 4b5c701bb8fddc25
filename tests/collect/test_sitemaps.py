"""Sitemaps with and without news, packed and not, and indexes that lead to them."""

import gzip
from datetime import UTC, datetime
from typing import Any

import pytest

from tracker.collect.checking.verdicts import judge
from tracker.collect.outcomes import Reach
from tracker.collect.reading.parsed import Parsed
from tracker.collect.reading.parsing import parse
from tracker.errors import BadPage
from tracker.model import Capture, RunStatus, Verdict, When
from tracker.sources import Source

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
URL = "https://mfa.karsan.example/sitemap.xml"
XML = (("Content-Type", "application/xml"),)


def source(**more: Any) -> Source:
    given = {
        "id": "karsan",
        "issuer": "karsan-mfa",
        "name": "Ministry of Karsan",
        "kind": "sitemap",
        "category": "ministry",
        "languages": "en",
        "zone": "UTC",
        "urls": URL,
        "detail": {"body": "div.text"},
        "expect": {"fill": {"date": 0}},
    }
    return Source(**(given | more))


def capture() -> Capture:
    return Capture(id="c", source="karsan", url=URL, retrieved_at=NOW, sha256="", role="list", headers=XML)


def read(body: str | bytes, **more: Any) -> Parsed:
    return parse(source(**more), capture(), body.encode() if isinstance(body, str) else body)


def entry(path: str, changed: str = "", news: str = "") -> str:
    stated = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>https://mfa.karsan.example{path}</loc>{stated}{news}</url>"


def urlset(*entries: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        f' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">{"".join(entries)}</urlset>'
    )


def index(*children: tuple[str, str]) -> str:
    rows = "".join(f"<sitemap><loc>{url}</loc><lastmod>{day}</lastmod></sitemap>" for url, day in children)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'


NEWS = (
    "<image:image><image:title>A harbour</image:title></image:image><news:news><news:publication>"
    "<news:name>Karsan</news:name></news:publication><news:publication_date>2026-02-05T09:30:00+02:00"
    "</news:publication_date><news:title>On the port</news:title></news:news>"
)


def test_the_newest_comes_first_and_a_change_is_no_publication():
    found = read(
        urlset(entry("/1", "2026-01-01"), entry("/2"), entry("/3", "2026-02-20", NEWS), entry("/4", "2026-02"))
    )
    assert [(link.url[-2:], link.title, link.published) for link in found.links] == [
        ("/3", "On the port", When("2026-02-05T07:30+00:00", "UTC")),
        ("/4", "", None),
        ("/1", "", None),
        ("/2", "", None),
    ]
    assert (found.items, found.leads, found.next_page) == (4, (), None)


def test_a_packed_sitemap_is_unpacked_and_a_bomb_is_not():
    packed = gzip.compress(urlset(entry("/1")).encode())
    assert judge(source(), capture(), packed) == (Verdict.GOOD, "")
    assert read(packed).items == 1
    with pytest.raises(BadPage):
        read(gzip.compress(bytes(30_000_000)))
    with pytest.raises(BadPage):
        read(packed[:-20])


@pytest.mark.parametrize(
    "body",
    [
        urlset(entry("/1"))[:-9],
        '<!DOCTYPE x [<!ENTITY a "b">]>' + urlset(entry("/1")).partition("?>")[2],
        "<rss><channel/></rss>",
        "<urlset>" + "<a>" * 100_000,
        "no xml at all",
        "",
    ],
    ids=["cut off", "entities", "a feed", "nested", "text", "empty"],
)
def test_what_is_no_whole_sitemap_is_refused(body: str):
    with pytest.raises(BadPage):
        read(body)


def test_a_page_in_place_of_a_sitemap_is_told_apart():
    assert judge(source(), capture(), urlset(entry("/1")).encode()) == (Verdict.GOOD, "")
    assert judge(source(), capture(), b"<html><title>Press</title></html>")[0] is Verdict.NOT_A_PAGE
    assert judge(source(), capture(), b"<html><body>Checking your browser</body></html>")[0] is Verdict.BLOCKED


def test_an_index_leads_to_its_newest_sitemaps():
    found = read(
        index(("https://mfa.karsan.example/a.xml", "2026-01-01"), ("/b.xml", "2026-02-01"), (URL, ""), ("ftp://x/", ""))
    )
    assert found.leads == ("https://mfa.karsan.example/b.xml", "https://mfa.karsan.example/a.xml")
    assert (found.items, found.links) == (0, ())


def fill(site: Any, count: int) -> None:
    children = [(f"https://mfa.karsan.example/{n}.xml", f"2026-02-{n:02}") for n in range(1, count + 1)]
    site.pages["/sitemap.xml"] = site.reply(index(*children).encode(), headers=XML)
    for n in range(1, count + 1):
        site.pages[f"/{n}.xml"] = site.reply(urlset(entry(f"/news/{n}", f"2026-02-{n:02}")).encode(), headers=XML)
        text = f"<h1>Case {n}</h1><div class=text>Karsan follows case {n} closely and hopes for calm everywhere.</div>"
        site.pages[f"/news/{n}"] = site.reply(f"<!DOCTYPE html><html><body>{text}</body></html>".encode())


def test_a_usual_visit_reads_the_three_newest_sitemaps(site: Any, gather: Any):
    fill(site, 6)
    mine = source(expect={"min_items": 3, "fill": {"date": 0}})
    made = gather(mine)
    asked = site.paths()
    assert asked == ["/sitemap.xml", "/6.xml", "/5.xml", "/4.xml", "/news/4", "/news/5", "/news/6"]
    assert (made.run.status, made.run.listed) == (RunStatus.COMPLETE, 3)
    assert sorted(one.title for one in made.again(mine)) == ["Case 4", "Case 5", "Case 6"]


def test_a_backfill_reads_them_all(site: Any, gather: Any):
    fill(site, 6)
    gather(source(), reach=Reach(since=datetime(2020, 1, 1, tzinfo=UTC).date()))
    assert [path for path in site.paths() if path.endswith(".xml")] == [
        "/sitemap.xml",
        *(f"/{n}.xml" for n in range(6, 0, -1)),
    ]


def test_indexes_that_lead_in_a_circle_are_read_once(site: Any, gather: Any):
    there, here = "https://mfa.karsan.example/b.xml", URL
    site.pages["/sitemap.xml"] = site.reply(index((there, ""), (here, "")).encode(), headers=XML)
    site.pages["/b.xml"] = site.reply(index((here, ""), (there, "")).encode(), headers=XML)
    made = gather(source())
    assert site.paths() == ["/sitemap.xml", "/b.xml"]
    assert made.run.status is RunStatus.FAILED


def test_an_index_may_not_lead_away_and_one_bad_sitemap_costs_itself(site: Any, gather: Any):
    fill(site, 2)
    away = [("https://other.example/a.xml", "2026-02-28"), ("https://mfa.karsan.example/2.xml", "2026-02-01")]
    site.pages["/sitemap.xml"] = site.reply(index(*away).encode(), headers=XML)
    made = gather(source())
    assert made.run.status is RunStatus.PARTIAL
    assert "other.example" in made.run.reason
    assert [one.title for one in made.renderings] == ["Case 2"]


def test_a_rule_for_titles_waits_for_a_page_that_has_one(site: Any, gather: Any):
    fill(site, 3)
    made = gather(source(include={"title": "Case [13]"}))
    assert sorted(one.title for one in made.renderings) == ["Case 1", "Case 3"]
    assert made.run.skipped == ()
