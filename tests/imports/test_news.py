"""News: text whole, date only where the article itself states it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker import imports
from tracker.errors import BadInput
from tracker.imports.news import read_text
from tracker.terms import Form, Wording
from tracker.when import When

Bring = Callable[..., imports.Parsed]
NOW = datetime(2031, 3, 14, 12, tzinfo=UTC)
PAGE = """<html lang="en-GB"><head><title>Old title</title>
<meta property="og:site_name" content="The Meta Times">
<meta property="article:published_time" content="2031-03-10T09:00:00Z">
<script type="application/ld+json">{broken</script>
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Talks &amp; tears",
"datePublished": "2031-03-11T08:30:00+05:00", "publisher": {"name": "Karsan Wire"}}]}</script></head>
<body><nav><p>Home and other links that are long enough to be taken for text by mistake, surely.</p></nav>
<article><h1>Talks</h1><p>First paragraph of the article, long enough to be seen as text by everyone.</p>
<p>“We condemn it,” the minister said.</p><div class="related-links"><p>Read more</p></div>
<p>Third paragraph of the article, which is here so that it weighs more than any menu around it does.</p></article>
</body></html>"""


def test_an_article_is_one_rendering_with_its_text_whole(bring: Bring) -> None:
    (one,) = bring("a.txt", " date 2031-03-12 Karsan, Mar 12 (PTI) A minister spoke.\n\nMore text.").renderings
    assert (one.form, one.wording, one.kind, one.parties) == (Form.ARTICLE, Wording.OUTLET, "news", ())
    assert one.text == "Karsan, Mar 12 (PTI) A minister spoke.\n\nMore text."
    assert (one.published, one.outlet, one.title, one.external_id) == (When("2031-03-12"), "PTI", "", "a.txt")


def test_the_day_of_viewing_is_never_the_day_of_publication() -> None:
    viewed = "close\nFriday September 13, 2030\n\nA headline here\n\nBy Web Desk\nAugust 27, 2030\nText of it.\n"
    assert read_text(viewed).published == When("2030-08-27")
    assert read_text(viewed).title == "A headline here"
    assert read_text(viewed.replace("By Web Desk\nAugust 27, 2030\n", "")).published is None
    assert read_text("September 13, 2030\nA headline here\nText of it.").published is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A headline\nPublished: 3 May 2030\nText of it.", "2030-05-03"),
        ("A headline\nUpdated: 3 May 2030\nText of it.", None),
        ("KARSAN, May 3, 2030 (AP) — Text of it.", "2030-05-03"),
        ("KARSAN, May 3 (AP) — Text of it.", None),
        (" date 2030-05-04\n\nA headline\n\nBy Ada Orlen\nMay 3, 2030\nText.", "2030-05-04"),
        ("Text without any date.", None),
        ("A headline\nBy Ada Orlen | May 3, 2030 10:15 PKT\nText.", "2030-05-03T10:15+05:00"),
        ("A headline\n3 May 2030\nText of it.", "2030-05-03"),
        ("Friday, May 30, 2030\nA headline\nMay 3, 2030\nText of it.", "2030-05-03"),
        ("A headline\nLast updated: May 9, 2030 | Published: May 3, 2030\nText.", "2030-05-03"),
        ("A headline\nMAY 3, 2030 9:30 AM GMT\nText.", "2030-05-03T09:30+00:00"),
        (
            "Un titre\nPublié le 3 mai 2030 à 10h15, mis à jour le 9 mai 2030\nLe ministre a dit que la paix.",
            "2030-05-03",
        ),
        ("标题在此\n发布时间：2030年5月3日 10:15\n外交部发言人表示，中方谴责。", "2030-05-03"),
        ("Заголовок\nОпубликовано: 3 мая 2030, 10:15\nМинистр сказал, что это так и есть.", "2030-05-03"),
        ("A headline\n© 2030 Orlen Post, 3 May 2030\nText.", None),
        (" date 1970-01-01\nA headline\nText of it.", None),
        (" date 2032-05-03\nA headline\nText of it.", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    found = read_text(text, retrieved=NOW).published
    assert (found.iso if found else None) == expected


def test_dates_that_contradict_each_other_leave_what_they_share() -> None:
    later = read_text(" date 2030-05-19\n\nA headline\n\nBy Ada Orlen\nMay 3, 2030\nText.", retrieved=NOW)
    assert later.published == When("2030-05")
    assert later.doubt == "its first line says 2030-05-19; its byline says 2030-05-03"
    wire = " date 2030-05-19\nKARSAN, May 3 (PTI) Text.\n\nPublished May 3, 2030"
    assert read_text(wire, retrieved=NOW).published == When("2030-05-03")


def test_a_photo_credit_is_no_outlet_and_a_wire_signature_is() -> None:
    assert read_text("A headline\n\nA view of it. — Reuters\nText.").outlet == ""
    assert read_text("Text of it. PTI KJM NPK NPK").outlet == "PTI"


def test_a_page_speaks_of_itself_and_loses_its_menus(bring: Bring) -> None:
    (one,) = bring("page.html", PAGE).renderings
    assert (one.title, one.outlet, one.language) == ("Talks & tears", "Karsan Wire", "en")
    assert one.published == When("2031-03-11T08:30+05:00")
    assert one.text.startswith("First paragraph")
    assert "Home" not in one.text
    assert "Read more" not in one.text
    assert one.text.count("\n\n") == 2


def test_a_page_without_an_article_is_named(bring: Bring) -> None:
    with pytest.raises(BadInput, match=r"page\.html"):
        bring("page.html", "<html><body><div>menu</div></body></html>")


def test_the_same_file_gives_the_same_ids(bring: Bring) -> None:
    assert bring("a.txt", "Some text.").renderings[0].id == bring("a.txt", "Some other text.").renderings[0].id


def test_the_five_reports(reference: Path) -> None:
    found = {}
    for one in imports.read(reference / "seeds", format="news", map=None, now=NOW):
        (rendering,) = imports.parse(one.capture, one.body).renderings
        found[rendering.external_id[:3]] = rendering
    assert {key: str(r.published) for key, r in found.items()} == {
        "000": "2025-03-12", "001": "2024-08-27", "002": "None", "003": "2024-08-27", "004": "2024-08-27",
    }  # fmt: skip
    assert (found["000"].outlet, found["001"].outlet, found["002"].outlet) == ("PTI", "PTI", "")
    assert found["003"].title.startswith("Pakistan, China defence ties vital")
    assert found["004"].title.startswith("China, US double down")
    assert {r.language for r in found.values()} == {"en"}


def test_saved_pages_of_eleven_outlets(reference: Path) -> None:
    dated = []
    for one in imports.read(reference / "pages" / "news_jsonld", format=None, map=None, now=NOW):
        if one.capture.url.endswith(".json"):
            continue
        (rendering,) = imports.parse(one.capture, one.body).renderings
        assert rendering.title
        assert rendering.form is Form.ARTICLE
        dated.append(rendering.published is not None)
    assert dated == [True] * 11


def test_metadata_nested_without_end_or_with_half_a_character_is_passed_over(bring: Bring) -> None:
    deep = PAGE.replace("{broken", "[" * 50_000).replace("Talks &amp; tears", "Talks \\ud83d&amp; tears")
    (one,) = bring("a.html", deep).renderings
    assert one.title == "Talks & tears"
