"""Quotations that stand alone: whose they are, and when nobody can tell."""

from __future__ import annotations

import pytest

from tracker.language.quoting.attributions import Attribution, attributions
from tracker.terms import Evidence


def heard(text: str) -> list[tuple[str, str]]:
    return [(one.content, one.speaker) for one in attributions(text) if one.direct]


def rule(one: Attribution) -> str:
    return one.rule.partition("/")[0]


def test_paragraphs_opened_anew_go_on_for_their_speaker_as_surely_as_he_began() -> None:
    text = "“This is grave,” Ada Orlen said. “We mourn them.\n\n“We shall not forget.\n\n“Never.”\n\nIt rained."
    found = attributions(text)
    assert [one.content for one in found] == ["This is grave,", "We mourn them.", "We shall not forget.", "Never."]
    assert {one.speaker for one in found} == {"Ada Orlen"}
    assert [rule(one) for one in found[2:]] == ["open-paragraph"] * 2
    assert min(one.confidence for one in found) > 0.65


def test_the_paragraph_above_may_carry_a_quotation_and_one_further_up_does_not() -> None:
    said = "“This is grave,” Ada Orlen said."
    bare = "“We shall not forget those who stayed with us.”"
    assert heard(f"{said}\n\n{bare}")[1:] == [(bare[1:-1], "Ada Orlen")]
    assert heard(f"{said}\n\nThe road to the town was closed for the night.\n\n{bare}")[1:] == []


@pytest.mark.parametrize("heading", ["‘A long way home’", "“A long way home”", "‘Never.’"])
def test_a_short_line_in_marks_is_a_heading(heading: str) -> None:
    assert heard(f"“This is grave,” Ada Orlen said.\n\n{heading}\n\nIt rained.") == [("This is grave,", "Ada Orlen")]


@pytest.mark.parametrize(
    "lead",
    [
        "The foreign ministry’s statement reads:",
        "In a statement, the foreign ministry said:",
        "The foreign ministry was blunt:",
        "The foreign ministry wrote on its official X account:",
    ],
)
def test_a_line_that_ends_in_a_colon_announces_whose_the_next_is(lead: str) -> None:
    found = [one for one in attributions(f"{lead}\n\n“We condemn this attack on our people.”") if one.direct]
    assert [one.content for one in found] == ["We condemn this attack on our people."]
    assert "ministry" in found[0].source


def test_a_block_without_marks_is_listed_as_reported() -> None:
    text = "Ada Orlen said in a letter:\n\nWe condemn this attack on our people. They will be with us.\n\nIt rained."
    [found] = attributions(text)
    assert (found.evidence, found.direct, rule(found)) == (Evidence.PARAPHRASED, False, "block")
    assert found.content == "We condemn this attack on our people. They will be with us."


def test_what_the_reporter_goes_on_with_after_a_colon_is_not_a_block() -> None:
    told = attributions("Ada Orlen said in a letter:\n\nThe mayor said that the road was closed.")
    assert [(one.source, one.direct) for one in told] == [("The mayor", False)]
    assert attributions("Here is what we know:\n\nThe road was closed on Monday.") == []


def test_an_interviews_answers_are_their_labels_words() -> None:
    text = (
        "The ministry held a briefing.\n\nQUESTION: Any comment?\n\nMAO NING: We condemn it.\n\nOur people mourn.\n\n"
        "QUESTION: Will you help?\n\nMAO NING: We will.\n\nThe briefing ended at noon."
    )
    assert heard(text) == [("We condemn it.\n\nOur people mourn.", "Mao Ning"), ("We will.", "Mao Ning")]


def test_a_dateline_is_no_label() -> None:
    text = "BEIJING: The ministry closed its gates on Monday.\n\nISLAMABAD: Rain fell all night."
    assert attributions(text) == []


def test_a_quotation_that_nobody_closed_is_less_sure() -> None:
    [lost] = attributions("“We condemn this attack, Ada Orlen said on Monday.")
    [whole] = attributions("“We condemn this attack,” Ada Orlen said on Monday.")
    assert lost.content == whole.content == "We condemn this attack,"
    assert lost.confidence < whole.confidence


def test_a_short_line_in_other_marks_than_the_doubled_ones_before_is_a_heading() -> None:
    text = "''If I were young, I would mend nets,'' Ada Orlen said.\n\n'A hard choice.'\n\nTrains ran late that day."
    assert [one.content for one in attributions(text) if one.direct] == ["If I were young, I would mend nets,"]
