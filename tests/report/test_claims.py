"""Tolls of an incident stay what somebody reports: with the outlet, with who says so there, and of this event only."""

from typing import Any

import pytest

from tracker.language.evaluating.tolls import Told
from tracker.model import Evidence, Form, Incident, Party, Rendering, Statement, When
from tracker.report.collection import Collection
from tracker.report.views.claims import Claim, claims, claims_shape

TEXT = (
    "VELD, March 15 (Osk Wire) Gunmen killed 37 people in Veld on Friday. “We have taken 40 hostages,” the Red Front"
    " said. The March 2019 bombing in which 9 people were killed was never solved."
)
DAY = When("2031-03-14")


@pytest.fixture
def held(world: Any) -> Collection:
    fake = type(world)
    start = TEXT.index("“We")
    article = Rendering(
        id="wire.1", source="wire", form=Form.ARTICLE, text=TEXT, outlet="Osk Wire", published=When("2031-03-15")
    )
    quote = Rendering(
        id="wire.1.q", source="wire", form=Form.EXCERPT, evidence=Evidence.QUOTED, parent="wire.1", outlet="Osk Wire",
        text="We have taken 40 hostages,", start=start, end=start + 28, parties=(Party("red-front"),),
    )  # fmt: skip
    official = Rendering(
        id="xaa.1", source="xaa", text="We mourn the 38 people who were killed in Veld.", published=When("2031-03-16"),
        parties=(Party("xaa-mfa"),),
    )  # fmt: skip
    said = [
        Statement(id="wire.1.q", text=quote.text, parties=quote.parties, renderings=("wire.1.q",)),
        Statement(id="xaa.1", text=official.text, parties=official.parties, renderings=("xaa.1",)),
    ]
    incident = Incident(id="i", name="Veld", start=DAY, end=DAY, statements=("wire.1.q", "xaa.1"))
    return Collection.read(
        fake(held_statements=said, held_renderings=[article, quote, official], held_incidents=[incident])
    )


def found(held: Collection) -> dict[int | None, Claim]:
    return {one.value: one for one in claims(held, held.incidents["i"])}


def test_each_number_keeps_its_reporter_and_differing_ones_stand_side_by_side(held: Collection):
    assert sorted(number for number in found(held) if number) == [37, 38, 40]
    assert (found(held)[37].outlet, found(held)[37].issuer) == ("Osk Wire", None)
    assert (found(held)[38].outlet, found(held)[38].issuer) == ("", "xaa-mfa")


def test_a_number_inside_a_quotation_is_its_speakers(held: Collection):
    hostages = found(held)[40]
    assert (hostages.what, hostages.issuer, hostages.statement) == (Told.HOSTAGES, "red-front", "wire.1.q")


def test_the_dead_of_another_time_are_not_this_incidents(held: Collection):
    assert 9 not in found(held)


def test_programs_get_words_and_place(held: Collection):
    one = next(row for row in claims_shape(held, held.incidents["i"]) if row["value"] == 37)
    assert one["as_reported_by"] == "Osk Wire"
    assert TEXT[one["start"] : one["end"]] == one["words"]
