"""The picture of recurrence: the table's facts, issuers counted once, reports left out, nothing cut or hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from report_fake import Fake
from report_fake.site import build, soups

from tracker.model import Evidence, How
from tracker.report.collection import Collection
from tracker.report.views.grids import NARROWEST, Column, Count, Line, fitted, grid
from tracker.report.views.matrix import DRAWN, Matrix, matrix

WORDS = "harbours are no battlefields"
EVIL = '"><script>alert(1)</script>\u202e'


def shown(world: Fake) -> Matrix:
    return matrix(Collection.read(world), everything=True)


def use(world: Fake, issuer: str, incident: str, name: str, **given: object) -> str:
    day = {"osk-2029": "2029-06-03", "tarim-2031": "2031-03-15"}[incident]
    return world.say(issuer, day, f"We condemn it: our {WORDS}.", incident=incident, name=name, **given).id


def recur(world: Fake, *names: str, template: str = WORDS, language: str = "en") -> None:
    world.recur("f-harbour", template, [(one, WORDS) for one in names], language=language)


def row(found: Matrix, key: str = "f-harbour"):
    assert found.picture is not None
    return next(one for one in found.picture.rows if key in one.href)


def test_a_circle_counts_issuers_and_the_table_statements_and_issuers(world: Fake):
    first = [use(world, "xaa-mfa", "osk-2029", "a"), use(world, "xaa-mfa", "osk-2029", "b")]
    second = [use(world, "xaa-mfa", "tarim-2031", "c"), use(world, "union", "tarim-2031", "d")]
    recur(world, *first, *second)
    found = shown(world)
    assert [one.number for one in row(found).circles] == [1, 2]
    assert "2 statements by 1 issuer" in row(found).circles[0].text
    cells = next(one for one in found.rows if "f-harbour" in one.href).spots
    assert [(one.number, one.issuers) for one in cells if one.number] == [(2, 1), (2, 2)]


def test_a_use_that_is_only_reported_is_no_circle(world: Fake):
    names = [use(world, "xaa-mfa", "osk-2029", "a"), use(world, "union", "tarim-2031", "b")]
    recur(world, *names, use(world, "xab-mfa", "tarim-2031", "c", evidence=Evidence.PARAPHRASED))
    held = world.held_formulas[-1]
    told = tuple(replace(one, how=How.REPORTED) if one.statement == "c" else one for one in held.uses)
    world.held_formulas[-1] = replace(held, uses=told)
    assert [one.number for one in row(shown(world)).circles] == [1, 1]


def test_the_picture_has_the_columns_and_the_first_rows_of_the_table(world: Fake, now: datetime, tmp_path: Path):
    names = [use(world, "xaa-mfa", "osk-2029", "a"), use(world, "union", "tarim-2031", "b")]
    for number in range(DRAWN + 2):
        world.recur(f"f-{number:02d}", f"{WORDS} {number}", [(one, WORDS) for one in names])
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["index.html"]
    drawn = [one.parent["href"] for one in page.select("svg.grid-picture text.lane")]
    rows = page.select("table.matrix tbody tr")
    assert drawn == [one.select_one("a")["href"] for one in rows][:DRAWN]
    assert len(rows) > DRAWN
    for at, href in enumerate(drawn):
        filled = sum(one.span is None or "none" not in one.span.get("class", ()) for one in rows[at].select("td"))
        row_of = page.select_one(f'svg.grid-picture a[href="{href}"]').find_next_sibling("g")
        assert len(row_of.select("circle")) == filled
    heads = [one["href"] for one in page.select("svg.grid-picture a:has(text.day)")]
    assert heads == [one["href"] for one in page.select("table.matrix thead a")]
    named = page.select_one("svg.grid-picture")["aria-labelledby"].split()
    assert all(page.find(id=one).get_text() for one in named)


def test_hostile_names_and_words_do_nothing_in_the_picture(world: Fake, now: datetime, tmp_path: Path):
    names = [use(world, "xaa-mfa", "osk-2029", "a"), use(world, "union", "tarim-2031", "b")]
    world.held_incidents[:] = [replace(one, name=f"Attack {EVIL}") for one in world.held_incidents]
    recur(world, *names, template=f"{EVIL} {WORDS}")
    build(world, tmp_path, now=now)
    page = soups(tmp_path)["all.html"]
    assert page.select("svg.grid-picture circle")
    assert not page.select("svg.grid-picture script")
    assert "\u202e" not in page.select_one("svg.grid-picture").get_text()


def test_words_from_right_to_left_begin_at_the_right_of_their_line(world: Fake, now: datetime, tmp_path: Path):
    names = [use(world, "xaa-mfa", "osk-2029", "a"), use(world, "union", "tarim-2031", "b")]
    recur(world, *names, template="ندين هذا الهجوم", language="ar")
    build(world, tmp_path, now=now)
    label = soups(tmp_path)["index.html"].select_one('svg.grid-picture text[lang="ar"]')
    assert (label["direction"], label["text-anchor"]) == ("rtl", "end")


@pytest.mark.parametrize("number", [1, 2, 14])
def test_everything_is_drawn_inside_the_picture(number: int):
    columns = [Column(name=f"Attack {at}", day="2031-03", href="i.html") for at in range(number)]
    counts = [Count(number=at + 1, text="") if at % 3 == 0 else None for at in range(number)]
    line = Line(words="w" * 500, language="en", direction="ltr", href="f.html", counts=tuple(counts))
    made = grid("t", "d", columns, [line])
    assert made is not None
    assert made.width >= NARROWEST
    (drawn,) = made.rows
    assert [one.number for one in drawn.circles] == [one.number for one in counts if one]
    assert all(one.x - one.radius >= 0 and one.x + one.radius <= made.width for one in drawn.circles)
    assert (drawn.first, drawn.last) == (drawn.circles[0].x, drawn.circles[-1].x)
    assert drawn.words.endswith("…")


def test_without_columns_or_rows_there_is_no_picture():
    assert grid("t", "d", [], []) is None


def test_letters_that_are_twice_as_wide_take_twice_the_room():
    assert fitted("abcdef", 6) == "abcdef"
    assert fitted("abcdefg", 6) == "abcde…"
    assert fitted("强烈谴责", 8) == "强烈谴责"
    assert fitted("强烈谴责他", 8) == "强烈谴…"
