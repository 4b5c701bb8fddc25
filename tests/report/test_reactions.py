"""Who spoke on what evidence, how soon, with which answers: the JSON of an incident."""

from dataclasses import replace
from typing import Any

from tracker.model import Evidence, How, Observation, Observed
from tracker.report.collection import Collection
from tracker.report.links import page as page_of
from tracker.report.tables.shapes import incident_shape
from tracker.report.views.formula import formula_page
from tracker.report.views.incident import incident_page


def shape(world: Any) -> dict[str, Any]:
    held = Collection.read(world)
    return incident_shape(held, held.incidents["tarim-2031"])


def test_who_spoke_has_evidence_statements_and_a_lag(world: Any):
    row = next(one for one in shape(world)["observed"] if one["issuer"] == "xaa-mfa")
    assert row["evidence"] == "official"
    assert row["as_reported_by"] is None
    assert "arvenia-tarim" in row["statements"]
    assert row["lag"]["hours"] is not None or row["lag"]["days"] is not None


def test_one_who_is_only_reported_to_have_spoken_is_shown_as_reported(world: Any):
    at = next(i for i, one in enumerate(world.held_statements) if one.issuer == "xad-mfa" and one.incidents)
    world.held_statements[at] = replace(world.held_statements[at], evidence=Evidence.CHARACTERISED)
    world.held_observations.append(Observation(incident="tarim-2031", issuer="xad-mfa", state=Observed.SPOKE))
    found = shape(world)
    row = next(one for one in found["observed"] if one["issuer"] == "xad-mfa")
    assert row["state"] == "spoke"
    said = next(one for one in found["said"] if one["statement"] == world.held_statements[at].id)
    assert {answer["state"] for answer in said["answers"].values()} <= {"reported", "unknown"}
    assert said["missing"] == []


def test_every_statement_answers_six_questions(world: Any):
    for one in shape(world)["said"]:
        assert set(one["answers"]) == {"condemn", "terrorism", "names", "condole", "backs", "restraint"}
        assert set(one["lag"]) == {"hours", "days", "text"}


def test_a_phrasing_that_is_earliest_by_report_alone_is_listed_as_reported(world: Any):
    at = next(i for i, one in enumerate(world.held_formulas) if one.id == "f-justice")
    formula = world.held_formulas[at]
    told = next(i for i, one in enumerate(world.held_statements) if one.id == formula.first.statement)
    world.held_statements[told] = replace(world.held_statements[told], evidence=Evidence.PARAPHRASED)
    uses = tuple(
        replace(one, how=How.REPORTED) if one.statement == formula.first.statement else one for one in formula.uses
    )
    world.held_formulas[at] = replace(formula, uses=uses, statements=1)
    held = Collection.read(world)
    row = next(one for one in incident_page(held, held.incidents["tarim-2031"]).shared if "justice" in one.href)
    assert ", as reported by " in row.earliest
    counted, once = row.by_then.rsplit(" · ", 1)
    assert counted == "1 statement and 1 as reported · 2 incidents (1 by report alone)"
    assert once.startswith("in own words once; elsewhere as reported by ")
    own = next(one for one in uses if one.how is not How.REPORTED)
    page = formula_page(held, held.formulas["f-justice"])
    assert page.own_words is not None
    assert page.own_words.href == page_of("statements", own.statement)
