"""Who speaks: names, titles, pronouns and bodies of one article."""

from __future__ import annotations

import pytest

from tracker.language.names.people import read_source
from tracker.language.quoting.attributions import Attribution, attributions


def said(text: str, *, day: str = "") -> list[Attribution]:
    return attributions(text, day=day)


@pytest.mark.parametrize(
    ("phrase", "name", "role", "rank"),
    [
        ("Karsan Foreign Ministry spokesperson Ada Orlen", "Ada Orlen", "Karsan Foreign Ministry spokesperson", ""),
        ("Ada Orlen, a Norwegian ministry spokesperson", "Ada Orlen", "Norwegian ministry spokesperson", ""),
        ("General Orlen, in his remarks", "Orlen", "", "General"),
        ("US Ambassador to the Philippines Tom Hask", "Tom Hask", "US Ambassador to the Philippines", ""),
        ("the Gulf envoy, Hafiz Orlen", "Hafiz Orlen", "Gulf envoy", ""),
        ("Saudi Foreign Minister Prince Omar bin Ali al-Velmi", "Omar bin Ali al-Velmi", "Saudi Foreign Minister", ""),
        ("Hezbollah lawmaker Omar Hask", "Omar Hask", "Hezbollah lawmaker", ""),
        ("ISPR director general Lt Gen Omar Hask", "Omar Hask", "ISPR director general", "Lt Gen"),
        ("Minister of Karsa Sheikh Omar Velm", "Omar Velm", "Minister of Karsa", ""),
        ("Ms Ada Orlen of the Karsan Food Fund", "Ada Orlen", "", ""),
        ("The Velmadaw", "", "", ""),
        ("Human Rights Watch", "", "", ""),
        ("the Karsan Liberation Army (KLA)", "", "", ""),
    ],
)
def test_a_phrase_is_name_role_and_rank(phrase: str, name: str, role: str, rank: str) -> None:
    found = read_source(phrase)
    assert (found.name, found.role, found.rank) == (name, role, rank)


def test_a_title_and_a_pronoun_mean_the_person_who_holds_it() -> None:
    text = (
        "Norwegian Foreign Minister Tom Hask met his visitor.\n“We had talks on Monday,” Hask said.\n"
        "Leila Velm, a spokeswoman for Iran's foreign ministry, said the courts would decide.\n"
        "“Nobody is above the law,” she said.\nThe minister said talks would go on for weeks.\n"
        "He said that trade was growing again."
    )
    assert [(one.speaker, one.issuer_id) for one in said(text)] == [
        ("Tom Hask", "nor-mfa"),
        ("Leila Velm", "irn-mfa"),
        ("Leila Velm", "irn-mfa"),
        ("Tom Hask", "nor-mfa"),
        ("Tom Hask", "nor-mfa"),
    ]


def test_two_of_one_surname_stay_apart() -> None:
    text = (
        "Pakistan's Prime Minister Omar Velm spoke.\n“We shall act at once,” Omar Velm said.\n"
        "His brother, former prime minister Ali Velm, disagreed.\n“We should talk to them,” Ali Velm said."
    )
    assert [(one.speaker, one.issuer_id) for one in said(text)] == [("Omar Velm", "pak-pm"), ("Ali Velm", None)]


def test_an_abbreviation_that_the_article_explains_is_one_issuer() -> None:
    text = "The Karsan Resistance Front (KRF) said it held the town.\nKRF spokesman Omar Hask said it would stay there."
    assert {one.issuer_id for one in said(text)} == {"karsan-resistance-front"}


def test_an_office_without_its_state_is_that_of_the_datelines_own_papers() -> None:
    words = "“We have closed the road,” Information Minister Omar Hask said."
    assert said(f"LAHORE: {words}")[0].issuer_id == "pak-information"
    assert said(f"LAHORE (Reuters) - {words}")[0].issuer_id is None
    assert said(words)[0].issuer_id is None


def test_the_day_decides_which_office_the_directory_gives() -> None:
    words = "“We must act together now,” Mark Rutte said."
    assert said(words, day="2025-03-01")[0].issuer_id == "nato"
    assert said(words, day="2015-03-01")[0].issuer_id == "nld-pm"
    assert said("“We must act together now,” Senator Mark Rutte said.", day="2025-03-01")[0].issuer_id is None


@pytest.mark.parametrize(
    "source",
    [
        "A senior Pakistani official, who asked not to be named,",
        "Tom Hask, a former British ambassador to Yemen,",
        "Omar Hask, the president of the American Traders Association,",
        "Local residents",
        "Pakistani state radio",
        "Florida Sen. Tom Hask",
    ],
)
def test_nobodys_words_are_no_states(source: str) -> None:
    found = said(f"{source} said that the talks had failed again.")
    assert [(one.issuer_id, one.country) for one in found] in ([(None, None)], [])


def test_offices_below_the_state_are_not_the_state() -> None:
    assert (
        said("The Balochistan government said that two roads were closed.")[0].issuer_id == "pak-balochistan-government"
    )
    assert said("Ohio Secretary of State Tom Hask said that votes were counted.")[0].issuer_id == "usa-ohio-government"


def test_an_office_held_under_somebody_is_not_that_persons() -> None:
    text = (
        "Tom Hask, the US secretary of state under President Orlen, spoke.\nOrlen said that the talks had failed again."
    )
    assert said(text)[-1].issuer_id is None
