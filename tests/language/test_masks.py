from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.masks import mask


def slots(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(slot.text, slot.role.value) for slot in mask(text, language=language, gazetteer=default_gazetteer())]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "China condemns the attack in Quetta", [("China", "ACTOR"), ("attack in Quetta", "EVENT")]),
        ("en", "the talks in Pakistan", [("Pakistan", "PLACE")]),
        ("en", "the drought across the Sahel", [("Sahel", "PLACE")]),
        ("en", "on 26 August 2024, two men", [("26 August 2024", "DATE"), ("two", "NUM")]),
        ("en", "Secretary of State Jane Smith’s call", [("Jane Smith", "PERSON")]),
        ("en", "President Joseph R. Biden said", [("Joseph R. Biden", "PERSON")]),
        ("en", "the General Assembly", [("General Assembly", "ACTOR")]),
        ("en", "Mr. President, Secretary General", []),
        (
            "en",
            "COVID-19, 5G, the 19th time, 30 percent, 1,000",
            [("19th", "NUM"), ("30 percent", "NUM"), ("1,000", "NUM")],
        ),
        ("en", "24 people on Monday", [("24", "NUM"), ("Monday", "DATE")]),
        ("zh", "9日，外交部发言人毛宁表示", [("9日", "DATE"), ("毛宁", "PERSON")]),
        ("zh", "毛宁：中方反对", [("毛宁", "PERSON"), ("中方", "ACTOR")]),
        ("zh", "外长指出，造成20多人死亡", [("20多", "NUM")]),
        ("fr", "le 26 août 2024, 20 morts", [("26 août 2024", "DATE"), ("20", "NUM")]),
    ],
)
def test_roles(language: str, text: str, expected: list[tuple[str, str]]):
    assert slots(text, language) == expected


@pytest.mark.parametrize(
    "form",
    ["{} strongly condemns the attack", "the attack in {} today", "we stand with {}", "the people of {}", "{}’s unity"],
)
def test_the_role_does_not_depend_on_which_state_is_named(form: str):
    roles = {
        tuple(role for _, role in slots(form.format(name)))
        for name in ("China", "Pakistan", "the United States", "Papua New Guinea", "Côte d’Ivoire", "Türkiye")
    }
    assert len(roles) == 1
    assert roles != {()}


WORDS = "in China on Monday 26 August 2024 President Xi two 9日 中方 毛宁 ： Quetta 19th \ud800".split()  # noqa: SIM905  # a line of words reads better than a list


@given(st.lists(st.sampled_from(WORDS)), st.sampled_from(["en", "zh", "ru", "und"]))
def test_slots_are_slices_in_order_and_apart(words: list[str], language: str):
    text = " ".join(words)
    found = mask(text, language=language, gazetteer=default_gazetteer())
    assert all(text[slot.start : slot.end] == slot.text != "" for slot in found)
    assert all(former.end <= later.start for former, later in pairwise(found))


def test_a_table_of_dates_is_read_once():
    """Each of its dates set beside each of its numbers would take hours."""
    assert len(mask("12 March 2026 three " * 50_000, language="en", gazetteer=default_gazetteer())) == 100_000


def test_a_line_of_numerals_is_read_once():
    assert mask("三" * 300_000 + "么", language="zh", gazetteer=default_gazetteer()) == []
    assert slots("三" * 300 + "名", "zh") == [("三" * 300, "NUM")]
