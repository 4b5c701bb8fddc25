"""People called like a state, words that no name is, and whom a body's friends do not speak for."""

from __future__ import annotations

import pytest

from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.names.namesakes import bare_state, is_common, namesakes
from tracker.language.names.offices import resolve_issuer
from tracker.language.quoting.attributions import Attribution, attributions


def said(text: str) -> list[Attribution]:
    return attributions(text, gazetteer=default_gazetteer())


@pytest.mark.parametrize(
    "text",
    [
        "Ola Malta, a researcher, called the law weak. “It will fail,” Malta said.",
        "Rep. Ola Jordan (K-Velm) was not amused. “It will fail,” Jordan said.",
        "The room fell silent as Ola Chad, 42, rose. “It will fail,” Mr. Chad said.",
    ],
)
def test_a_person_called_like_a_state_speaks_for_none(text: str) -> None:
    last = said(text)[-1]
    assert last.speaker.startswith("Ola ")
    assert last.issuer_id is None


@pytest.mark.parametrize(
    "text",
    [
        "“It will fail,” Malta said.",
        "Neighbouring Malta said it would help.",
        "Overnight Malta said it had found the ship.",
        "Rockets Hit Malta, the islanders fled.\n“It will fail,” Malta said.",
        "Our reporters went to Malta. Minister Ola Berg waited. “It will fail,” Malta said.",
    ],
)
def test_a_state_stays_one_where_nobody_is_called_so(text: str) -> None:
    assert said(text)[-1].issuer_id == "mlt"


def test_only_full_names_beside_apposition_age_title_or_verb_are_namesakes() -> None:
    assert namesakes("Ola Malta, a researcher, left.", ()) == {"Malta": "Ola Malta"}
    assert namesakes("Ola Malta said no. She went to Malta.", ()) == {}
    assert namesakes("Modern Malta, a republic, said no.", ()) == {}
    assert namesakes("North Korea, a state, said no.", ()) == {}
    assert namesakes("Nobody.", ("Steve Jordan",)) == {"Jordan": "Steve Jordan"}


def test_an_adjective_before_a_state_is_left_out() -> None:
    assert bare_state("Neighbouring Malta") == "Malta"
    assert bare_state("South Africa") == "South Africa"
    assert bare_state("Ola Malta") == "Ola Malta"


def test_a_word_that_only_opens_its_sentence_is_no_name() -> None:
    assert is_common("Doctors", "Doctors said so.")
    assert not is_common("Perkins", "Perkins said so. We met Ada Perkins there.")
    assert not is_common("Orlen", "Orlen said so.")
    assert [one.speaker for one in said("Doctors said that it was late. Several said that it was early.")] == ["", ""]


def test_who_stands_before_a_relative_clause_is_no_adverb() -> None:
    text = "However, a lawyer who had defended others said it was unclear. “It is not,” he said."
    assert "However" not in {one.speaker for one in said(text)}


@pytest.mark.parametrize(
    "phrase",
    [
        "Karsan Unity Party donor",
        "member of the Karsan Unity Party",
        "EP member",
        "US campaign officials",
        "White House press secretary for Ola P. Hask",
        "Ministry spokesman under President Ola Hask",
    ],
)
def test_friends_members_and_former_staff_speak_for_no_body(phrase: str) -> None:
    assert resolve_issuer(phrase) is None


def test_a_minister_who_is_also_a_member_speaks_as_minister() -> None:
    issuer = resolve_issuer("member of the Political Bureau and Norwegian foreign minister")
    assert issuer is not None
    assert issuer.id == "nor-mfa"


def test_a_state_inside_the_state_has_its_own_law_officers() -> None:
    text = (
        "New York Attorney General Ada Orlen said it was a fraud.\n"
        "Ola Berg, president of Carpenters Local 9 in Albany, said that it was not."
    )
    assert [one.issuer_id for one in said(text)] == ["usa-new-york-government", None]
    assert [one.issuer_id for one in said("North Carolina election officials said turnout was high.")] == [
        "usa-north-carolina-government"
    ]


def test_the_body_named_last_is_meant_whether_it_spoke_or_not() -> None:
    text = (
        "Norwegian Defence Minister Ada Lund said it would help. Sweden’s foreign ministry weighed in.\n"
        "“They should keep their promises,” the ministry said."
    )
    assert [one.issuer_id for one in said(text)] == ["nor-mod", "swe-mfa"]


def test_a_surname_that_is_a_title_makes_no_crown() -> None:
    found = said("“I like it,” said Representative Ola T. King of Velm.")[0]
    assert (found.speaker, found.issuer_id) == ("Ola T. King", None)


@pytest.mark.parametrize(
    "text",
    [
        "OSLO, Dec. 8 (Wire) — In response to the plan, a friend rallied supporters, saying: “We have to be ready.”",
        "Ola Velm, whose brother died at the port in Bergen, Norway, discussed the case with a host.",
    ],
)
def test_a_place_that_tells_where_something_is_speaks_for_nobody(text: str) -> None:
    assert {one.issuer_id for one in said(text)} <= {None}


def test_a_body_begins_with_its_own_sentence() -> None:
    text = "She went to Bergen. The Swedish government had moved. Later the government denied that it knew."
    assert said(text)[-1].issuer_id == "swe-government"
