"""The whole sample site at once, without a browser: every link of it leads somewhere, and no page is heavy."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import unquote, urlsplit

import crowd
import pytest
from fake.said import NOW
from lxml import html

from tracker.report.site.building import build

#: Bytes, compressed as a server sends them.
LIGHT = 100_000


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, html.HtmlElement]:
    return {path.resolve(): html.fromstring(path.read_bytes()) for path in sorted(site.rglob("*.html"))}


def test_every_link_within_the_site_leads_to_a_page_and_a_place_on_it(pages: dict[Path, html.HtmlElement]):
    places = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    broken, checked = set(), 0
    for path, page in pages.items():
        for found in page.xpath("//@href | //@src"):
            parts = urlsplit(found)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            checked += 1
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in places.get(target, set())):
                broken.add((path.name, found))
    assert broken == set()
    assert checked > 10_000


def test_no_page_of_forty_issuers_is_heavy(tmp_path: Path):
    build(crowd.world(), tmp_path, now=NOW)
    weights = {str(path.relative_to(tmp_path)): weight(path) for path in tmp_path.rglob("*.html")}
    assert {name: size for name, size in weights.items() if size > LIGHT} == {}
    # Forty long statements stand on this one: the measure is of something.
    assert weights["incidents/attack-0.html"] > LIGHT // 5


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), mtime=0))
