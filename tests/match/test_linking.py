from dataclasses import replace
from datetime import date

import pytest

from tracker.language.names.gazetteer import default_gazetteer
from tracker.match.incidents.linking import Known, Why, propose
from tracker.model import Incident, OutsideEvent, When

INCIDENT = Incident(
    id="i-1", name="Bombing in Quetta", start=When("2031-03-14"), end=When("2031-03-15"),
    places=("Quetta", "Balochistan", "Pakistan"), kind="bombing",
)  # fmt: skip
KNOWN = Known(incident=INCIDENT, text="The Red Front said that it had done it.", tolls=frozenset({12}))


def event(value: str = "PAK1", day: str = "2031-03-14", until: str = "", **more: object) -> OutsideEvent:
    values = {"country": "Pakistan", "places": ("Quetta", "Balochistan"), "kind": "Suicide bomb"} | more
    return OutsideEvent(
        scheme="acled", value=value, first=date.fromisoformat(day), last=date.fromisoformat(until or day), **values,
    )  # type: ignore[arg-type]  # tests name fields freely  # fmt: skip


def reasons(*events: OutsideEvent, known: Known = KNOWN) -> list[dict[Why, str]]:
    return [dict(one.reasons) for one in propose([known], events, gazetteer=default_gazetteer())]


def test_day_place_kind_actor_and_toll_speak_for_a_row():
    [found] = reasons(event(actors=("RF: Red Front",), killed=12))
    assert found == {
        Why.DAY: "2031-03-14", Why.PLACE: "Quetta", Why.KIND: "Suicide bomb", Why.ACTOR: "Red Front", Why.TOLL: "12",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "until", "why"),
    [
        ("2031-03-15", "", Why.DAY),
        ("2031-03-13", "", Why.NEXT_DAY),
        ("2031-03-16", "", Why.NEXT_DAY),
        ("2031-03-01", "2031-03-31", Why.WITHIN),
    ],
)
def test_days_are_compared_as_stretches(day: str, until: str, why: Why):
    [found] = reasons(event(day=day, until=until, actors=("Red Front",)))
    assert why in found


@pytest.mark.parametrize(
    "other",
    [
        event(day="2031-03-18"),
        event(country="Nigeria", places=("Kano",)),
        event(places=("Lahore", "Punjab")),
        event(places=("Lahore",), kind="Peaceful protest", actors=("Protesters (Pakistan)", "Government of Pakistan")),
    ],
)
def test_another_day_another_state_or_nothing_but_the_state_is_no_proposal(other: OutsideEvent):
    assert reasons(other) == []


@pytest.mark.parametrize("name", ["QUETTA", "Quetta District", "Quétta"])
def test_names_of_places_meet_in_other_spellings(name: str):
    [found] = reasons(event(places=(name,)))
    assert found[Why.PLACE] == name


def test_the_best_come_first_whatever_the_order_of_rows():
    rows = [event("PAK1", day="2031-03-13"), event("PAK2"), event("PAK3", places=("Balochistan",), kind="")]
    best = [one.event.value for one in propose([KNOWN], rows, gazetteer=default_gazetteer(), most=2)]
    assert best == ["PAK2", "PAK3"]
    turned = propose([KNOWN], [*rows[::-1], rows[1]], gazetteer=default_gazetteer(), most=2)
    assert [one.event.value for one in turned] == best


def test_an_id_that_the_incident_has_is_not_proposed_again():
    linked = Known(incident=Incident(
        id="i-1", name="x", start=When("2031-03-14"), end=None, places=("Quetta",), ids=(("acled", "PAK1"),)
    ))  # fmt: skip
    assert reasons(event(), known=linked) == []


@pytest.mark.parametrize("change", [{"kind": "earthquake"}, {"start": None, "end": None}])
def test_earthquakes_and_days_unknown_have_nothing_to_link(change: dict[str, object]):
    assert reasons(event(), known=Known(incident=replace(INCIDENT, **change))) == []  # type: ignore[arg-type]
