"""When something was said, and speech that an article only recalls."""

from __future__ import annotations

import pytest

from tracker.language.quoting.attributions import Attribution, attributions


def only(text: str) -> Attribution:
    found = attributions(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "Last month, Norway agreed to share intelligence with Chile.",
        "Ada Orlen said in March that the border would stay open.",
        "Ada Orlen had said the border would stay open.",
        "Ada Orlen has repeatedly said the border would stay open.",
        "Norway has been urging Chile to close the border.",
        "“The border stays open,” Ada Orlen said two years ago.",
    ],
)
def test_speech_of_another_occasion_is_recalled(text: str) -> None:
    assert only(text).recalled


@pytest.mark.parametrize(
    "text",
    [
        "Ada Orlen said on Monday that the border would stay open.",
        "Ada Orlen has said the border would stay open.",
        "Norway condemned the attack and blamed rebels for it.",
        "Ada Orlen said the border had been closed last month.",
        "Ada Orlen says the border will stay open.",
    ],
)
def test_speech_of_the_day_is_not(text: str) -> None:
    assert not any(one.recalled for one in attributions(text))


def test_a_present_among_past_tenses_is_what_somebody_always_says() -> None:
    text = "Ada Orlen said the border would stay open.\nThe group alleges that their land is exploited."
    assert [one.recalled for one in attributions(text)] == [False, True]


def test_the_time_beside_the_verb_is_that_of_the_utterance() -> None:
    text = "Norway on Tuesday condemned the attack of last Friday."
    found = attributions(text)[0]
    assert text[found.said_start : found.said_end] == "on Tuesday"
    bare = only("Norway condemned the attack.")
    assert bare.said_start == bare.said_end


def test_single_marks_in_pairs_are_quotation_marks() -> None:
    text = "''We shall not forget it,'' said Ada Orlen, a minister. ''They said, 'No more.'''"
    first, second = attributions(text)
    assert (first.content, first.speaker, first.direct) == ("We shall not forget it,", "Ada Orlen", True)
    assert (second.content, second.direct) == ("They said, 'No more.'", True)
    assert attributions("He is 5'10'' tall and 6'2'' wide.") == []
