"""How often a phrasing had been used by then: in order of time, and whatever is said later leaves it as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import report_fake
from report_fake import Fake

from tracker.model import Evidence, Formula, How
from tracker.report.collection import Collection
from tracker.report.site.building import build
from tracker.report.views.standing import by_then, standing

CONDOLE = "f-condole"


@pytest.fixture
def fake() -> Fake:
    return report_fake.world()


def held(fake: Fake, key: str) -> tuple[int, Formula]:
    return next((at, one) for at, one in enumerate(fake.held_formulas) if one.id == key)


def used_again(fake: Fake, key: str, day: str, incident: str, **changes: Any) -> str:
    """Somebody uses a phrasing once more."""
    at, formula = held(fake, key)
    like = formula.uses[0]
    said = fake.say("xac-mfa", day, like.text, incident=incident)
    use = replace(like, statement=said.id, rendering=said.renderings[0], start=0, end=len(like.text), **changes)
    fake.held_formulas[at] = replace(formula, uses=(*formula.uses, use), statements=formula.statements + 1)
    return str(said.id)


def test_uses_are_counted_in_order_of_time_up_to_each(fake: Fake) -> None:
    tallies = Collection.read(fake).tallies(CONDOLE)
    assert [one.own for one in tallies.values()] == [1, 2, 3]
    assert [one.incidents for one in tallies.values()] == [1, 2, 3]


def test_a_second_use_in_one_statement_counts_once(fake: Fake) -> None:
    at, formula = held(fake, CONDOLE)
    fake.held_formulas[at] = replace(formula, uses=(*formula.uses, formula.uses[0]))
    assert [one.own for one in Collection.read(fake).tallies(CONDOLE).values()] == [1, 2, 3]


def test_a_later_use_changes_no_earlier_count_and_an_earlier_use_all_later_ones(fake: Fake) -> None:
    before = dict(Collection.read(fake).tallies(CONDOLE))
    used_again(fake, CONDOLE, "2031-06-01", "tarim-2031")
    later = Collection.read(fake).tallies(CONDOLE)
    assert {key: later[key] for key in before} == before
    used_again(fake, CONDOLE, "2020-01-01", "")
    earlier = Collection.read(fake).tallies(CONDOLE)
    assert [earlier[key].own for key in before] == [2, 3, 4]


def test_the_last_count_is_what_the_phrasing_stands_on(fake: Fake) -> None:
    at, formula = held(fake, CONDOLE)
    told = fake.say("xaa-mfa", "2031-05-01", "Something else.", incident="osk-2029", evidence=Evidence.PARAPHRASED)
    use = replace(formula.uses[0], statement=told.id, rendering=told.renderings[0], how=How.REPORTED)
    fake.held_formulas[at] = replace(formula, uses=(*formula.uses, use))
    collection = Collection.read(fake)
    stands, last = standing(collection, collection.formulas[CONDOLE]), collection.tally(CONDOLE, told.id)
    assert (last.own, last.reported, last.told) == (stands.own, stands.reported, stands.incidents) == (3, 1, 0)


def test_what_only_reports_said_by_then_is_not_counted(fake: Fake) -> None:
    at, formula = held(fake, CONDOLE)
    told = fake.say("xaa-mfa", "2020-05-01", "Something else.", evidence=Evidence.PARAPHRASED)
    use = replace(formula.uses[0], statement=told.id, rendering=told.renderings[0], how=How.REPORTED)
    fake.held_formulas[at] = replace(formula, uses=(use, *formula.uses))
    collection = Collection.read(fake)
    assert by_then(collection, collection.formulas[CONDOLE], [told]) == ()


def test_a_later_use_leaves_the_pages_of_an_earlier_incident_alone(fake: Fake, tmp_path: Path) -> None:
    old = next(one for one in fake.held_incidents if one.id == "osk-2029")
    build(fake, tmp_path / "site", now=report_fake.NOW)
    used_again(fake, CONDOLE, "2031-06-01", "tarim-2031")
    report = build(fake, tmp_path / "site", now=report_fake.NOW)
    assert f"formulas/{CONDOLE}.html" in report.written
    assert f"incidents/{old.id}.html" not in report.composed
    assert not {f"statements/{one}.html" for one in old.statements} & set(report.composed)


def test_what_an_issuer_says_later_composes_no_phrasing_that_it_does_not_use(fake: Fake, tmp_path: Path) -> None:
    build(fake, tmp_path / "site", now=report_fake.NOW)
    fake.say("xaa-mfa", "2031-06-01", "A road was opened in Tarim.", incident="tarim-2031")
    report = build(fake, tmp_path / "site", now=report_fake.NOW)
    assert not [one for one in report.composed if one.startswith("formulas/") and one.endswith(".html")]


def test_each_issuer_takes_up_a_phrasing_on_the_day_of_its_own_first_use(fake: Fake) -> None:
    used_again(fake, CONDOLE, "2031-06-01", "tarim-2031")
    days = {key: when.iso for key, when in Collection.read(fake).taken_up(CONDOLE).items() if when}
    assert sorted(days) == ["xaa-mfa", "xac-mfa"]
    assert days["xac-mfa"] == "2031-06-01"
