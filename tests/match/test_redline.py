import pytest
from hypothesis import given, settings, strategies as st

from tracker.language.names.gazetteer import default_gazetteer
from tracker.match.judging.redline import Change, Difference, redline

TEXTS = st.lists(
    st.sampled_from(["We", "we", "condemn", " ", "  ", ", ", ".", "the attack", "谴责", "袭击", "\ud800", "—"])
).map("".join)


def put_together(changes: list[Change], a: str, b: str) -> tuple[str, str]:
    return "".join(c.a.of(a) for c in changes if c.a), "".join(c.b.of(b) for c in changes if c.b)


@settings(max_examples=200, deadline=None)
@given(a=TEXTS, b=TEXTS, language=st.sampled_from(["en", "zh", "xx"]))
def test_both_sides_can_be_put_together_again(a: str, b: str, language: str):
    changes = redline(a, b, language=language)
    assert put_together(changes, a, b) == (a, b)
    for change in changes:
        assert (change.a is None, change.b is None) == (change.kind == "new", change.kind == "gone")


def marked(a: str, b: str, language: str = "en") -> str:
    shown = []
    for change in redline(a, b, language=language):
        span, text = (change.b, b) if change.b else (change.a, a)
        assert span is not None
        words = span.of(text).strip()
        shown.append({"same": words, "gone": f"[-{words}-]", "new": f"[+{words}+]"}[change.kind])
    return " ".join(shown)


def test_words_are_the_unit_and_what_is_gone_stands_before_what_is_new():
    assert marked("We condemn the attack.", "We deplore the attack.") == "We [-condemn-] [+deplore+] the attack."


def test_a_lone_equal_word_between_two_edits_is_read_as_part_of_them():
    assert (
        marked("We condemn the attack", "We deplore the bombing") == "We [-condemn the attack-] [+deplore the bombing+]"
    )


def test_case_is_no_difference():
    assert marked("The Attack", "the attack") == "the attack"


def test_chinese_is_compared_by_words():
    assert marked("中方强烈谴责这一袭击事件", "中方谴责这一袭击事件", "zh") == "中方 [-强烈-] 谴责这一袭击事件"


@pytest.mark.parametrize(
    ("a", "b", "about"),
    [
        ("We condemn the attack today", "We deplore the attack today", Difference.STRENGTH),
        ("The talks in Vienna went well", "The talks in Geneva went well", Difference.NAME),
        ("The talks of 3 May 2024 went well", "The talks of 4 May 2023 went well", Difference.DATE),
        ("At least 12 people were hurt", "At least 40 people were hurt", Difference.NUMBER),
        ("The talks went very well today", "The talks went rather badly today", Difference.OTHER),
    ],
)
def test_differences_are_typed(a: str, b: str, about: Difference):
    changes = redline(a, b, language="en", gazetteer=default_gazetteer())
    assert {c.about for c in changes if c.kind != "same"} == {about}
    assert {c.about for c in changes if c.kind == "same"} == {Difference.NONE}
