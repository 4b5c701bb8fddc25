"""Templates: slots told apart, what is one thing in several words in one slot, and no mark without its partner."""

import re

import pytest
from hypothesis import given, strategies as st

from tracker.language.names.gazetteer import default_gazetteer
from tracker.match.phrasings.templates import same_wording, template, unnumbered, variants

NEIGHBOURS = re.compile(r"\{([A-Z]+)(?: \d+)?\}[\s,]*\{\1(?: \d+)?\}")
PAIRS = ("“”", "()", "「」", "«»", "[]")


def shown(text: str, language: str = "en") -> str:
    return template(text, language=language, gazetteer=default_gazetteer())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru stands by the people of Kenya.", "{ACTOR 1} stands by the people of {ACTOR 2}"),
        ("Peru mourns with the families.", "{ACTOR} mourns with the families"),
        ("We spoke with Peru, Kenya and Norway about grain.", "We spoke with {ACTOR} about grain"),
        ("Talks between Peru and Kenya go on.", "Talks between {ACTOR 1} and {ACTOR 2} go on"),
        ("The Peru-Kenya partnership grows.", "The {ACTOR 1}-{ACTOR 2} partnership grows"),
        ("The United Nations (UN) will decide.", "The {ACTOR} will decide"),
        ("They met in Vienna, Geneva, Nairobi, and Lima.", "They met in {PLACE}"),
        ("The talks open on Tuesday, 3 May 2022.", "The talks open on {DATE}"),
    ],
)
def test_a_slot_is_numbered_where_its_role_comes_again_and_one_thing_has_one_slot(text: str, expected: str):
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The United States’ support will last.", "The {ACTOR}’s support will last"),
        ("He called it “a cowardly act.”", "He called it “a cowardly act”"),
        ("“We shall not forget the dead.”", "We shall not forget the dead"),
        ("We shall not forget the dead,” and no", "We shall not forget the dead, and no"),
        ("“We shall not forget the dead", "We shall not forget the dead"),
        ("the wounded (and their families", "the wounded and their families"),
        ("• Grain must reach the ports —", "Grain must reach the ports"),
        ('They said "never again" and left.', 'They said "never again" and left'),
    ],
)
def test_no_mark_is_left_without_its_partner(text: str, expected: str):
    assert shown(text) == expected


FILLERS = ("Peru", "Kenya", "the United States’", "Vienna", "Lima", "3 May 2022", "Tuesday", "42")
BETWEEN = ("and", ",", "“", "”", "(", ")", "condemn", "the dead of", "in", '"', "「", "」")


@given(st.lists(st.sampled_from(FILLERS + BETWEEN), max_size=12))
def test_whatever_the_words_marks_are_paired_and_neighbours_are_one(words: list[str]):
    text = " ".join(words)
    made = shown(text)
    for opening, closing in PAIRS if any(map(str.isalnum, text)) else ():
        assert made.count(opening) == made.count(closing)
    assert not NEIGHBOURS.search(made.replace(",", " x "))
    for role in re.findall(r"\{([A-Z]+)\}", made):
        assert len(re.findall(rf"\{{{role}\b", made)) == 1
    assert bool(made) == bool(text)


def test_numbers_run_in_reading_order_and_can_be_taken_off():
    made = shown("Peru told Kenya that Norway would pay.")
    assert re.findall(r"\d", made) == ["1", "2", "3"]
    assert unnumbered(made) == "{ACTOR} told {ACTOR} that {ACTOR} would pay"


def test_articles_of_names_and_kinds_of_quotation_marks_make_no_variant():
    wordings = ["Peru mourns the children’s deaths.", "The United States mourns the children's deaths."]
    made = [shown(text) for text in wordings]
    assert len(set(made)) == 2
    assert len({same_wording(one) for one in made}) == 1
    ((_, count),) = variants(zip(made, "ab", strict=True))
    assert count == 2
    assert len(variants(zip([shown("Peru mourns a child."), shown("Peru mourns the child.")], "ab", strict=True))) == 2
