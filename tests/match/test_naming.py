from datetime import date

import pytest

from tracker.match.incidents.eventwords import kind_of
from tracker.match.incidents.naming import Naming, incident_name, named_person, named_thing, stretch

DAY = date(2031, 3, 14)


def name(kind: str, *, thing: str = "", place: str = "Oslo", several: bool = False, last: date = DAY) -> str:
    return incident_name(
        Naming(kind=kind_of(kind), several=several, thing=thing, place=place, first=DAY, last=last, exact=True)
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (name("attack"), "Attack in Oslo, 14 March 2031"),
        (name("attack", several=True, last=date(2031, 3, 15)), "Attacks in Oslo, 14-15 March 2031"),
        (name("hijacking", thing="Bergen Express"), "Hijacking of the Bergen Express, 14 March 2031"),
        (name("attack", thing="Grand Hotel"), "Attack on the Grand Hotel in Oslo, 14 March 2031"),
        (name("bombing", thing="Oslo Station"), "Bombing at the Oslo Station, 14 March 2031"),
        (name("launch", place="Norway"), "Missile launch by Norway, 14 March 2031"),
        (name("downing", place="Norway"), "Downing over Norway, 14 March 2031"),
        (name("death", thing="Kari Nord"), "Death of Kari Nord, 14 March 2031"),
    ],
)
def test_incidents_are_named_as_people_name_them(given: str, expected: str):
    assert given == expected


def test_days_are_written_once():
    assert stretch(DAY, date(2031, 4, 1), exact=True) == "14 March-1 April 2031"
    assert stretch(DAY, date(2032, 1, 1), exact=True) == "14 March 2031-1 January 2032"
    assert stretch(DAY, DAY, exact=False) == "March 2031"
    assert stretch(None, None, exact=False) == ""


def test_a_thing_is_named_that_two_texts_in_five_name():
    texts = ["The attack on the Bergen Express ended.", "Militants stopped the Bergen Express.", "An attack."]
    assert named_thing(texts, kind_of("hijacking")) == "Bergen Express"
    assert named_thing([*texts[1:], *(["An attack."] * 4)], kind_of("hijacking")) == ""


def test_whose_death_it_is_is_no_office():
    told = [("death of", "We mourn the death of former Prime Minister Kari Nord.")]
    assert named_person(told, kind_of("death")) == "Kari Nord"
    assert named_person([("death of", "We mourn the death of the Prime Minister.")], kind_of("death")) == ""
    assert named_person(told, kind_of("attack")) == ""


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the death of Mr. Ola Velm.", "Ola Velm"),
        ("the death of Her Highness Sheikha Ola Velm.", "Ola Velm"),
        ("the death of Karsan citizen Ola Velm.", "Ola Velm"),
        ("the death of Karsan Citizen Ola Velm.", "Ola Velm"),
        ("the death of Velm Daily.", ""),
        ("the death of Human Rights.", ""),
    ],
)
def test_an_event_is_named_after_a_person_without_address_and_after_no_body(words: str, name: str):
    assert named_person([("death of", words)], kind_of("death")) == name
