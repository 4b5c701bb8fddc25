"""Clauses, sentences and names that must not run into each other: each party keeps its own words."""

import pytest

from tracker.language.quoting.attributions import Attribution, attributions


def said(text: str) -> list[tuple[str, str | None]]:
    return [(one.content, one.issuer_id) for one in attributions(text)]


def only(text: str) -> Attribution:
    (one,) = attributions(text)
    return one


@pytest.mark.parametrize("joint", [" and", ", and", ", but"])
def test_the_second_party_keeps_its_own_clause(joint: str) -> None:
    text = f"The Arab League said it was appalled{joint} the OIC said it would meet in spring."
    assert said(text) == [("it was appalled", "arab-league"), ("it would meet in spring", "oic")]


def test_what_one_party_says_of_another_stays_one_clause() -> None:
    (content, issuer), *rest = said("Norway said that Denmark had left and that Sweden would stay.")
    assert (issuer, rest) == ("nor", [])
    assert content.endswith("Sweden would stay")


def test_a_network_of_one_letter_ends_a_sentence() -> None:
    text = (
        "“We grieve,” Swedish Prime Minister Marcus Lind wrote on X. Austrian Chancellor Peter Lang said he would help."
    )
    assert [(one.speaker, one.issuer_id) for one in attributions(text)] == [
        ("Marcus Lind", "swe-pm"), ("Peter Lang", "aut-pm"),
    ]  # fmt: skip


def test_names_with_any_letters_can_be_sources() -> None:
    assert only("Türkiye said it would send tents.").issuer_id == "tur"
    assert only("“Read before you sign,” Bárdos told journalists.").speaker == "Bárdos"


def test_the_name_behind_a_body_that_an_office_is_at() -> None:
    one = only("“Look here,” Norwegian Permanent Representative to the United Nations Gleb Ryaz said.")
    assert (one.speaker, one.role) == ("Gleb Ryaz", "Norwegian Permanent Representative to the United Nations")


def test_two_offices_of_one_person_are_one_role() -> None:
    one = only("Deputy Prime Minister and Foreign Minister Babar Aslam said the region was calm.")
    assert one.role == "Deputy Prime Minister and Foreign Minister"


def test_a_claim_before_the_name_and_its_hearers() -> None:
    one = only("The king has been told of the flood, Norwegian government spokesman Kirill Zot told reporters.")
    assert (one.content, one.speaker) == ("The king has been told of the flood", "Kirill Zot")
