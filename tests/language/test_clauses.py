from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from tracker.language.texts.clauses import clauses
from tracker.language.texts.sentences import sentences
from tracker.language.texts.spans import Span


def split(text: str, language: str = "en"):
    return [clause.of(text) for clause in clauses(text, Span(0, len(text)), language=language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            (
                "China will firmly support Pakistan in counter-terrorism operations, and will continue to work with "
                "its friends for regional peace, maintaining social unity and national stability."
            ),
            [
                "China will firmly support Pakistan in counter-terrorism operations",
                "and will continue to work with its friends for regional peace",
                "maintaining social unity and national stability.",
            ],
        ),
        (
            "en",
            "We strongly condemn this heinous attack and extend our deepest condolences to all bereaved families.",
            ["We strongly condemn this heinous attack", "and extend our deepest condolences to all bereaved families."],
        ),
        (
            "en",
            "The union deplores the brutal raid; its members demand an immediate independent inquiry.",
            ["The union deplores the brutal raid", "its members demand an immediate independent inquiry."],
        ),
        ("en", "We condemn it; we stand firm.", ["We condemn it; we stand firm."]),
        (
            "en",
            "Peace, unity, and justice matter to every nation.",
            ["Peace, unity, and justice matter to every nation."],
        ),
        (
            "zh",
            "中方对此坚决反对，予以强烈谴责，将采取坚决有力措施，坚定捍卫自身主权和安全利益。",
            ["中方对此坚决反对", "予以强烈谴责，将采取坚决有力措施", "坚定捍卫自身主权和安全利益。"],
        ),
        ("zh", "中方反对，予以谴责。", ["中方反对，予以谴责。"]),
        (
            "fr",
            "La France condamne fermement l’attentat terroriste de Quetta, et exprime sa solidarité avec le Pakistan.",
            [
                "La France condamne fermement l’attentat terroriste de Quetta",
                "et exprime sa solidarité avec le Pakistan.",
            ],
        ),
    ],
)
def test_where_clauses_part(language: str, text: str, expected: list[object]):
    assert split(text, language) == expected


def test_places_are_those_of_the_whole_text():
    text = "One. The union deplores the brutal raid; its members demand an immediate independent inquiry."
    last = sentences(text, language="en")[-1]
    assert [clause.of(text) for clause in clauses(text, last, language="en")][1].startswith("its members")


@given(
    st.lists(
        st.sampled_from(
            ["we", "condemn,", "and", "will;", "maintaining", "the", "peace", "中方", "，谴责", "families", "a"]
        ),
        max_size=40,
    )
)
def test_clauses_are_ordered_apart_and_inside_their_sentence(words: list[str]):
    text = " ".join(words)
    for sentence in sentences(text, language="en"):
        found = clauses(text, sentence, language="en")
        assert found[0].start == sentence.start
        assert found[-1].end <= sentence.end
        assert all(former.end <= later.start for former, later in pairwise(found))
        assert all(clause.of(text).strip() for clause in found)


@pytest.mark.parametrize("text", [", and" * 40_000, "; a" * 60_000, "a" + " " * 200_000 + "b", "中，" * 60_000])
def test_a_sentence_of_scraps_alone_is_read_once(text: str):
    """Counted again with every scrap that joins it, such a piece would take an hour."""
    found = clauses(text, Span(0, len(text)), language="en")
    assert (found[0].start, len(text) - found[-1].end <= 1) == (0, True)
