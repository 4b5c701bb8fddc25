import pickle
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from tracker.errors import BadInput
from tracker.language.names.gazetteer import default_gazetteer
from tracker.language.texts.canon import canonical
from tracker.match import judge, similar_pairs
from tracker.match.epochs import flat
from tracker.match.joining import rule
from tracker.match.judging.judgement import weighed

A = "We strongly condemn the terrorist attack on the railway station in Lahore."
B = "France strongly condemns the terrorist attack on the railway station in Quetta."
C = "The minister will visit Vienna to discuss energy prices with her colleagues."


def test_the_same_wording_about_another_place_is_the_same_formula():
    found = judge(A, B, language="en")
    assert found.same_formula
    assert found.measure == "dice"
    assert found.similarity >= rule.DICE
    assert found.flags == ()
    assert found.differences


def test_another_topic_is_not():
    found = judge(A, C, language="en")
    assert not found.same_formula
    assert found.similarity < rule.DICE


def test_a_whole_clause_inside_a_longer_sentence_is_the_same_by_containment():
    more = (
        "urge prompt, independent and transparent inquiries into the conduct of officers, clerks and contractors there"
    )
    long = f"{A[:-1]} and {more}."
    found = judge(A, long, language="en")
    assert found.same_formula
    assert found.measure == "containment"
    assert found == judge(A, long, language="en", weights=None)


@pytest.mark.parametrize("text", ["", " ", "the of and", "!!!", "\ud800"])
def test_a_text_without_words_is_like_nothing(text: str):
    assert not judge(text, A, language="en").same_formula
    assert judge(text, A, language="en").similarity == 0.0


def test_equal_texts_are_the_same_wording_even_when_short():
    assert judge("We condemn it.", "We condemn it.", language="en").similarity == 1.0
    assert judge("We condemn it.", "We condemn it.", language="en").same_formula


def test_weights_can_be_given():
    light = judge("red green blue gold", "red green blue lead", language="en", weights={"gold": 0.0, "lead": 0.0})
    assert light.similarity == 1.0
    heavy = judge("red green blue gold", "red green blue lead", language="en", weights={"gold": 50.0, "lead": 50.0})
    assert not heavy.same_formula


VOCABULARY = ["condemn", "attack", "station", "families", "peace", "talks", "Lahore", "the", "border", "truce"]
TEXTS = st.lists(st.lists(st.sampled_from(VOCABULARY), max_size=7).map(" ".join), max_size=9)


@settings(max_examples=60, deadline=None)
@given(texts=TEXTS, measure=st.sampled_from(["dice", "containment"]), threshold=st.sampled_from([0.4, 0.6, 0.8]))
def test_the_table_of_pairs_is_what_judging_each_pair_would_give(texts: list[str], measure: str, threshold: float):
    frame = similar_pairs(texts, language="en", threshold=threshold, measure=measure, weights=flat(["en"]))
    expected = []
    forms = [canonical(t, language="en", gazetteer=default_gazetteer()) for t in texts]
    for i, j in combinations(range(len(texts)), 2):
        shared, one, two = weighed(forms[i], forms[j], flat(["en"]).weigher("en"))
        whole = (one + two) / 2 if measure == "dice" else min(one, two)
        value = shared / whole if whole else 0.0
        if value >= threshold:
            expected.append((i, j, value))
    assert list(frame.itertuples(index=False, name=None)) == expected


def test_too_many_equal_texts_for_a_table_are_refused_with_advice():
    with pytest.raises(BadInput, match="drop duplicates first"):
        similar_pairs([A] * 11_000, language="en", threshold=0.6)


def test_an_unknown_measure_is_refused():
    with pytest.raises(ValueError, match="cosine"):
        similar_pairs([A, B], language="en", threshold=0.6, measure="cosine")


def test_a_judgement_is_a_plain_value():
    assert pickle.loads(pickle.dumps(judge(A, B, language="en"))) == judge(A, B, language="en")  # noqa: S301 - our own


def test_importing_the_room_loads_neither_pandas_nor_the_compiler():
    code = "import sys, tracker.match; tracker.match.judge; print([m for m in ('pandas', 'numba') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
