"""What a newsroom would say of a quotation beside the text that it was taken from."""

import pytest
from hypothesis import given, settings, strategies as st

from tracker.language.names.gazetteer import default_gazetteer
from tracker.match.judging.fidelity import LONGEST, Fidelity, Kind, between_outlets, fidelity

OFFICIAL = (
    "The ministry has seen the reports from Lune harbour. We firmly condemn the cowardly raid on the ferry, which was"
    " carried out by unknown gunmen. Our thoughts are with the families of the nine sailors. We do not support any side"
    " in this quarrel. Talks on fishing rights will resume in the autumn, as the two governments agreed."
)


def read(quotation: str, primary: str = OFFICIAL, *, language: str = "en", translated: bool = False) -> Fidelity:
    found = fidelity(quotation, primary, language=language, translated=translated, gazetteer=default_gazetteer())
    assert found is not None
    return found


def edits(found: Fidelity) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in found.edits]


@pytest.mark.parametrize(
    "quotation",
    [
        "Our thoughts are with the families of the nine sailors,",
        "“Our thoughts are with the families of the nine sailors. We do not support any side in this quarrel.”",
        "The ministry has seen the reports from Lune harbor.",
        "our thoughts are with the families of the nine sailors",
    ],
)
def test_the_same_words_are_verbatim_whatever_the_marks_case_and_spelling(quotation: str):
    found = read(quotation)
    assert (found.kind, found.edits, found.flags, found.share) == (Kind.VERBATIM, (), (), 1.0)


@pytest.mark.parametrize(
    ("quotation", "gone", "marked"),
    [
        ("We firmly condemn the cowardly raid on the ferry,", "which was carried out by unknown gunmen.", False),
        ("Our thoughts are with … the nine sailors.", "families of the", True),
        ("Our thoughts are with the nine sailors.", "families of the", False),
        (
            "Our thoughts are with the families of the nine sailors. Talks on fishing rights will resume in the autumn",
            "We do not support any side in this quarrel.",
            False,
        ),
    ],
)
def test_words_left_out_are_trimmed_and_shown(quotation: str, gone: str, marked: bool):
    found = read(quotation)
    assert found.kind is Kind.TRIMMED
    assert ("gone", gone) in edits(found)
    assert [one.marked for one in found.edits if one.text == gone] == [marked]


def test_brackets_are_the_outlets_marked_words():
    found = read("Our thoughts are with the families of the [dead] sailors.")
    assert found.kind is Kind.TRIMMED
    assert edits(found) == [("gone", "nine"), ("new", "[dead]")]
    assert all(one.marked for one in found.edits)


@pytest.mark.parametrize(
    ("quotation", "flag"),
    [
        ("We condemn the cowardly raid on the ferry, which was carried out by unknown gunmen.", "weaker"),
        ("support any side in this quarrel", "negated"),
        ("We regret the cowardly raid on the ferry, which was carried out by unknown gunmen.", "weaker"),
    ],
)
def test_a_cut_or_change_that_turns_or_weakens_the_words_is_an_alteration(quotation: str, flag: str):
    found = read(quotation)
    assert found.kind is Kind.ALTERED
    assert found.flags == (flag,)


def test_a_changed_verb_of_evaluation_and_a_changed_number_are_typed():
    about = {one.about for one in read("We regret the cowardly raid on the ferry.").edits}
    assert "strength" in about
    told = read("Our thoughts are with the families of the 19 sailors.", OFFICIAL.replace("nine", "9"))
    assert told.kind is Kind.ALTERED
    assert {one.about for one in told.edits} == {"number"}


def test_added_words_are_an_alteration():
    found = read("Our thoughts are with the brave families of the nine sailors.")
    assert found.kind is Kind.ALTERED
    assert edits(found) == [("new", "brave")]


def test_a_sentence_that_the_text_does_not_hold_is_an_alteration_of_the_whole():
    found = read("Our thoughts are with the families of the nine sailors. Somebody will pay dearly for it.")
    assert found.kind is Kind.ALTERED


def test_another_translation_is_told_from_an_alteration_by_what_the_primary_text_is():
    other = "In our minds are the relatives of those nine seamen, sailors of the ferry"
    assert read(other, translated=True).kind is Kind.TRANSLATED
    assert read(other).kind is Kind.ALTERED


def test_between_outlets_nobody_is_said_to_have_changed_anything():
    assert between_outlets(read("We condemn the raid on the ferry.")).kind is Kind.DIFFERS
    assert between_outlets(read("Our thoughts are with the nine sailors.")).kind is Kind.TRIMMED


def test_chinese_words_are_read_as_words():
    primary = "我们注意到有关报道。中方坚决反对袭击渡轮的行为，向九名遇难水手的家属表示慰问。"
    same = read("中方坚决反对袭击渡轮的行为，向九名遇难水手的家属表示慰问。", primary, language="zh")
    assert same.kind is Kind.VERBATIM
    assert read("中方反对袭击渡轮的行为，向九名遇难水手的家属表示慰问。", primary, language="zh").kind in (
        Kind.TRIMMED,
        Kind.ALTERED,
    )


@pytest.mark.parametrize(
    ("quotation", "primary"),
    [("", OFFICIAL), ("…", OFFICIAL), ("Wheat prices rose.", OFFICIAL), ("raid", ""), ("a " * LONGEST, OFFICIAL)],
)
def test_what_is_like_nothing_has_no_fidelity(quotation: str, primary: str):
    assert fidelity(quotation, primary, language="en") is None


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab .…[]“”\n中", max_size=40), st.text(alphabet="ab .…[]\n中", max_size=60))
def test_any_text_is_read_and_every_edit_stands_where_it_says(quotation: str, primary: str):
    found = fidelity(quotation, primary, language="en")
    for edit in found.edits if found else ():
        text = primary if edit.kind == "gone" else quotation
        assert edit.span.of(text).strip() == edit.text
