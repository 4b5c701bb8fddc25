"""Codes of other data sets: numbers of states on their days, and events that are never ours."""

from __future__ import annotations

import pytest
from report_fake import Fake

from tracker.model import Evidence, Move, VerbClass, When
from tracker.report.collection import Collection
from tracker.report.tables.codes import event_code, state_codes
from tracker.report.tables.export import rows


@pytest.mark.parametrize(
    ("country", "day", "cowc", "cown", "gwn"),
    [
        ("USA", "2024-01-01", "USA", 2, 2),
        ("CHN", "2025-03", "CHN", 710, 710),
        ("PAK", "", "PAK", 770, 770),
        ("KOR", "2020", "ROK", 732, 732),
        ("GBR", "2024-05-06T12:00Z", "UKG", 200, 200),
        ("VNM", "", "DRV", 816, 816),
        # Germany: two numbers of Correlates of War, one of Gleditsch and Ward.
        ("DEU", "1990-10-02", "GFR", 260, 260),
        ("DEU", "1990-10-03", "GMY", 255, 260),
        ("DEU", "1990", "GMY", 255, 260),
        ("YEM", "1989", "YAR", 678, 678),
        ("YEM", "", "YEM", 679, 678),
        ("SRB", "2006-06-04", "YUG", 345, 345),
        ("SRB", "2006-06-05", "YUG", 345, 340),
        ("SRB", "2006", "YUG", 345, 340),
        ("SDN", "2010", "SUD", 625, 625),
        ("SDN", "", "SUD", 625, 625),
        ("SSD", "2011-07-09", "SSD", 626, 626),
        ("KIR", "", "KIR", 946, 970),
        ("TON", "", "TON", 955, 972),
        ("TUV", "", "TUV", 947, 973),
        # Before it was a state, and what is in neither list.
        ("SSD", "2011-07-08", "", None, None),
        ("XKX", "2007", "", None, None),
        ("PSE", "", "", None, None),
        ("XAA", "", "", None, None),
    ],
)
def test_states_have_the_numbers_of_their_day(country: str, day: str, cowc: str, cown: int | None, gwn: int | None):
    found = state_codes(country, When(day) if day else None)
    assert (found.iso3, found.cowc, found.cown, found.gwn) == (country, cowc, cown, gwn)


def test_an_organisation_has_none():
    assert state_codes(None, None).iso3 == ""


def test_moves_have_events_where_there_is_one():
    assert event_code(Move.CONDEMN, VerbClass.CONDEMN).cameo == "111"
    assert event_code(Move.CONDEMN, VerbClass.REJECT).event == "REJECT"
    assert event_code(Move.DEMAND, VerbClass.NONE).event == "REQUEST"
    for move in (Move.CONCERN, Move.PRINCIPLE, Move.DENY, Move.INFORM, Move.OTHER):
        code = event_code(move, VerbClass.NONE)
        assert (code.event, code.mode, code.cameo) == ("", "", "")


def test_a_reporters_words_are_no_event_and_have_no_strength(world: Fake):
    world.say(
        "xab-mfa",
        "2031-03-16",
        "Hanzhou condemns the attack.",
        incident="tarim-2031",
        evidence=Evidence.PARAPHRASED,
        name="told",
    )
    collection = Collection.read(world)
    assert "told" not in {row["statement"] for row in rows(collection, "moves")}
    told = [row for row in rows(collection, "passages") if row["statement"] == "told"]
    assert told
    assert all(row["verb_class"] is None and row["negated"] is None for row in told)
    assert next(row for row in rows(collection, "corpus") if row["doc_id"] == "told")["verb_class"] is None


def test_what_is_negated_says_so(world: Fake):
    world.say("xaa-mfa", "2031-03-17", "We do not condemn the attack.", name="not")
    coded = [
        row for row in rows(Collection.read(world), "moves") if row["statement"] == "not" and row["cameo"] == "111"
    ]
    assert [row["plover_context"] for row in coded] == [["negated"]]


def test_passims_names(world: Fake):
    found = [row for row in rows(Collection.read(world), "uses") if row["formula"] == "f-condemn"]
    assert {row["cluster"] for row in found} == {"f-condemn"}
    assert {row["size"] for row in found} == {4}
    assert all(row["begin"] == row["start"] for row in found)
    first = next(row for row in found if row["src"] is None)
    assert {row["src"] for row in found if row is not first} == {first["statement"]}
    # Two of four uses are of one issuer: one pair of six.
    assert {row["pboiler"] for row in found} == {round(1 / 6, 4)}
