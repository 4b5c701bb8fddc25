from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from tracker.language.texts.tokens import fold, search_words, tokenize


def cut(text: str, language: str = "en"):
    return [token.text for token in tokenize(text, language=language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Don’t stop the counter-terrorism work, U.S. said: 1,000.5!",
            ["Don’t", "stop", "the", "counter-terrorism", "work", "U.S.", "said", "1,000.5"],
        ),
        ("zh", "中方强烈谴责恐怖袭击。", ["中方", "强烈", "谴责", "恐怖", "袭击"]),
        ("en", "China’s word 谴责 means condemn", ["China’s", "word", "谴责", "means", "condemn"]),
        ("th", "ขอประณามการโจมตี", ["ขอ", "ประณาม", "การ", "โจมตี"]),
        ("ja", "強く非難する", ["強", "く", "非難", "する"]),
        ("hi", "हिन्दी में निंदा", ["हिन्दी", "में", "निंदा"]),
        ("ar", "بأشدِّ العبارات،", ["بأشدِّ", "العبارات"]),
        ("fa", "می‌کنیم", ["می‌کنیم"]),
        ("en", "foo_bar _x_ 'quoted' -dash-", ["foo", "bar", "x", "quoted", "dash"]),
        ("zh", "😀谴责𠮷野家", ["谴责", "𠮷", "野家"]),
    ],
)
def test_words(language: str, text: str, expected: list[object]):
    assert cut(text, language) == expected


def test_marks_of_solid_scripts_are_no_words():
    assert all(token.isalnum() for token in cut("谴责・反对々。", "ja"))
    assert "។" not in cut("ថ្កោលទោស។", "km")


def test_a_query_finds_the_word_that_was_stored():
    stored = search_words("中方强烈谴责在U.S.的Counter-Terrorism工作", language="zh").split()
    for query in ("谴责", "us", "U.S.", "counterterrorism", "COUNTER-TERRORISM"):
        assert search_words(query, language="und") in stored


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Counter-Terrorism", "counterterrorism"),
        ("U.S.", "us"),
        ("long-standing", "long standing"),
        ("Straße", "strasse"),
        ("Don’t", "don't"),
    ],
)
def test_folding(word: str, folded: str):
    assert fold(word) == folded


@given(st.text(max_size=80), st.sampled_from(["en", "zh", "th", "und", ""]))
def test_tokens_are_slices_in_order_of_any_text(text: str, language: str):
    tokens = tokenize(text, language=language)
    assert all(text[token.start : token.end] == token.text != "" for token in tokens)
    assert all(former.end <= later.start for former, later in pairwise(tokens))
    assert search_words(text, language=language).isprintable() or text
