"""Saved pages and answers of Belarus, NATO, Austria and a Mastodon server, read with the shipped entries.

Nothing of their texts stands here; only counts, dates, lengths and shapes.
"""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.collect.checking.verdicts import judge
from tracker.collect.reading.parsed import Parsed
from tracker.collect.reading.parsing import parse
from tracker.model import Capture, Verdict
from tracker.sources import Registry, Source, bundled_sources, load_registry

NOW = datetime(2026, 11, 22, tzinfo=UTC)
#: Lengths of the five saved statements of Minsk, as characters of their texts, in the order of the list.
MINSK = (1217, 1854, 3409, 4243, 4243)


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


def read(source: Source, url: str, role: str, body: bytes) -> Parsed:
    capture = Capture(id="c", source=source.id, url=url, retrieved_at=NOW, sha256="", role=role)
    assert judge(source, capture, body) == (Verdict.GOOD, ""), url
    return parse(source, capture, body)


def test_statements_of_minsk(registry: Registry, pages: Path):
    source = replace(named(registry, "by_mfa"), hosts=("mfa.gov.by", "localhost"))
    folder = pages / "belarus_mfa"
    links = read(source, source.url, "list", (folder / "belarus.html").read_bytes()).links
    found = [read(source, one.url, "item", (folder / Path(one.url).name).read_bytes()).renderings for one in links]
    assert [len(renderings) for renderings in found] == [1] * 5
    assert tuple(len(one.text) for (one,) in found) == MINSK
    for number, (link, (one,)) in enumerate(zip(links, found, strict=True)):
        # whoever saved the fifth page saved the fourth again
        assert number == 4 or " ".join(one.title.split()) == " ".join(link.title.split())
        assert one.language == "en"
        assert not re.search("[\ufffd\u0400-\u04ff]|Press Service /", one.text)


def test_the_subject_of_a_transcript_of_nato_stands_in_its_description(registry: Registry, pages: Path):
    source = named(registry, "nato")
    links = read(source, source.url, "list", (pages / "nato" / "transcripts.json").read_bytes()).links
    assert [str(one.published) for one in links] == ["2026-10-01", "2026-09-29"]
    assert all(one.title.startswith("by NATO Secretary General ") for one in links)
    assert all(one.url.startswith("https://www.nato.int/en/news-and-events/events/transcripts/2026/") for one in links)


def test_a_page_of_the_austrian_government_that_no_entry_describes(pages: Path):
    vienna = Source(
        id="at_bka",
        issuer="aut-government",
        name="Federal Chancellery of Austria",
        kind="rss",
        category="government",
        languages="de",  # type: ignore[arg-type]
        zone="Europe/Vienna",
        urls="https://www.bundeskanzleramt.gv.at/feed",  # type: ignore[arg-type]
        detail={"format": "article"},  # type: ignore[arg-type]
    )
    (file,) = sorted((pages / "misc_gov").glob("*.html"))
    (found,) = read(vienna, "https://www.bundeskanzleramt.gv.at/1.html", "item", file.read_bytes()).renderings
    assert found.title.startswith("Bundesministerin ")
    assert (str(found.published), found.language) == ("2022-02-01", "de")
    assert len(found.text) == 3335
    assert "Hauptmenü" not in found.text


def saved_answers(pages: Path, name: str) -> list[object]:
    """The bodies of the saved exchanges with a server: YAML folds them, so they are joined line by line."""
    yaml = (pages / "social" / "mastodon" / name).read_text("utf-8")
    folded = re.findall(r"^      string: '((?:[^']|'')*)'$", yaml, re.MULTILINE)
    return [json.loads(" ".join(one.replace("''", "'").split())) for one in folded if one.startswith("{")]


def test_an_account_of_a_mastodon_server_leads_to_its_posts(registry: Registry, pages: Path):
    source = replace(named(registry, "eu_commission_mastodon"), hosts=("localhost",))
    url = "http://localhost:3000/api/v1/accounts/lookup?acct=mastodonpy_test"
    account = saved_answers(pages, "test_account_lookup.yaml")[-1]
    (lead,) = read(source, url, "list", json.dumps(account).encode()).leads
    assert re.fullmatch(r"http://localhost:3000/api/v1/accounts/\d+/statuses\?limit=40&.*exclude_reblogs=true", lead)


def test_a_post_of_a_mastodon_server(registry: Registry, pages: Path):
    source = replace(named(registry, "eu_commission_mastodon"), hosts=("localhost",))
    (post, *_) = saved_answers(pages, "test_status.yaml")
    url = "http://localhost:3000/api/v1/accounts/1/statuses?limit=40"
    (found,) = read(source, url, "list", json.dumps([post]).encode()).renderings
    assert re.fullmatch(r"http://localhost:3000/@mastodonpy_test/\d+", found.url)
    assert str(found.published) == "2026-08-01T15:53+02:00"
    assert "<" not in found.text
    assert found.text
