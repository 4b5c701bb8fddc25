"""Views of a page: each has an address, needs no script, and says what it compares."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from report_fake import Fake
from report_fake.site import build, soups

from tracker.report.pieces import redlined
from tracker.report.site.filling import script, style
from tracker.report.views.bands import Cell, Row
from tracker.report.views.evidence import Attested

CSS = style().decode("utf-8")


def test_every_view_and_every_statement_in_it_is_a_place_in_the_page(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["incidents/tarim-2031.html"]
    names = [one["id"].removeprefix("view-") for one in page.select(".views a")]
    assert names == ["origins", "fresh", "redline", "plain"]
    assert not page.select("input[type=radio]")
    for name in names[1:]:
        assert f'[id^="view-{name}"]:target' in CSS
        for card in page.select("article.card"):
            assert card.select_one(f"#view-{name}-{card['id']}") is not None
            assert card.select_one(f".links .in-{name}")["href"] == f"#view-{name}-{card['id']}"


def test_each_view_of_the_rows_has_its_rule(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["issuers/xaa-mfa.html"]
    assert [one["href"] for one in page.select(".bar .views a")] == [
        "#view-previous", "#view-first", "#view-plain", "#rows-all", "#view-changed", "#view-first-changed",
    ]  # fmt: skip
    assert '[id^="view-first"]:target) .v-first' in CSS
    assert '[id$="changed"]:target) .across .still' in CSS


def test_the_third_use_is_set_against_the_previous_and_against_the_first(world: Fake, now: datetime, tmp_path: Path):
    world.say("xab-mfa", "2031-03-14", "中方谴责此次袭击。", incident="tarim-2031", language="zh", name="one")
    world.say("xab-mfa", "2031-03-15", "中方强烈谴责此次袭击。", incident="tarim-2031", language="zh", name="two")
    world.say("xab-mfa", "2031-03-16", "中方最强烈谴责此次袭击。", incident="tarim-2031", language="zh", name="three")
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["issuers/xab-mfa.html"]
    cell = next(one for one in page.select("tbody td") if "最强烈谴责" in one.get_text())
    assert [one.get_text() for one in cell.select(".v-previous ins")] == ["最"]
    assert [one.get_text() for one in cell.select(".v-first ins")] == ["最强烈"]


def test_a_row_whose_words_stay_is_still(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["issuers/xaa-mfa.html"]
    for row in page.select("tbody.band tr[class^=side-]"):
        assert ("still" in row["class"]) is not bool(row.select("ins, del"))


def test_a_row_changed_where_one_cell_differs_from_the_one_before():
    def cell(*, identical: bool) -> Cell:
        level = Attested(level="official", text="official text", own_words=True)
        words = redlined("one", "one" if identical else "two", language="en")
        return Cell(href="", attested=level, pieces=words, compared=True, identical=identical)

    still = Row(side="official", side_label="", cells=(cell(identical=True), None))
    moved = Row(side="official", side_label="", cells=(cell(identical=True), cell(identical=False)))
    assert (still.changed, moved.changed) == (False, True)


def test_the_script_asks_nobody_and_writes_no_markup():
    text = script().decode("utf-8")
    for word in ("fetch(", "XMLHttpRequest", "innerHTML", "eval(", "import(", "http:", "https:"):
        assert word not in text


def test_keys_are_told_only_where_a_script_shows_them(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    for name, page in soups(tmp_path).items():
        assert page.select_one("p.keys").has_attr("hidden"), name
        assert {one.get_text() for one in page.select("dialog kbd")} == {"j", "k", "n", "p", "c", "?"}
