"""Texts that no ministry writes: each has a form, none is dropped, and none takes more than its length allows."""

import pytest

from tracker.language.names.gazetteer import Entry, Gazetteer, NameKind, default_gazetteer
from tracker.language.texts import canon
from tracker.language.texts.canon import canonical, canonical_all
from tracker.language.texts.masks import mask
from tracker.language.texts.spans import BREAK

SIZE = 100_000
#: Each is repeated until it is long.
REPEATED = [
    *("a", "ing", "China ", "中国", "中美其", "的一是不了人我", "，。", "the and of ", "1", "1 ", "1,", "12 May 2020 "),
    *("May ", " ", "\n", "President ", "President Aa ", "Aa", "a-", "-", "'", "\u0301", " \u0301", "\ud800", "\ue000"),
    *(
        BREAK,
        "http://",
        "@",
        "@a ",
        "发言人",
        "发言人王毅",
        "毛宁：",
        "三",
        "สวัสดี",
        "タイ",
        "중국은",
        "والصين",
        "U.S.",
        "İ",
    ),
    *("👨\u200d👩\u200d👧", "\u200d", "\0", "中aб", "_", "twenty-", "last month", "hundred ", "August 2024 of "),
]


def form(text: str, language: str = "en") -> tuple[str, ...]:
    return canonical(text, language=language, gazetteer=default_gazetteer())


@pytest.mark.parametrize("piece", REPEATED, ids=ascii)
def test_what_follows_a_flood_is_still_read(piece: str):
    """A hundred thousand characters in a fraction of a second; where a rule went back over them it took hours."""
    flood = piece * (SIZE // len(piece))
    assert form(f"{flood} condemn.")[-1] == "condemn"
    assert form(f"1{flood}x May President{flood} Ab condemn.")[-1] == "condemn"
    assert form(f"{flood} 谴责", "zh")[-1] == "谴责"


@pytest.mark.parametrize("language", ["en", "zh", "ar", "ja", "und", "xx", "", "x-klingon", "EN-gb", "-"])
@pytest.mark.parametrize("text", ["", " ", "the", "，", "\ud800", "\ue000", BREAK, "\u0301", "\0"])
def test_what_holds_no_word_of_content_has_the_empty_form(text: str, language: str):
    if text == "the" and language not in ("en", "EN-gb"):
        assert form(text, language) == ("the",)
    else:
        assert form(text, language) == ()


def test_one_word_is_a_form():
    assert form("Condemned!") == ("condemn",)


@pytest.mark.parametrize("language", ["xx", "und", "", "x-klingon"])
def test_a_language_that_is_not_known_has_its_words_folded(language: str):
    assert form("Qapla' we STAND", language) == ("qapla", "we", "stand")


def test_a_language_is_known_by_its_first_part_in_any_case():
    assert form("the condemned talks", "EN-gb") == form("the condemned talks") == ("condemn", "talk")


def test_words_of_another_script_are_cut_out():
    assert form("We condemn 恐怖袭击 today", "en") == form("We condemn 恐怖 袭击 today", "en")
    assert form("中方 strongly 谴责", "zh") == ("{ACTOR}", "strongly", "谴责")
    assert len(form("恐怖袭击", "und")) == 2


def test_an_unpaired_surrogate_parts_words_like_a_blank():
    assert form("condemn\ud800attack") == ("condemn", "attack")


def test_a_name_that_holds_our_own_marks_is_no_name():
    entry = Entry(NameKind.PLACE, None, "x")
    odd = Gazetteer(entries={f"accord{BREAK}we": entry, "Ves\ud800k": entry, "Vesk": entry})
    texts = ["an accord", "we condemn Vesk"]
    assert canonical_all(texts, language="en", gazetteer=odd) == [("accord",), ("condemn", "{PLACE}")]


def test_marks_upon_a_slot_do_not_lose_it():
    assert form("China\u0301 condemns") == ("{ACTOR}", "condemn")
    assert form("中国\u0301谴责", "zh") == ("{ACTOR}", "谴责")


def test_texts_that_are_all_alike_have_forms_that_are_all_alike():
    forms = canonical_all(["We condemn talks in Quetta."] * 5000, language="en", gazetteer=default_gazetteer())
    assert set(forms) == {("condemn", "talk", "{PLACE}")}


def test_a_long_word_is_not_kept():
    word = "x" * 5000
    form(f"{word} {word}-{word}")
    assert all(len(piece) <= canon._LONGEST for piece in canon._vocabulary("en"))


def test_slots_of_a_text_with_surrogates_are_its_own_characters():
    text = "\ud800 China \udfff Quetta"
    assert [text[s.start : s.end] for s in mask(text, language="en", gazetteer=default_gazetteer())] == [
        "China",
        "Quetta",
    ]
