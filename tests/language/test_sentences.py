import time

import pytest
from hypothesis import given, strategies as st

from tracker.language.texts.sentences import sentences


def split(text: str, language: str = "en"):
    return [span.of(text) for span in sentences(text, language=language)]


@pytest.mark.parametrize(
    ("language", "whole"),
    [
        ("en", ["U.S. Secretary of State J. Smith met Gen. Munir at 5 p.m. in Quetta.", "The talks were good."]),
        ("en", ["We stand with the U.S.", "The attack was vile."]),
        ("en", ["See No. 5 of St. Petersburg's code.", "No. we do not."]),
        ("en", ['"We condemn it," she said.', '"We will act."', "He left."]),
        ("en", ["They paid 1.5 million.", "Then 3.", "It rose."]),
        ("en", ['He cried "Stop!" and ran.', "Why?!", "Nobody knows…", "We do."]),
        ("en", ["(It is closed.)", "[Yes.]", "Fine."]),
        ("de", ["Am 3. März verurteilte Berlin den Anschlag.", "Wir trauern."]),
        ("zh", ["中方强烈谴责！", "他说：“不！”，然后走了。", "“中方反对。”", "完了"]),
        ("ar", ["هل تدينون هذا؟", "نعم."]),
        ("ur", ["ہم مذمت کرتے ہیں۔", "یہ ظلم ہے۔"]),
        ("hi", ["हम निंदा करते हैं।", "यह गलत है।"]),
    ],
)
def test_where_sentences_end(language: str, whole: list[str]):
    joint = "" if language == "zh" else " "
    assert split(joint.join(whole), language) == whole


def test_every_line_break_ends_a_sentence():
    assert split("PRESS RELEASE\nWe condemn the\n\n  attack. Really ") == [
        "PRESS RELEASE",
        "We condemn the",
        "attack.",
        "Really",
    ]


def test_a_number_that_opens_a_line_is_no_sentence():
    assert split("1. We condemn it.\n2. We mourn.") == ["1. We condemn it.", "2. We mourn."]


@pytest.mark.parametrize("text", ["", " \n ", "\n\n"])
def test_nothing_has_no_sentences(text: str):
    assert split(text) == []


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(list('.!?\n"”’ 。！？AaU1'))), max_size=120))
def test_sentences_are_trimmed_apart_and_leave_out_only_white_space(text: str):
    spans = sentences(text, language="en")
    at = 0
    for span in spans:
        assert text[at : span.start].strip() == ""
        assert span.of(text) == span.of(text).strip() != ""
        at = span.end
    assert text[at:].strip() == ""


def test_five_million_characters_are_read_at_five_million_a_second():
    text = (
        "The Ministry strongly condemns the attack on the convoy near the U.S. consulate, in which five persons died. "
        "It extends its condolences to the families of the victims and wishes the injured a speedy recovery.\n"
    ) * 24_000
    assert len(text) > 5_000_000
    start = time.process_time()
    assert len(sentences(text, language="en")) == 48_000
    assert time.process_time() - start < 2.0, "5 MB/s is about 1 s; twice that allows for a busy machine"


@pytest.mark.parametrize(
    "text", ["." * 300_000 + "x", "1. " * 100_000 + "x", "?)" * 150_000 + "x", "。” 。,” " * 50_000]
)
def test_a_page_of_points_is_read_once(text: str):
    """Each point read again from every point before it would take hours."""
    spans = sentences(text, language="en")
    assert "".join(span.of(text) for span in spans).replace(" ", "") == text.replace(" ", "")
