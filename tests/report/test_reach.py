"""The pages of sources and of corrections: how far the collection reaches, and what people decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bs4 import BeautifulSoup
from report_fake import NOW, Fake, health

from tracker.model import Corrected
from tracker.report.collection import Collection
from tracker.report.site.drafts import drafts
from tracker.report.views.corrections import corrections_page
from tracker.report.views.reach import reach


def page_of(world: Fake, path: str) -> BeautifulSoup:
    known = {one.source: one for one in health(world)}
    made = next(one for one in drafts(Collection.read(world), known, NOW) if one.path == path)
    return BeautifulSoup(made.compose(), "html.parser")


def test_every_correction_is_listed_with_what_the_machine_had_found(world: Fake):
    world.held_corrected += [
        Corrected(thing="arvenia-tarim", number=1, what="speaker", to="Ada Example", was="Ilva Toren", who="A. Reader",
                  day=date(2031, 3, 16), why="the page names her"),
        Corrected(thing="gone-one", number=2, what="exclude", who="B. Reader", day=date(2031, 3, 17), why="an advert"),
        Corrected(thing="tarim-2031", number=3, what="incident-add", ids=("union-joint",), who="A. Reader",
                  day=date(2031, 3, 15), why="it says so"),
    ]  # fmt: skip
    rows = corrections_page(Collection.read(world)).rows
    assert [one.thing.name for one in rows] == ["gone-one", "Arvenia MFA, 2031-03-14", "Attack on the Tarim market"]
    assert rows[0].thing.href == ""
    assert [one.now for one in rows] == ["left out", "Ada Example", "Inter-State Union, Arvenia MFA, 2031-03-15"]
    text = page_of(world, "corrections.html").get_text(" ", strip=True)
    assert "Ilva Toren" in text
    assert "3 corrections" in text
    assert "by 2 people" in text


def test_without_corrections_the_page_says_so_and_how_to_propose_one(world: Fake):
    text = page_of(world, "corrections.html").get_text()
    assert "Nothing has been corrected." in text
    assert "what: speaker" in text


def test_months_without_statements_stand_between_others(world: Fake):
    counts = {label: (one, two) for label, one, two in reach(Collection.read(world)).counts}
    assert counts["2029-06"] == (2, 0)
    assert counts["2029-07"] == (0, 0)
    assert counts["2030-11"] == (2, 2)
    assert list(counts)[-1] == "2031-03"


def test_many_years_are_counted_by_year(world: Fake):
    world.say("xaa-mfa", "2020-01-01", "Arvenia condemns this.", name="old")
    assert [label for label, _, _ in reach(Collection.read(world)).counts][:2] == ["2020", "2021"]


def test_the_picture_of_coverage_has_its_table(world: Fake):
    soup = page_of(world, "sources.html")
    picture = soup.select_one("svg.bars")
    assert picture is not None
    assert picture["role"] == "img"
    bars = [one.get_text() for one in picture.select("rect title")]
    rows = {
        row.th.get_text(): sum(int(td.get_text()) for td in row.find_all("td"))
        for row in soup.select("details tbody tr")
    }
    assert bars == [f"{label}: {number}" for label, number in rows.items() if number]


def test_what_cannot_be_read_is_named_with_the_reason(world: Fake):
    world.held_channels[0] = replace(world.held_channels[0], access="blocked")
    assert "xaa-mfa website: it lets no program in" in page_of(world, "sources.html").get_text()


def test_countries_are_counted_and_organisations_stand_together(world: Fake):
    rows = {one.name: one for one in reach(Collection.read(world)).countries}
    assert (rows["XAC"].official, rows["XAC"].reported) == (1, 1)
    assert rows["organisations and others"].official == 2
