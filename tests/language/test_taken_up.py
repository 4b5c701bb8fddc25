"""Whom a report means by a counterpart, an envoy, "it", or an officer without a place."""

import pytest

from tracker.language.names.offices import resolve_issuer
from tracker.language.names.people import couple, read_source
from tracker.language.quoting.attributions import Attribution, attributions


def voices(text: str) -> list[tuple[str, str, str | None]]:
    return [(one.speaker, one.role, one.issuer_id) for one in attributions(text)]


def last(text: str) -> Attribution:
    return attributions(text)[-1]


def test_a_counterpart_holds_the_other_one_s_office() -> None:
    text = (
        "Norwegian Foreign Minister Ada Orlen met her Mongolian counterpart Bat Erdene on Monday.\n"
        "Bat Erdene said the crossings would open."
    )
    assert voices(text) == [("Bat Erdene", "Mongolian Foreign Minister", "mng-mfa")]


def test_two_who_speak_together_are_both_heard() -> None:
    one = last("Norwegian Foreign Minister Ada Orlen and Danish Foreign Minister Tom Hask said the strait was calm.")
    assert (one.speaker, one.issuer_id, one.others) == ("Ada Orlen", "nor-mfa", ("dnk-mfa",))


def test_one_person_of_two_offices_is_no_couple() -> None:
    assert couple("Deputy Prime Minister and Foreign Minister Ada Orlen") is None
    assert couple("President of Bosnia and Herzegovina Ada Orlen") is None


def test_the_envoy_is_who_spoke_last_although_nobody_named_him() -> None:
    text = (
        "Australian High Commissioner Ada Orlen said tents were on their way.\n"
        "Dhaka's envoy in New Delhi said two trains had left. “Neighbours act first,” the envoy said."
    )
    assert [one.issuer_id for one in attributions(text)] == ["aus-embassy", "bgd-embassy-in", "bgd-embassy-in"]


def test_the_mission_of_a_state_is_no_other_state_s() -> None:
    text = (
        "The Australian embassy said it was shocked.\nIn Geneva, the Chinese mission said it would support the appeal."
    )
    assert last(text).issuer_id == "chn-mission-geneva"


def test_it_is_the_body_that_spoke_last_and_never_an_outlet() -> None:
    ministry = "The Turkish Foreign Ministry said the road was open."
    assert last(f"{ministry} “We stand by them,” it said.").issuer_id == "tur-mfa"
    assert last(f"{ministry} Xinhua said the rest was shut. “Nothing moves,” it said.").issuer_id is None


def test_a_name_behind_the_spokesperson_takes_the_office_over() -> None:
    text = (
        "A Chinese foreign ministry spokesperson said on Tuesday China was shocked.\n"
        "Tang Yi, the spokesperson, spoke at a briefing.\n“We mourn with you,” Tang said."
    )
    assert voices(text)[-1] == ("Tang Yi", "Chinese foreign ministry spokesperson", "chn-mfa")


def test_an_embassy_sits_where_the_report_was_sent_from() -> None:
    assert last("DHAKA (Reuters) - The French embassy said it mourned the victims.").issuer_id == "fra-embassy-bd"
    assert last("PARIS (Reuters) - The French embassy said it mourned the victims.").issuer_id == "fra-embassy"


def test_an_officer_without_a_place_is_of_the_police_that_spoke() -> None:
    text = "GUWAHATI: Assam Police said a timer had been found. Director General of Police R. K. Deka said it was old."
    assert last(text).issuer_id == "ind-assam-police"


@pytest.mark.parametrize(
    ("phrase", "issuer"),
    [
        ("KP government spokesperson", "pak-khyber-pakhtunkhwa-government"),
        ("Catalan president", "esp-catalonia-government"),
        ("West Yorkshire Police", "gbr-west-yorkshire-police"),
        ("West Karsa Police", None),
        ("spokesman for the Alliance Fleuve Congo", "alliance-fleuve-congo"),
        ("Dhaka’s envoy in New Delhi", "bgd-embassy-in"),
        ("US special envoy to Syria", "usa-state"),
    ],
)
def test_bodies_beside_and_below_the_state(phrase: str, issuer: str | None) -> None:
    found = resolve_issuer(phrase)
    assert (found.id if found else None) == issuer


def test_letters_of_no_state_are_not_the_government_at_home() -> None:
    assert last("ISLAMABAD: ZQ government spokesperson Omar Hask said the road was shut.").issuer_id is None


def test_a_person_of_an_organisation_speaks_for_it_and_of_a_state_for_nobody() -> None:
    assert read_source("Ada Orlen of Human Rights Watch").name == "Ada Orlen"
    one = last("Ada Orlen of Human Rights Watch said the camp was shut.")
    assert (one.speaker, one.issuer_id) == ("Ada Orlen", "human-rights-watch")
    assert last("Ada Orlen of Norway said the camp was shut.").issuer_id is None


def test_crowds_are_no_names() -> None:
    assert voices("Villagers said they had seen two strangers.") == [("", "Villagers", None)]


def test_an_adjective_that_no_list_has_is_never_home() -> None:
    assert last("CANBERRA: Karsian Prime Minister Ada Orlen said she was grateful.").issuer_id is None
    assert last("CANBERRA: Prime Minister Ada Orlen said she was grateful.").issuer_id == "aus-pm"


def test_a_seat_in_parliament_takes_no_ministry_away() -> None:
    text = "Australian Foreign Minister Ada Orlen spoke. “It is what neighbours do,” Senator Orlen told reporters."
    assert voices(text) == [("Ada Orlen", "Australian Foreign Minister", "aus-fm")]


def test_a_state_s_own_security_council_is_not_the_united_nations() -> None:
    assert resolve_issuer("A National Security Council spokesman") is None
