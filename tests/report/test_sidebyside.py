"""Statements side by side for a reader: what is set against what, what is named, and what is kept apart."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from report_fake import Fake

from tracker.errors import BadConfig, UnknownId
from tracker.model import Evidence
from tracker.report.collection import Collection
from tracker.report.site.filling import fill, style
from tracker.report.site.standalone import standalone
from tracker.report.views.differences import differences
from tracker.report.views.sidebyside import SideBySide, sidebyside


@pytest.fixture
def collection(world: Fake):
    return Collection.read(world)


@pytest.fixture
def arvenia(collection: Collection):
    return [one.id for one in collection.by_issuer["xaa-mfa"]][:3]


def page(view: SideBySide) -> BeautifulSoup:
    return BeautifulSoup(fill("compare.html", path="compare.html", heading="x", view=view, here=""), "html.parser")


def kinds(before: str, after: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.gone, one.new) for one in differences(before, after, language="en")]


def test_the_earliest_is_the_base_unless_another_is_asked_for(collection: Collection, arvenia: list[str]):
    view = sidebyside(collection, arvenia[::-1])
    assert [one.base for one in view.columns] == [False, False, True]
    assert [one.base for one in sidebyside(collection, arvenia[::-1], base=arvenia[2]).columns] == [True, False, False]
    with pytest.raises(UnknownId, match="none of the compared"):
        sidebyside(collection, arvenia, base="union-lund")


def test_only_a_served_page_links_to_another_base(collection: Collection, arvenia: list[str]):
    served = sidebyside(collection, arvenia, served=True)
    assert [one.choose for one in sidebyside(collection, arvenia).columns] == ["", "", ""]
    assert [bool(one.choose) for one in served.columns] == [False, True, True]
    query = f"s={arvenia[0]}&s={arvenia[1]}&s={arvenia[2]}&base={arvenia[2]}"
    assert served.columns[2].choose == f"compare?{query}"


def test_one_statement_cannot_be_compared(collection: Collection):
    with pytest.raises(BadConfig, match="expected 2 to 12"):
        sidebyside(collection, ["arvenia-tarim"])


def test_a_pair_is_one_text_with_its_changes(collection: Collection, arvenia: list[str]):
    soup = page(sidebyside(collection, [arvenia[0], arvenia[2]]))
    row = next(tr for tr in soup.select("#inline tbody tr") if "strongly condemns the" in tr.td.get_text())
    assert [one.get_text(strip=True) for one in row.td.find_all("ins")] == ["heinous terrorist", "Tarim market"]
    assert [one.get_text(strip=True) for one in row.td.find_all("del")] == ["Osk railway station"]


def test_rows_of_one_statement_alone_say_so(collection: Collection, arvenia: list[str]):
    view = sidebyside(collection, [arvenia[0], arvenia[2]])
    alone = [line for line in (*view.lines, *view.rest) if line.only == 2]
    assert any("stands with the people" in line.filled[0].pieces[0].text for line in alone)
    assert "only in 2" in page(view).get_text()


def test_a_change_of_strength_is_named_with_its_words(collection: Collection, arvenia: list[str]):
    view = sidebyside(collection, arvenia[:2])
    assert view.columns[1].step == "condemns → concern\N{NO-BREAK SPACE}▼"
    found = differences("We are concerned at this attack.", "We condemn this attack.", language="en")
    assert (found[0].kind, found[0].note) == ("strength", "concern → condemns\N{NO-BREAK SPACE}▲")


def test_names_dates_and_numbers_are_told_apart():
    before = "We condemn the attack in Paris on 3 May 2031, which killed 12 people."
    after = "We condemn the attack in Berlin on 9 June 2031, which killed 40 people."
    assert kinds(before, after) == [
        ("name", "attack in Paris", "attack in Berlin"),
        ("date", "3 May 2031", "9 June 2031"),
        ("number", "12", "40"),
    ]
    assert kinds(before, before.replace("condemn", "deeply regret"))[0][0] == "strength"
    assert kinds("We thank our hosts.", "We thank our friends.") == [("other", "hosts", "friends")]
    assert kinds(before, f" {before} ") == []


def test_deciding_words_that_only_moved_are_no_change_of_strength():
    before = "In the strongest possible terms Veldoria condemns the raid on Osk."
    after = "Veldoria condemns in the strongest possible terms the raid on Osk."
    assert {one.kind for one in differences(before, after, language="en")} == {"other"}
    weaker = "Veldoria condemns the raid on Osk."
    assert "strength" in {one.kind for one in differences(before, weaker, language="en")}


def test_a_turned_meaning_comes_first():
    found = differences(
        "We support the ceasefire in the valley.", "We do not support the ceasefire in the valley.", language="en"
    )
    assert found[0].label == "negated"


def test_official_quoted_and_reported_words_never_share_a_row(collection: Collection):
    ids = ["arvenia-tarim", "union-joint", "gulmarin-quoted", "hanzhou-characterised"]
    view = sidebyside(collection, ids)
    for line in (*view.lines, *view.rest):
        levels = {one.attested.level for one in line.filled}
        assert len({"reported" if one in ("paraphrased", "characterised") else one for one in levels}) == 1, line
    told = [line for line in view.lines if line.side == "reported"]
    assert [cell.number for line in told for cell in line.filled] == [4]
    assert len(view.notes) == 2


def test_reporters_words_are_never_redlined(world: Fake):
    for day in ("2031-03-15", "2031-03-16"):
        world.say(
            "xab-mfa", day, "the bloodshed at the Tarim market", evidence=Evidence.CHARACTERISED, name=f"told-{day}"
        )
    view = sidebyside(Collection.read(world), ["told-2031-03-15", "told-2031-03-16"])
    assert [one.against for line in view.lines for one in line.filled] == [0, 0]


def test_languages_stand_side_by_side_and_are_not_compared(collection: Collection):
    chinese = collection.by_issuer["xab-mfa"][-1].id
    view = sidebyside(collection, ["arvenia-tarim", chinese])
    line = next(one for one in view.lines if one.move == "condemn")
    assert [one.language for one in line.filled] == ["en", "zh"]
    assert (line.changed, line.filled[1].other) == ((), "another language: same move, not compared")
    assert "several languages (en, zh)" in view.notes[0]


def test_a_silent_edit_is_shown_with_its_times(collection: Collection):
    view = sidebyside(collection, ["arvenia-tarim", "union-joint"])
    (edit,) = view.columns[1].edits
    assert edit.differences[0].note == "concern → condemns\N{NO-BREAK SPACE}▲"
    assert "changed between 2031-03-16 05:30 UTC" in page(view).find(id="edits").parent.get_text()


def test_every_text_carries_its_language_and_direction(world: Fake):
    one = world.say("xac-mfa", "2031-03-15", "تدين الوزارة هذا الهجوم.", language="ar", name="ar-1")
    two = world.say("xac-mfa", "2031-03-16", "تدين الوزارة بشدة هذا الهجوم.", language="ar", name="ar-2")
    soup = page(sidebyside(Collection.read(world), [one.id, two.id]))
    quotes = soup.select("blockquote")
    assert quotes
    assert {(one["lang"], one["dir"]) for one in quotes} == {("ar", "rtl")}


def test_a_word_that_changes_strength_is_not_told_twice():
    (found,) = differences("We condemn this attack.", "We firmly condemn this attack.", language="en")
    assert (found.kind, found.new) == ("strength", "firmly condemn")


def test_a_page_that_lies_alone_needs_no_other(collection: Collection, arvenia: list[str]):
    soup = BeautifulSoup(standalone(sidebyside(collection, arvenia, served=True)), "html.parser")
    assert not soup.find_all(["script", "link", "img", "form"])
    assert soup.style is not None
    assert ".own-words" in soup.style.get_text()
    assert {one["href"] for one in soup.find_all("a")} == {"#rows-all", "#view-changed", "#list"}
    assert "heinous terrorist" in soup.get_text()


def test_every_view_of_a_comparison_is_a_place_in_the_page(collection: Collection, arvenia: list[str]):
    soup = page(sidebyside(collection, arvenia[:2]))
    links = [one["href"] for one in soup.select(".bar .views a")]
    assert links == ["#view-inline", "#view-columns", "#rows-all", "#view-changed", "#view-columns-changed"]
    assert all(soup.select_one(one) is not None for one in links)
    css = style().decode("utf-8")
    assert 'body:has([id^="view-columns"]:target) .second { display: block }' in css
    assert '[id$="changed"]:target) .unchanged' in css
    assert soup.select("#inline tr.unchanged, #columns tr.unchanged")
