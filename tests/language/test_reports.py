"""Where the sentences of a report end, and what may follow its verbs."""

import pytest

from tracker.language.english.complements import Kind, complement
from tracker.language.english.cues import Cue
from tracker.language.english.recalling import timing
from tracker.language.english.reports import report_of


def sentences(text: str) -> list[str]:
    return [text[one.start : one.end] for paragraph in report_of(text).paragraphs for one in paragraph.sentences]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Orlen met Sen. Ada Q. Whit on Jan. 5 there.",
        "The talks in the U.S. Embassy went on.",
        "They met at 3 p.m. Monday in Osk.",
        "He came at 9 a.m. and left.",
    ],
)
def test_the_stop_of_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It was posted on X.", "The ministry agreed."),
        ("He went to the Seng.", "The road was shut."),
        ("The sum was a.m.m.", "Nobody knew."),
        ("The wall fell in vitro_Co.", "The road was shut."),
    ],
)
def test_any_other_stop_does(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


def test_line_breaks_end_sentences_too() -> None:
    assert sentences("The army left\n\nThe road is open... He said so!") == [
        "The army left",
        "The road is open...",
        "He said so!",
    ]


def test_an_irregular_past_makes_what_follows_a_clause() -> None:
    text = " the army took the river"
    assert complement(text, 0, len(text), told=False).kinds[0] is Kind.CLAUSE


@pytest.mark.parametrize(
    ("text", "recalled", "said"),
    [
        ("İda Orlen said LAST MONTH that it was over", True, "LAST MONTH"),
        ("On Monday Orlen said that it was over", False, "On Monday"),
        ("xtoday Orlen said that it was over", False, ""),
    ],
)
def test_times_are_found_in_any_case_and_at_their_places(text: str, recalled: bool, said: str) -> None:
    at = text.index("said")
    cue = Cue(start=at, end=at + 4, word="said", kind="say")
    found = timing(text, cue, (text.index("that"), len(text)), direct=False, past=False)
    assert (found.recalled, text[found.start : found.end]) == (recalled, said)
