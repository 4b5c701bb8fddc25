"""The names of events: where they begin and end, and what names none."""

import pytest
from hypothesis import given, strategies as st

from tracker.language.evaluating.happenings import event_spans


def named(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in event_spans(text, language=language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We condemn the attack in Oru on 3 May.", ["attack in Oru"]),
        ("We condemn the heinous terrorist attack on the bus depot in Oru.", ["attack on the bus depot in Oru"]),
        ("Lumia condemns yesterday's car bombing outside the court of Oru, which nothing excuses.",
         ["car bombing outside the court of Oru"]),
        ("the knife and arson attack at the ferry pier", ["knife and arson attack at the ferry pier"]),
        ("Dorn's launch of two ballistic missiles over the bay", ["launch of two ballistic missiles over the bay"]),
        ("the launch of the initiative in Oru", []),
        ("attacks on civilians are unacceptable", []),
        ("any attack on a hospital is a crime", []),
        ("We mourn the victims of the earthquake and the floods in Oru.", ["earthquake", "floods in Oru"]),
        ("They discussed recent Dornish rocket attacks in Oru.", ["rocket attacks in Oru"]),
        ("The 9th Air Assault Division and two attack helicopters", []),
        ("an attack by Dorn on Lumia", []),
        ("The minister spoke about grain.", []),
    ],
)  # fmt: skip
def test_english(text: str, expected: list[str]):
    assert named(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Nous condamnons l’attentat commis contre le marché d’Oru.", ["attentat commis contre le marché d’Oru"]),
        ("fr", "Nous condamnons les attentats, où qu’ils soient commis.", []),
        ("zh", "中方强烈谴责奥鲁市场爆炸事件，向遇难者表示哀悼。", ["奥鲁市场", "爆炸事件"]),
        ("zh", "中方对奥鲁恐怖袭击深感震惊。", ["奥鲁", "袭击"]),
        ("zh", "中方反对任何针对平民的袭击。", []),
        ("zh", "他们企图袭击车站。", []),
        ("ar", "تدين الوزارة الهجوم على سوق المدينة.", ["الهجوم على سوق المدينة"]),
        ("ar", "ندين الهجوم.", []),
        ("de", "Wir verurteilen den Anschlag in Oru.", []),
    ],
)
def test_other_languages(language: str, text: str, expected: list[str]):
    assert named(text, language) == expected


_PIECES = ["the ", "attack", " on ", " in ", "of", " and ", "袭击", "对", "，", "’", "l’", ".", "Oru", "\ufffd", " "]


@given(st.lists(st.sampled_from(_PIECES), max_size=30), st.sampled_from(["en", "fr", "ar", "zh", "de"]))
def test_spans_lie_in_the_text_in_order_and_apart(words: list[str], language: str):
    text, last = "".join(words), 0
    for start, end in event_spans(text, language=language):
        assert last <= start < end <= len(text)
        last = end
