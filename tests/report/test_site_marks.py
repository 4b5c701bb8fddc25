"""What is marked on the pages: redlines, origins, languages, and the sentences of the home page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from report_fake import Fake
from report_fake.site import build, soups

from tracker.model import Beginning, Display
from tracker.report.labels import say


def test_redline_runs_along_the_row_and_gaps_are_shown(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["issuers/xaa-mfa.html"]
    band = next(one for one in page.select("tbody.band") if "strongly condemns the attack on the" in one.th.get_text())
    cells = band.select("tr.side-official td")
    assert "empty" in cells[1]["class"]
    assert say("formula.earliest_badge") in cells[0].get_text()
    assert [one.get_text().strip() for one in cells[2].select("ins")] == ["heinous terrorist", "Tarim market"]
    assert [one.get_text().strip() for one in cells[2].select("del")] == ["Osk railway station"]


def test_english_beside_the_original_or_a_note_that_there_is_none(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    cells = soups(tmp_path)["issuers/xab-mfa.html"].select("tbody.english td")
    assert len(cells) == 3
    folded = cells[0].details
    assert not folded.has_attr("open")
    assert folded.summary.get_text() == say("across.official_english")
    assert folded.blockquote["lang"] == "en"
    assert "Hanzhou condemns this attack" in folded.blockquote.get_text()
    assert cells[0].select_one("a")["href"].endswith(".en")
    assert cells[1].get_text() == say("across.told_english")
    assert cells[2].get_text() == say("across.no_english")


def test_where_no_column_has_an_official_english_the_heads_say_so(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["issuers/xad-mfa.html"]
    assert not page.select("tbody.english")
    assert say("across.no_english") in page.select_one("tr.columns th").get_text()
    assert not soups(tmp_path)["issuers/xaa-mfa.html"].select("tbody.english")


def test_english_that_may_only_be_linked_is_not_shown(world: Fake, now: datetime, tmp_path: Path):
    place = next(at for at, one in enumerate(world.held_channels) if one.id == "xab-mfa-site")
    world.held_channels[place] = replace(world.held_channels[place], display=Display.LINK)
    build(world, tmp_path, now=now)
    cell = soups(tmp_path)["issuers/xab-mfa.html"].select_one("tbody.english td")
    assert "Hanzhou condemns this attack" not in cell.get_text()
    assert say("rights.link") in cell.get_text()


def test_a_silent_edit_is_redlined_on_the_statements_page(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["statements/union-joint.html"].select_one(".always-red")
    assert "are concerned at" in page.select_one("del").get_text()
    assert "strongly condemn" in page.select_one("ins").get_text()
    assert "version 2" in soups(tmp_path)["index.html"].select_one(".news").get_text()


def test_texts_carry_their_language_and_direction(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["incidents/tarim-2031.html"]
    found = {(one["lang"], one["dir"]) for one in page.select("blockquote.own-words")}
    assert {("ar", "rtl"), ("zh", "ltr"), ("fr", "ltr"), ("en", "ltr")} <= found


def test_origins_are_told_by_element_or_title_and_linked_to_the_earlier_text(
    world: Fake, now: datetime, tmp_path: Path
):
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["statements/union-joint.html"]
    matched = page.select_one(".card a.o-matched")
    assert matched["href"] == "../statements/arvenia-tarim.html"
    assert "Arvenia MFA, 2031-03-14" in matched["title"]
    assert page.select_one(".card .o-agreed")["title"] == "agreed language (S/RES/2999 (2028))"
    new = soups(tmp_path)["statements/arvenia-tarim.html"].select(".card mark.o-new")
    assert new[0].get_text() == "heinous terrorist"


def test_the_sentence_counts_matches_and_names_what_is_not_found_earlier(world: Fake, now: datetime, tmp_path: Path):
    build(world, tmp_path, now=now)
    lines = [one.get_text(" ", strip=True) for one in soups(tmp_path)["index.html"].select(".news li")]
    arvenia = next(line for line in lines if line.startswith("new Arvenia MFA"))
    folded = " ".join(arvenia.split())
    assert "2 of 4 sentences match its text of 2029-06-02" in folded or "3 of 4 sentences match" in folded
    assert "not found earlier" in folded
    assert "heinous terrorist" in folded


def test_what_tells_most_is_told_first_and_what_has_no_date_last(world: Fake, now: datetime, tmp_path: Path):
    undated = world.say("xac-mfa", "2031-03-16", "Gulmarin condemns a thing.", name="undated")
    world.held_statements[-1] = replace(undated, date=None)
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["index.html"]
    lines = [one.get_text() for one in page.select(".news li") if one.select_one(".tag-said, .tag-late")]
    fresh = [say("sentence.fresh").strip("; ") in one for one in lines]
    assert any(fresh)
    assert fresh == sorted(fresh, reverse=True)
    assert say("time.unknown") in lines[-1]
    order = [one["id"] for one in page.select("h2")]
    assert order.index("news") < order.index("matrix") < order.index("broken")


def test_the_picture_of_recurrence_says_since_when_anything_is_collected(world: Fake, now: datetime, tmp_path: Path):
    days = (date(2029, 5, 1), date(2028, 2, 3))
    world.held_beginnings = [Beginning(source=f"s{day}", day=day) for day in days]
    build(world, tmp_path, now=now)
    said = say("coverage.begins", day=days[1]).capitalize()
    assert said in soups(tmp_path)["index.html"].select_one(".matrix caption").get_text()
