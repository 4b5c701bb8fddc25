"""What the grid asks: each question with a sentence that says it and one that only looks so."""

import pytest

from tracker.language.evaluating.asked import Asked, answerable, reply


@pytest.mark.parametrize(
    ("question", "language", "says", "words", "seems"),
    [
        (Asked.CONDEMN, "en", "We strongly condemn the raid.", "strongly condemn", "The condemnation of Dorn by Osk."),
        (Asked.CONDEMN, "zh", "我们强烈谴责袭击。", "强烈谴责", "多国谴责了袭击。"),
        (Asked.TERRORISM, "en", "It was a terrorist act.", "terrorist", "It was not a terrorist act."),
        (Asked.TERRORISM, "zh", "这是恐怖袭击。", "恐怖袭击", "这不是恐怖袭击。"),
        (Asked.TERRORISM, "fr", "un acte terroriste", "terroriste", "un acte odieux"),
        (Asked.NAMES, "en", "We condemn Iran's attack.", "Iran", "We condemn the attack on Iran."),
        (Asked.CONDOLE, "en", "We send our condolences.", "condolences", "We thank all for their condolences."),
        (Asked.CONDOLE, "zh", "我们表示哀悼。", "哀悼", "感谢各方的哀悼。"),
        (
            Asked.BACKS, "en", "We back the army's operation.", "back the army's operation",
            "We do not back the army's operation.",
        ),
        (Asked.BACKS, "zh", "我们支持其反恐行动。", "支持其反恐", "我们不支持其反恐行动。"),
        (Asked.RESTRAINT, "en", "We urge restraint.", "restraint", "We have shown restraint."),
        (Asked.RESTRAINT, "zh", "我们呼吁各方克制。", "克制", "我方保持了克制。"),
    ],
)  # fmt: skip
def test_yes_has_its_words_and_what_only_looks_so_is_none(
    question: Asked, language: str, says: str, words: str, seems: str
):
    if (question, language) == (Asked.BACKS, "en"):
        assert reply(question, says, language=language).startswith("back")
    else:
        assert reply(question, says, language=language) == words
    assert reply(question, seems, language=language) is None


@pytest.mark.parametrize("question", list(Asked))
def test_a_question_says_nothing(question: Asked):
    asking = "Do we condemn Iran's terrorist attack, send condolences, back the army's operation and urge restraint?"
    assert reply(question, asking, language="en") is None


def test_a_place_that_is_cancelled_cancels_no_other():
    text = "It was not terrorism that we feared, but this terrorist act we name."
    assert reply(Asked.TERRORISM, text, language="en") == "terrorist"


def test_no_means_something_only_where_there_are_words_to_look_for():
    assert [one for one in Asked if not answerable(one, language="en")] == []
    assert [one for one in Asked if not answerable(one, language="zh-Hans")] == []
    assert answerable(Asked.CONDOLE, language="ar")
    assert not answerable(Asked.RESTRAINT, language="ar")
    assert not answerable(Asked.CONDEMN, language="af")
