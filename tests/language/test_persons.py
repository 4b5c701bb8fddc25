"""Persons: one value for a person's names, and the office of the day."""

from __future__ import annotations

import re

import pytest

from tracker.language.names.offices import issuer_of_id
from tracker.language.names.persons import Person, Tenure, canonical_name, person_named, persons


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("毛宁", "Mao Ning"),
        ("Mao Ning", "Mao Ning"),
        ("Mohammad Shehbaz Sharif", "Shehbaz Sharif"),
        ("Sharif", "Sharif"),
        ("Ada  Orlen", "Ada Orlen"),
        ("", ""),
    ],
)
def test_names_of_one_person_meet(name: str, canonical: str) -> None:
    assert canonical_name(name) == canonical


def test_a_surname_alone_is_nobody() -> None:
    assert person_named("Sharif") is None
    assert person_named("Mao") is None


def test_the_office_is_that_of_the_day() -> None:
    person = Person(
        names=("Ada Orlen",),
        pronoun="she",
        tenures=(
            Tenure(issuer="nor-pm", role="prime minister", since="2012", until="2020-06"),
            Tenure(issuer="nato", role="secretary general", since="2020-10"),
        ),
    )
    assert [
        person.office(day).issuer for day in ("2015-01-01", "2020-06-30", "2021-02-01", "") if person.office(day)
    ] == [
        "nor-pm",
        "nor-pm",
        "nato",
        "nato",
    ]
    assert person.office("2020-08-01") is None
    assert (person.issuer, person.role) == ("nato", "secretary general")


def test_the_directory_holds_together() -> None:
    people = {id(person): person for person in persons().values()}.values()
    assert sum(len(person.names) for person in people) == len(persons()), "a name stands for two persons"
    for person in people:
        assert person.pronoun in {"he", "she"}, person.name
        for tenure in person.tenures:
            assert issuer_of_id(tenure.issuer) is not None, (person.name, tenure.issuer)
            assert all(re.fullmatch(r"(\d{4}(-\d\d){0,2})?", moment) for moment in (tenure.since, tenure.until))
            assert not tenure.until or tenure.since <= tenure.until, person.name
