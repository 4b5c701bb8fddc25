from collections.abc import Callable

import pytest
from hypothesis import given, settings, strategies as st

from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts import canon
from tracker.language.texts.canon import canonical, canonical_all
from tracker.language.texts.masks import mask
from tracker.language.texts.spans import BREAK

#: What a rule reads at the ends of a text, so that it could read on into its neighbour.
ENDS = [
    *(
        "In China",
        "in",
        "in the",
        "China",
        "the China",
        "President",
        "Joe Biden",
        "twenty",
        "-two",
        "percent",
        "last",
        "month",
    ),
    *(
        "在",
        "中国",
        "中",
        "美",
        "方",
        "方便",
        "毛宁：",
        "：",
        "发言人毛宁",
        "发言人毛",
        "宁",
        "个",
        "二十",
        "三",
        "其",
        "9日",
        "月",
    ),
    *(
        "the attack",
        "attack in Quetta",
        "the",
        "heinous",
        "and",
        "earthquake",
        "the knife and",
        "谴责",
        "袭击事件",
        "这起",
        "任何",
        "对",
    ),
    *("26", "August 26", "August", "2024", "26 of", "5", "%", "de agosto de", "августа", "U.S", ".", "'s", "’s", "-"),
    *(
        "http://a.org/",
        "@",
        "user",
        "condemn",
        "\n",
        " ",
        "",
        "\u0301",
        "\ud800",
        "\ue000",
        BREAK,
        "İstanbul",
        "İ",
        "ı",
    ),
]
TONGUES = st.sampled_from(["en", "zh", "ru", "ar", "tr", "es", "ja", "th", "und", ""])
PIECED = st.tuples(st.sampled_from(["", " "]), st.lists(st.sampled_from(ENDS), max_size=4)).map(
    lambda p: p[0].join(p[1])
)
TEXTS = st.lists(st.one_of(PIECED, st.text(max_size=20)), max_size=8)


def alone(texts: list[str], language: str) -> list[tuple[str, ...]]:
    return [canonical(text, language=language, gazetteer=default_gazetteer()) for text in texts]


@settings(max_examples=400, deadline=None)
@given(TEXTS, TONGUES)
def test_a_text_has_one_form_whatever_its_neighbours_are(texts: list[str], language: str):
    found = canonical_all(texts, language=language, gazetteer=default_gazetteer())
    assert found == alone(texts, language)
    assert canonical_all(texts[::-1], language=language, gazetteer=default_gazetteer()) == found[::-1]


@settings(deadline=None)
@given(TEXTS, TONGUES, st.integers(1, 40))
def test_where_a_list_is_cut_does_not_show(texts: list[str], language: str, size: int):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canon, "_BATCH", size)
        found = canonical_all(texts, language=language, gazetteer=default_gazetteer())
    assert found == alone(texts, language)


def test_a_vocabulary_that_is_full_starts_again(monkeypatch: pytest.MonkeyPatch):
    texts = [
        "China condemns the attack in Quetta on Monday, and the raid",
        "the well-known attack-and-raid",
        "中方谴责",
    ] * 3
    before = alone(texts, "en")
    monkeypatch.setattr(canon, "_MOST", 12)
    canon._vocabulary.cache_clear()
    found = canonical_all(texts, language="en", gazetteer=default_gazetteer())
    assert len(canon._vocabulary("en")) <= 12
    canon._vocabulary.cache_clear()
    assert found == before


@pytest.mark.parametrize("cut", [str, lambda text: f"{text} {BREAK} {text}"])
def test_masks_of_a_text_do_not_reach_over_a_break(cut: Callable[[str], str]):
    found = mask(cut("in Quetta, China"), language="en", gazetteer=default_gazetteer())
    assert [slot.text for slot in found] == ["Quetta", "China"] * (len(found) // 2)
