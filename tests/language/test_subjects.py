"""Subjects: whose verb it is, where a sentence names several parties."""

from __future__ import annotations

import pytest

from tracker.language.evaluating.strength import strength
from tracker.language.evaluating.subjects import governs
from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.spans import Span
from tracker.terms import VerbClass


def read(sentence: str, home: str, language: str) -> VerbClass:
    names = [n for n in default_gazetteer().find(sentence) if n.country and n.country != home]
    return strength(sentence, language=language, others=[Span(n.start, n.end) for n in names]).verb_class


@pytest.mark.parametrize(
    ("sentence", "home", "language"),
    [
        ("Iran strongly condemned the raid.", "USA", "en"),
        ("The Foreign Ministry of Iran has condemned the raid.", "USA", "en"),
        ("Germany, France and Italy condemned the raid.", "USA", "en"),
        ("Russia’s foreign minister also firmly rejected the plan.", "USA", "en"),
        ("伊朗外交部强烈谴责有关行径。", "CHN", "zh"),
        ("巴基斯坦、伊朗坚决反对。", "CHN", "zh"),
    ],
)
def test_anothers_verb_is_not_the_speakers(sentence: str, home: str, language: str) -> None:
    assert strength(sentence, language=language).verb_class is not VerbClass.NONE
    assert read(sentence, home, language) is VerbClass.NONE


@pytest.mark.parametrize(
    ("sentence", "home", "language"),
    [
        ("Iran strongly condemns the raid.", "IRN", "en"),
        ("Japan, Korea and the United States condemn the raid.", "USA", "en"),
        ("We mourn the victims of the raid on Israel and strongly condemn it.", "USA", "en"),
        ("We stand with Israel and condemn the raid.", "USA", "en"),
        ("In Iraq, the Secretary condemned the raid.", "USA", "en"),
        ("Iran struck first, and we condemn the raid.", "USA", "en"),
        ("中国对伊朗遭袭表示强烈谴责。", "CHN", "zh"),
        ("中方强烈谴责在伊朗发生的袭击。", "CHN", "zh"),
    ],
)
def test_the_speakers_verb_stays(sentence: str, home: str, language: str) -> None:
    assert read(sentence, home, language) is not VerbClass.NONE


def test_languages_without_an_order_of_words_say_no() -> None:
    assert not governs("iran verurteilt den angriff", 5, [Span(0, 4)], language="de")
    assert governs("iran condemns the raid", 5, [Span(0, 4)], language="en")
    assert not governs("iran condemns the raid", 5, [], language="en")
