"""Real pages, feeds and answers of the reference data: every promise of sources.yaml that they can prove.

Nothing of their texts stands here; only counts, dates, names of offices and shapes.
"""

import json
import re
import tarfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.collect.checking.verdicts import judge
from tracker.collect.reading.parsed import Ask, Parsed
from tracker.collect.reading.parsing import parse
from tracker.model import Capture, Verdict
from tracker.sources import Registry, Source, bundled_sources, load_registry

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(bundled_sources())


@pytest.fixture(scope="module")
def pages(reference: Path) -> Path:
    return reference / "pages"


def read(source: Source, url: str, role: str, body: bytes) -> Parsed:
    capture = Capture(id="c", source=source.id, url=url, retrieved_at=NOW, sha256="", role=role)
    assert judge(source, capture, body) == (Verdict.GOOD, ""), url
    return parse(source, capture, body)


def chinese_pages(pages: Path) -> list[tuple[str, bytes]]:
    found = []
    for path in sorted((pages / "china_mfa_zh" / "pages").glob("*.html")):
        body = path.read_bytes()
        meta = re.search(rb'name="Url" content="([^"]+)"', body)
        found.append((meta[1].decode() if meta else f"https://www.mfa.gov.cn/web/{path.name}", body))
    return found


def test_fifty_of_fifty_chinese_pages(registry: Registry, pages: Path):
    source = registry.source("cn_mfa_zh")
    found = chinese_pages(pages)
    assert len(found) == 50
    answers = 0
    ids: set[str] = set()
    for url, body in found:
        renderings = read(source, url, "item", body).renderings
        first = renderings[0]
        named = re.search("发言人(华春莹|赵立坚|汪文斌|毛宁)", first.title)
        assert first.title
        assert "<" not in first.title
        assert first.published is not None
        assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d\+08:00", first.published.iso)
        assert first.speaker == (named[1] if named else "")
        assert not [one for one in renderings if one.speaker != first.speaker]
        conference = "主持例行记者会" in first.title
        assert len([one for one in renderings if one.kind == "answer"]) >= (5 if conference else 0)
        answers += sum(one.kind == "answer" for one in renderings)
        for one in renderings:
            assert one.text
            assert not one.text.startswith((f"{first.speaker}：", "答："))
            assert not re.search("^[^，。：]{2,20}记者：", one.text, re.MULTILINE), one.text[:60]
        ids |= {one.id for one in renderings}
        assert len({one.id for one in renderings}) == len(renderings)
    assert answers == 499
    assert len(ids) >= answers


def test_replies_to_written_questions_and_plain_statements(registry: Registry, pages: Path):
    source = registry.source("cn_mfa_zh")
    kinds = {"答记者问": 0, "谈话": 0}
    for url, body in chinese_pages(pages):
        renderings = read(source, url, "item", body).renderings
        title = renderings[0].title
        if title.endswith("答记者问"):
            kinds["答记者问"] += 1
            assert [one.kind for one in renderings] == ["answer"]
            assert renderings[0].question.endswith(("？", "。"))
            assert not renderings[0].question.startswith("问")
        elif title.endswith("发表谈话"):
            kinds["谈话"] += 1
            assert [one.kind for one in renderings] == ["release"]
    assert kinds == {"答记者问": 5, "谈话": 1}


@pytest.mark.parametrize(
    ("name", "count", "following"), [("default", 15, 1), ("default_1", 15, 2), ("default_66", 10, 0)]
)
def test_the_saved_chinese_lists(registry: Registry, pages: Path, name: str, count: int, following: int):
    base = "https://www.fmprc.gov.cn/web/wjdt_674879/fyrbt_674889/"
    body = (pages / "china_mfa_zh" / "list_2020" / f"{name}.html").read_bytes()
    parsed = read(registry.source("cn_mfa_zh"), f"{base}{name}.shtml", "list", body)
    assert (parsed.items, len(parsed.links), parsed.skipped) == (count, count, ())
    assert all(link.published and link.title and link.url.startswith(base) for link in parsed.links)
    assert parsed.next_page == (Ask(url=f"{base}default_{following}.shtml") if following else None)


def test_the_english_list_of_china_passes_over_pictures(registry: Registry, pages: Path):
    source = registry.source("cn_mfa_en")
    parsed = read(source, source.url, "list", (pages / "china_mfa" / "listing_fyrbt.html").read_bytes())
    assert [str(link.published) for link in parsed.links] == ["2026-10-03", "2026-09-30", "2026-09-29"]
    assert parsed.skipped == ()


def test_the_state_department_feed_of_2026(registry: Registry, pages: Path):
    source = registry.source("us_state")
    parsed = read(source, source.url, "list", (pages / "us_state" / "press_releases_feed_2026.xml").read_bytes())
    (found,) = parsed.renderings
    assert found.speaker == 'Thomas "Tommy" Pigott'
    assert str(found.published) == "2026-10-03T17:43-04:00"
    assert found.external_id.endswith("/709183/")
    assert "Press Statement" not in found.text
    assert "Pigott" not in found.text
    assert len(found.text.split("\n\n")) == 2


def test_a_feed_of_2022_with_a_briefing_in_it(registry: Registry, pages: Path):
    source = registry.source("us_state")
    path = pages / "us_state" / "rss_history_2021_2022" / "feed_20220723T1328_a8cca34.xml"
    parsed = read(source, source.url, "list", path.read_bytes())
    briefing = [one for one in parsed.renderings if one.title.startswith("Department Press Briefing")]
    assert (parsed.items, parsed.skipped) == (10, ())
    assert [one.kind for one in briefing] == ["remarks", *["answer"] * 54]
    assert {one.speaker for one in briefing} == {"Ned Price"}
    assert not [one for one in briefing if "QUESTION:" in one.text or "MR PRICE:" in one.text]
    assert all(one.published for one in parsed.renderings)


@pytest.mark.long
def test_a_month_of_feeds_reads_without_loss(registry: Registry, pages: Path):
    source = registry.source("us_state")
    versions: dict[str, set[str]] = {}
    with tarfile.open(pages / "us_state" / "us_state_feed_2022_03.tar.xz") as archive:
        members = [member for member in archive if member.isfile()]
        for member in members:
            packed = archive.extractfile(member)
            assert packed is not None
            parsed = read(source, source.url, "list", packed.read())
            assert parsed.skipped == ()
            for one in parsed.renderings:
                versions.setdefault(one.id, set()).add(one.sha256)
    assert len(members) == 356
    assert len(versions) == 821
    assert sum(len(seen) > 1 for seen in versions.values()) == 78


def test_gov_uk_content_answers(registry: Registry, pages: Path):
    source = registry.source("uk_fcdo")
    found = {}
    for path in sorted((pages / "govuk" / "content_api").glob("*_*.*.json")) + sorted(
        (pages / "govuk" / "content_api").glob("speech.*.json")
    ):
        body = path.read_bytes()
        url = "https://www.gov.uk/api/content" + json.loads(body)["base_path"]
        (one,) = read(source, url, "item", body).renderings
        assert one.url == url.replace("/api/content", "")
        assert one.published is not None
        assert one.title
        found[path.name] = one
    assert len(found) == 9
    assert found["news_article.news_article_news_story_translated_arabic.json"].language == "ur"
    assert sum(bool(one.speaker) for one in found.values()) == 8


def test_a_press_corner_statement(registry: Registry, pages: Path):
    source = registry.source("eu_commission")
    url = "https://ec.europa.eu/commission/presscorner/api/documents?reference=STATEMENT/26/2063&language=en"
    (found,) = read(source, url, "item", (pages / "ec_presscorner" / "statement_26_2063.json").read_bytes()).renderings
    assert found.url == "https://ec.europa.eu/commission/presscorner/detail/en/statement_26_2063"
    assert str(found.published) == "2026-10-02T18:39+02:00"
    assert found.speaker == "Hadja Lahbib"
    assert len(found.text.split("\n\n")) == 5


def test_the_newsroom_timeline_of_the_foreign_office(pages: Path, registry: Registry):
    timeline = replace(
        registry.source("de_aa"),
        kind="html-list",
        urls=("https://www.auswaertiges-amt.de/en/newsroom/news",),
        list={"item": "li.timeline__item-wrapper", "link": "a.teaser__link@href", "title": "a.teaser__link@title"},
    )
    body = (pages / "auswaertiges_amt" / "newsroom_timeline.html").read_bytes()
    parsed = read(timeline, timeline.url, "list", body)
    assert [link.url.rpartition("/")[2] for link in parsed.links] == ["2804346-2804346", "2804288-2804288"]
    assert all(link.title and link.published is None for link in parsed.links)


def test_an_old_page_of_the_foreign_office_has_the_same_parts(pages: Path, registry: Registry):
    body = (pages / "auswaertiges_amt" / "trafilatura-auswaertiges-amt.de-Italien.html").read_bytes()
    url = "https://www.auswaertiges-amt.de/de/1"
    (found,) = read(registry.source("de_aa"), url, "item", body).renderings
    assert str(found.published) == "2021-11-12"
    assert found.title
    assert "\u00ad" not in found.text


def test_belarus_in_windows_1251_with_dates_in_the_text_alone(registry: Registry, pages: Path):
    source = replace(registry.source("by_mfa"), hosts=("mfa.gov.by", "localhost"))
    parsed = read(source, source.url, "list", (pages / "belarus_mfa" / "belarus.html").read_bytes())
    assert len(parsed.links) == 5
    dates = []
    for link in parsed.links:
        (found,) = read(source, link.url, "item", (pages / "belarus_mfa" / Path(link.url).name).read_bytes()).renderings
        assert found.title
        assert "\ufffd" not in found.text
        assert not found.text.startswith("Home")
        dates.append(str(found.published))
    assert dates == ["2021-12-06", "2021-12-06", "None", "2020-05-15", "2020-05-15"]


def test_a_table_with_american_dates(pages: Path):
    source = Source(
        id="my_kln",
        issuer="mys-mfa",
        name="Ministry of Foreign Affairs of Malaysia",
        kind="html-list",
        category="ministry",
        country="MYS",
        languages=("en", "ms"),
        zone="Asia/Kuala_Lumpur",
        urls="https://www.kln.gov.my/web/guest/press-releases",  # type: ignore[arg-type]
        list={"item": "tbody.table-data tr", "date": "td.table-cell"},  # type: ignore[arg-type]
        detail={"title": "h3.header-title", "body": ".journal-content-article"},  # type: ignore[arg-type]
        dates={"formats": ["%m/%d/%y"]},  # type: ignore[arg-type]
    )
    parsed = read(source, source.url, "list", (pages / "malaysia_kln" / "press-release.html").read_bytes())
    assert parsed.items == 293
    assert all(link.published for link in parsed.links)
    assert max(str(link.published) for link in parsed.links) == "2022-02-28"
    url = "https://www.kln.gov.my/web/guest/-/uae"
    (found,) = read(source, url, "item", (pages / "malaysia_kln" / "uae-500.html").read_bytes()).renderings
    assert found.title.startswith("UNITED ARAB EMIRATES")
    assert len(found.text) > 500


def test_the_transcript_list_of_nato(registry: Registry, pages: Path):
    source = registry.source("nato")
    parsed = read(source, source.url, "list", (pages / "nato" / "transcripts.json").read_bytes())
    assert [str(link.published) for link in parsed.links] == ["2026-10-01", "2026-09-29"]
    assert parsed.next_page is not None
    assert "page=2" in parsed.next_page.url
    assert "jcr:content/root" in parsed.next_page.url


def test_a_list_row_of_un_press(registry: Registry, pages: Path):
    source = registry.source("un_press_sc")
    body = (pages / "un_press" / "list_row.html").read_bytes()
    assert read(source, source.url, "list", body).links == ()  # a meeting record, not a press statement
    (link,) = read(replace(source, include={}), source.url, "list", body).links
    assert link.url == "https://press.un.org/en/2026/sc16316.doc.htm"
    assert str(link.published) == "2026-03-12"  # its hour is noon on every day


def test_turns_of_a_white_house_briefing_between_line_breaks(pages: Path):
    source = Source(
        id="us_wh",
        issuer="usa-president",
        name="White House",
        kind="html-list",
        category="presidency",
        languages="en",  # type: ignore[arg-type]
        zone="America/New_York",
        urls="https://obamawhitehouse.archives.gov/briefing-room",  # type: ignore[arg-type]
        list={"item": ".views-row", "link": ".views-field-title a@href"},  # type: ignore[arg-type]
        detail={"body": ".forall-body"},  # type: ignore[arg-type]
        segment="qa-prefix",  # type: ignore[arg-type]
    )
    answers = []
    for name in ("briefing_0", "briefing_10", "briefing_100"):
        body = (pages / "whitehouse_2016" / f"{name}.html").read_bytes()
        renderings = read(source, f"https://obamawhitehouse.archives.gov/{name}", "item", body).renderings
        answers.append(sum(one.kind == "answer" for one in renderings))
    assert answers == [15, 46, 33]
