"""The page of a recurring phrasing: one line a statement, long lists in parts, where it returned and where not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from report_fake import NOW, Fake, health

from tracker.model import Beginning, Evidence, How, When
from tracker.report.collection import Collection
from tracker.report.labels import say
from tracker.report.site.drafts import drafts
from tracker.report.views import formula as room
from tracker.report.views.formula import FormulaPage, formula_page
from tracker.report.views.pictures import Event, bars, timeline


def view_of(world: Fake, formula: str = "f-condemn") -> FormulaPage:
    collection = Collection.read(world)
    return formula_page(collection, collection.formulas[formula])


def pages(world: Fake) -> dict[str, BeautifulSoup]:
    made = drafts(Collection.read(world), {one.source: one for one in health(world)}, NOW)
    return {
        one.path: BeautifulSoup(one.compose(), "html.parser")
        for one in made
        if one.path.startswith("formulas/f-condemn") and one.path.endswith(".html")
    }


def test_what_a_report_tells_of_the_first_statement_is_not_marked_as_the_earliest(world: Fake):
    formula = world.held_formulas[0]
    told = next(one for one in formula.uses if one.statement == formula.first.statement)
    world.held_formulas[0] = replace(formula, uses=(*formula.uses, replace(told, how=How.REPORTED)))
    view = view_of(world)
    assert [one.head.id for one in view.lines if one.earliest] == [formula.first.statement]
    assert [(one.head.id, one.earliest) for one in view.reported if one.head.id == told.statement] == [
        (told.statement, False)
    ]


def test_the_earliest_use_is_no_time_after_itself(world: Fake):
    formula = world.held_formulas[0]
    for shared, lag in ((False, "–"), (True, say("time.same"))):
        world.held_formulas[0] = replace(formula, first=replace(formula.first, shared=shared))
        assert view_of(world).lanes[0].lag == lag


def test_a_statement_has_one_line_however_many_texts_hold_the_phrasing(world: Fake):
    formula = world.held_formulas[0]
    world.held_formulas[0] = replace(
        formula, uses=(*formula.uses, replace(formula.uses[0], start=formula.uses[0].start + 1))
    )
    lines = view_of(world).lines
    assert len(lines) == len({use.statement for use in formula.uses})
    assert [one.also for one in lines if one.also] == ["and in 1 more place of the same statement"]


def test_many_uses_spread_over_pages_of_which_the_first_stays(world: Fake, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "USES", 3)
    before = pages(world)
    assert sorted(before) == ["formulas/f-condemn.1.html", "formulas/f-condemn.html"]
    rows = {path: len(soup.select("table.kwic tbody tr")) for path, soup in before.items()}
    assert rows == {"formulas/f-condemn.html": 3, "formulas/f-condemn.1.html": 1}
    assert before["formulas/f-condemn.1.html"].select_one("nav.pages b").get_text() == "uses 4 to 4"
    assert before["formulas/f-condemn.html"].select_one("nav.pages a")["href"] == "../formulas/f-condemn.1.html"


def test_where_it_returned_and_where_its_issuer_spoke_without_it(world: Fake):
    found = {one.issuer.name: one for one in view_of(world).recurrences}
    assert [link.name for _, link in found["Arvenia MFA"].returned] == [
        "Attack on the Tarim market",
        "Bombing at Osk railway station",
    ]
    assert [day for day, _ in found["Arvenia MFA"].absent] == ["2030-11-19"]


def test_what_a_quotation_leaves_out_is_not_called_absent(world: Fake):
    at = next(place for place, one in enumerate(world.held_statements) if one.date and one.date.iso == "2030-11-20")
    world.held_statements[at] = replace(world.held_statements[at], evidence=Evidence.QUOTED)
    found = {one.issuer.name: one for one in view_of(world).recurrences}
    assert found["Arvenia MFA"].absent == ()


def test_earliest_stands_beside_how_many_sources_were_read_by_then(world: Fake):
    world.held_beginnings += [
        Beginning(source="xaa-mfa-site", day=date(2029, 5, 1)),
        Beginning(source="xab-mfa-site", day=date(2030, 5, 1)),
    ]
    assert "1 of 2 sources are collected since before that day" in view_of(world).coverage


def test_variants_say_what_differs_from_the_commonest(world: Fake):
    formula = world.held_formulas[0]
    wordings = (("strongly condemns the attack", 3), ("condemns the attack", 1))
    world.held_formulas[0] = replace(formula, variants=wordings)
    first, second = view_of(world).variants
    assert first.pieces == ()
    assert [(one.kind, one.text.strip()) for one in second.pieces if one.kind == "gone"] == [("gone", "strongly")]


def test_the_picture_is_described_and_a_table_says_the_same(world: Fake):
    soup = pages(world)["formulas/f-condemn.html"]
    picture = soup.find("svg", role="img")
    named = [soup.find(id=one) for one in picture["aria-labelledby"].split()]
    assert [one.name for one in named] == ["title", "desc"]
    lanes = [text.get_text() for text in picture.select("text.lane")]
    assert lanes == [row.th.get_text() for row in soup.select("table.lanes tbody tr")]


def test_right_to_left_uses_are_read_from_right_to_left(world: Fake):
    arabic = next(one for one in world.held_statements if one.language == "ar")
    world.recur("f-ar", "التعازي", [(arabic.id, "التعازي")], language="ar")
    made = {one.path: one for one in drafts(Collection.read(world), {}, NOW)}
    soup = BeautifulSoup(made["formulas/f-ar.html"].compose(), "html.parser")
    assert soup.select_one("table.kwic")["dir"] == "rtl"


def test_marks_too_near_to_tell_apart_are_one_that_says_how_many():
    days = ("2031-01-01", "2031-01-02", "2035-01-01")
    drawn = timeline("t", "d", [("A", [Event(when=When(day), text=day) for day in days]), ("nobody", [])])
    assert drawn is not None
    (lane,) = drawn.lanes
    assert [(mark.number, mark.text) for mark in lane.marks] == [(2, "2031-01-01 – 2031-01-02"), (1, "2035-01-01")]
    assert [text for _, text, _ in drawn.ticks] == ["2031-01-01", "2032", "2033", "2034", "2035-01-01"]
    assert timeline("t", "d", [("A", [])]) is None


def test_bars_are_as_high_as_their_counts():
    drawn = bars("t", "d", [("2031-01", 10), ("2031-02", 0), ("2031-03", 5)])
    assert drawn is not None
    assert [bar.height for bar in drawn.bars] == [120, 0, 60]
    assert bars("t", "d", [("2031-01", 0)]) is None
