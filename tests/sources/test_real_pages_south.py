"""Saved pages of Iran, Malaysia, Timor-Leste, Cameroon and of news sites, read with the shipped entries.

Nothing of their texts stands here; only counts, dates, lengths and shapes.
"""

import gzip
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.collect.checking.verdicts import judge
from tracker.collect.reading.parsed import Parsed
from tracker.collect.reading.parsing import parse
from tracker.model import Capture, Rendering, Verdict
from tracker.sources import Registry, Source, bundled_sources, load_registry

NOW = datetime(2026, 11, 22, tzinfo=UTC)
#: What the publishers' own data say of each saved article: the moment, and how many characters of text are believable.
ARTICLES = {
    "APNews_2024_09_03": ("2024-09-03T04:03+00:00", 6000),
    "BBC_2026_04_25": ("2012-05-10T14:29+00:00", 3000),
    "DW_2024_01_30": ("2024-01-30T14:13+00:00", 4000),
    "Reuters_2024_03_07": ("2024-03-07T07:55+00:00", 5000),
    "TheGuardian_2024_02_24": ("2024-02-24T11:42+00:00", 1000),
    "TimesOfIndia_2026_04_16": ("2026-04-16T08:34+00:00", 5000),
    "VoiceOfAmerica_2024_04_28": ("2024-04-28T07:00+00:00", 4000),
}


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(bundled_sources())


@pytest.fixture(scope="module")
def pages(reference: Path) -> Path:
    return reference / "pages"


def named(registry: Registry, source_id: str) -> Source:
    if source_id not in {one.id for one in registry.sources}:
        pytest.skip(f"sources.yaml has no {source_id}")
    return registry.source(source_id)


def captured(source: Source, url: str, role: str) -> Capture:
    return Capture(id="c", source=source.id, url=url, retrieved_at=NOW, sha256="", role=role)


def read(source: Source, url: str, role: str, body: bytes) -> Parsed:
    capture = captured(source, url, role)
    assert judge(source, capture, body) == (Verdict.GOOD, ""), url
    return parse(source, capture, body)


def saved_article(pages: Path, name: str) -> bytes:
    return gzip.decompress((pages / "news_jsonld" / f"{name}.html.gz").read_bytes())


def article(source: Source, pages: Path, name: str) -> Rendering:
    (found,) = read(source, f"{source.url}#{name}", "item", saved_article(pages, name)).renderings
    return found


def test_an_entry_of_irans_home_page(registry: Registry, pages: Path):
    source = named(registry, "ir_mfa")
    body = (pages / "iran_mfa" / "home_slider.html").read_bytes()
    parsed = read(source, "https://en.mfa.ir/portal", "list", body)
    (link,) = parsed.links
    assert (parsed.items, parsed.skipped) == (1, ())
    assert link.url == "https://en.mfa.ir/portal/NewsView/795399"
    assert str(link.published) == "2026-10-02"
    assert len(link.title) == 86


def test_malaysias_table_has_american_dates(registry: Registry, pages: Path):
    source = named(registry, "my_kln")
    body = (pages / "malaysia_kln" / "press-release.html").read_bytes()
    parsed = read(source, source.url, "list", body)
    assert (parsed.items, len(parsed.links), parsed.skipped, parsed.next_page) == (293, 293, (), None)
    days = [str(link.published) for link in parsed.links]
    assert (max(days), min(days)) == ("2022-02-28", "2019-01-28")
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", day) for day in days)


def test_malaysias_day_stands_at_the_end_of_the_text(registry: Registry, pages: Path):
    source = named(registry, "my_kln")
    url = "https://www.kln.gov.my/web/guest/-/vaccine?inheritRedirect=true&redirect=%2Fweb%2Fguest%2Fpress-releases"
    (found,) = read(source, url, "item", (pages / "malaysia_kln" / "uae-500.html").read_bytes()).renderings
    assert found.url == "https://www.kln.gov.my/web/guest/-/vaccine"
    assert str(found.published) == "2022-01-25"
    assert len(found.title) == 78
    assert len(found.text) == 1733
    assert found.text.count("PUTRAJAYA") == 1


def test_timor_leste_lists_its_papers_with_their_day(registry: Registry, pages: Path):
    source = named(registry, "tl_gov")
    source = replace(source, hosts=("localhost", "timor-leste.gov.tl"))
    parsed = read(source, source.url, "list", (pages / "timor_leste_gov" / "timor.html").read_bytes())
    (link,) = parsed.links
    assert (parsed.items, parsed.skipped) == (1, ())
    assert (str(link.published), len(link.title)) == ("2021-09-28", 112)
    assert parsed.next_page is not None
    assert parsed.next_page.url.endswith("&page=2")


def test_a_page_that_only_leads_to_a_pdf_is_no_empty_success(registry: Registry, pages: Path):
    source = named(registry, "cm_pm")
    source = replace(source, hosts=("localhost", "www.spm.gov.cm"))
    parsed = read(source, source.url, "list", (pages / "cameroon_pm" / "cameron.html").read_bytes())
    (link,) = parsed.links
    assert (str(link.published), len(link.title)) == ("2020-11-25", 91)
    body = (pages / "cameroon_pm" / "2021.html").read_bytes()
    verdict, reason = judge(source, captured(source, link.url, "item"), body)
    assert verdict is Verdict.EMPTY
    assert "0 characters" in reason


def test_an_article_of_anadolu(registry: Registry, pages: Path):
    found = article(named(registry, "tr_aa"), pages, "AnadoluAjansi_2026_04_20")
    assert str(found.published).startswith("2026-04-20")
    assert len(found.title) == 49
    assert len(found.text.split("\n\n")) == 13
    assert found.text.startswith("Arpaguş")
    assert found.text.endswith('sona erecektir."')


def test_an_article_of_the_times_of_india_without_its_advertisements(registry: Registry, pages: Path):
    found = article(named(registry, "in_toi"), pages, "TimesOfIndia_2026_04_16")
    assert str(found.published) == "2026-04-16T14:04+05:30"
    lines = re.split(r"\n+", found.text)
    assert len(lines) > 30
    assert lines[0].startswith("BHOPAL: ")
    assert not re.search("Gold Rate|Bank Holidays|Result 2026", found.text)
    assert not re.search(r"[a-z]{2}\.[A-Z][a-z]", found.text), "two paragraphs run into one another"


@pytest.mark.parametrize("name", sorted(ARTICLES))
def test_articles_of_other_outlets_are_read_by_what_most_have_in_common(registry: Registry, pages: Path, name: str):
    source = named(registry, "gdelt_terror")
    moment, least = ARTICLES[name]
    found = article(source, pages, name)
    assert str(found.published) == moment
    assert len(found.title) > 20
    assert len(found.text) >= least
    assert "<" not in found.title
