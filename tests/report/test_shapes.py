"""The JSON shapes of the design, key for key, and the comparison behind two of them."""

from __future__ import annotations

import json
from datetime import date

import pytest
import report_fake
from report_fake import Fake
from report_fake.sentences import known

from tracker.errors import BadConfig, UnknownId
from tracker.model import Beginning
from tracker.report.collection import Collection
from tracker.report.finding import find_issuer
from tracker.report.research.frames import Frames
from tracker.report.tables.shapes import (
    comparison_shape,
    formula_shape,
    health_shape,
    incident_shape,
    issuer_shape,
    statement_shape,
)
from tracker.report.views.checking import check
from tracker.report.views.compare import compare


@pytest.fixture
def collection(world: Fake):
    return Collection.read(world)


def test_statement_keys(collection: Collection):
    shape = statement_shape(collection, collection.statements["union-joint"])
    wanted = (
        "id aliases issuer issuer_id issuers country speaker role date incident incidents scope kind title question"
        " language text moves strength renderings"
    )
    assert set(wanted.split()) <= set(shape)
    assert {"verb_class", "intensity", "words", "negated"} <= set(shape["strength"])
    assert {"event_label", "named_target"} <= set(shape["strength"])
    rendering = "id source external_id url evidence wording outlet language text version retrieved_at sha256"
    assert set(rendering.split()) <= set(shape["renderings"][0])
    assert shape["issuers"] == [
        {"id": "union", "name": "Inter-State Union", "part": "issuer"},
        {"id": "xaa-mfa", "name": "Arvenia MFA", "part": "joined"},
    ]
    json.dumps(shape)


def test_formula_keys(collection: Collection):
    shape = formula_shape(collection, collection.formulas["f-condemn"])
    wanted = "id template language statements incidents issuers first last min_similarity measure variants passages"
    assert set(wanted.split()) <= set(shape)
    assert {"statement", "date", "issuer", "shared"} <= set(shape["first"])
    assert set(shape["variants"][0]) == {"text", "count"}
    passage = "statement rendering version start end text similarity how flags"
    assert set(passage.split()) <= set(shape["passages"][0])
    json.dumps(shape)


def test_incident_keys(collection: Collection):
    shape = incident_shape(collection, collection.incidents["tarim-2031"])
    assert {"id", "name", "date", "places", "kind", "parent", "statements", "observed", "ids"} <= set(shape)
    assert set(shape["observed"][0]) >= {"issuer", "state", "reason"}
    assert {one["state"] for one in shape["observed"]} == {"spoke", "none-found", "not-observable"}
    json.dumps(shape)


def test_health_keys(world: Fake):
    shape = next(health_shape(one) for one in report_fake.health(world) if one.source == "union-site")
    assert set(shape) >= {"source", "status", "reason", "last_good", "items", "overdue", "next_step"}
    assert shape["acknowledged_until"] is None
    assert (shape["status"], shape["overdue"], shape["last_good"]) == ("red", True, None)
    json.dumps(shape)


def test_compare_aligns_formulas_and_moves(collection: Collection):
    first, last = collection.by_issuer["xaa-mfa"][0].id, "arvenia-tarim"
    shape = comparison_shape(compare(collection, [first, last]))
    assert set(shape) >= {"statements", "rows"}
    assert [one["id"] for one in shape["statements"]] == [first, last]
    condemn = next(row for row in shape["rows"] if row["formula"] == "f-condemn")
    left, right = condemn["cells"]
    assert {"statement", "rendering", "start", "end", "text", "origins"} <= set(right)
    assert {one["kind"] for one in right["origins"]} == {"own", "new"}
    assert {"start", "end", "kind", "from", "date"} <= set(right["origins"][0])
    for cell in (left, right):
        text = collection.statements[cell["statement"]].text
        assert text[cell["start"] : cell["end"]] == cell["text"]
    loose = [row for row in shape["rows"] if row["formula"] is None]
    assert any(row["cells"][0] is None and "stands with" in row["cells"][1]["text"] for row in loose)
    json.dumps(shape)


def test_compare_needs_two_to_twelve_and_known_ids(collection: Collection):
    with pytest.raises(BadConfig, match="found 1"):
        compare(collection, ["arvenia-tarim", "arvenia-tarim"])
    with pytest.raises(UnknownId):
        compare(collection, ["arvenia-tarim", "no-such"])


def test_reported_uses_are_never_cells_of_a_comparison(collection: Collection):
    shape = comparison_shape(compare(collection, ["hanzhou-characterised", "arvenia-tarim"]))
    assert all(row["cells"][0] is None for row in shape["rows"])


def test_check_tells_repeated_from_new(collection: Collection):
    text = "Arvenia strongly condemns the attack on the Osk railway station. The moon is made of green cheese tonight."
    shape = comparison_shape(check(collection, text, language="en", known=known(collection)))
    kinds = [row["cells"][0]["origins"][0]["kind"] for row in shape["rows"]]
    assert kinds == ["matched", "new"]
    assert shape["rows"][0]["formula"] == "f-condemn"
    assert shape["rows"][0]["cells"][1]["statement"] == collection.formulas["f-condemn"].first.statement
    assert [text[r["cells"][0]["start"] : r["cells"][0]["end"]] for r in shape["rows"]] == [
        r["cells"][0]["text"] for r in shape["rows"]
    ]


@pytest.mark.parametrize(
    "asked", ["xaa-mfa", "Arvenia MFA", "arvenia  mfa", "Ministry of Foreign Affairs of Arvenia", "arvenia"]
)
def test_issuers_are_found_by_id_name_or_words(collection: Collection, asked: str):
    assert find_issuer(collection, asked) == "xaa-mfa"


def test_an_unknown_issuer_names_the_nearest(collection: Collection):
    with pytest.raises(UnknownId, match="xab-mfa"):
        find_issuer(collection, "Hanzhou navy")


def test_frames_have_the_columns_of_the_shapes(world: Fake):
    frames = Frames(world)
    statements = frames.statements()
    assert len(statements) == len(world.held_statements)
    assert {"id", "issuer", "date", "day", "moves", "verb_class", "renderings"} <= set(statements.columns)
    assert str(statements.loc[statements.id == "arvenia-tarim", "day"].iloc[0].date()) == "2031-03-14"
    assert list(frames.formulas()["incidents"]) == sorted(frames.formulas()["incidents"], reverse=True)
    assert set(frames.uses()["formula"]) == {one.id for one in world.held_formulas}
    assert len(frames.incidents()) == 3
    assert "xaa-mfa" in set(frames.issuers()["id"])
    assert "Arvenia" in frames.across("arvenia")._repr_html_()


def test_a_first_use_and_an_issuer_say_from_when_on_they_are_collected(world: Fake) -> None:
    formula = next(one for one in world.held_formulas if one.first.issuer)
    source = next(one for one in world.held_channels if one.issuer == formula.first.issuer)
    assert formula_shape(Collection.read(world), formula)["first"]["collected_since"] is None
    world.held_beginnings = [Beginning(source=source.id, day=date(2029, 5, 1))]
    collection = Collection.read(world)
    assert formula_shape(collection, formula)["first"]["collected_since"] == "2029-05-01"
    assert issuer_shape(collection, collection.issuers[formula.first.issuer])["collected_since"] == "2029-05-01"
