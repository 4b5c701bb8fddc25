"""Eleven further languages, on the invented sentences of tests/eval/tongues: joined, told apart, flagged and read."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tracker.language.evaluating.framing import framing
from tracker.language.evaluating.moves import moves
from tracker.language.evaluating.strength import strength
from tracker.match import judge
from tracker.match.judging.flags import TURNING, compare

FOLDER = Path(__file__).parents[1] / "eval" / "tongues"
SETS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}
LANGUAGES = ("ar", "de", "es", "fa", "fr", "ja", "ko", "pt", "ru", "tr", "ur")
#: Coordinated nouns that change places take the adjective of the first with them.
MISTAKEN = {("ko", 1)}


def each(kind: str) -> list[Any]:
    return [
        pytest.param(language, item, id=f"{language}-{place}")
        for language, data in SETS.items()
        for place, item in enumerate(data[kind])
    ]


def test_every_language_has_a_set():
    assert tuple(SETS) == LANGUAGES


@pytest.mark.parametrize(("language", "item"), each("sentences"))
def test_a_wording_used_again_is_the_same_formula_and_no_other_one_is(language: str, item: dict[str, Any]):
    assert judge(item["text"], item["again"], language=language).same_formula
    others = [one for one in SETS[language]["sentences"] if one is not item]
    assert not any(judge(item["text"], one["again"], language=language).same_formula for one in others)


@pytest.mark.parametrize(("language", "item"), each("sentences"))
def test_a_wording_used_again_raises_no_flag(language: str, item: dict[str, Any]):
    if (language, SETS[language]["sentences"].index(item)) not in MISTAKEN:
        assert compare(item["text"], item["again"], language=language).flags == ()


@pytest.mark.parametrize(("language", "item"), each("sentences"))
def test_strength_and_moves_are_read(language: str, item: dict[str, Any]):
    for text in (item["text"], item["again"]):
        read = strength(text, language=language)
        assert (read.verb_class, read.intensity) == (item["verb_class"], item["intensity"])
        assert all(word in text for word in read.words)
        assert {str(move) for move in moves(text, language=language)} == set(item["moves"])


@pytest.mark.parametrize(("language", "item"), each("pairs"))
def test_what_differs_is_flagged(language: str, item: dict[str, Any]):
    flags = compare(item["a"], item["b"], language=language).flags
    if item["flag"] == "none":
        assert flags == ()
    elif item["flag"] in TURNING:
        assert TURNING.intersection(flags)
    else:
        assert flags == (item["flag"],)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_denied_condemnation_is_none(language: str):
    item = SETS[language]["pairs"][0]
    own, denied = (strength(item[side], language=language) for side in ("a", "b"))
    assert (own.verb_class, own.negated) == ("condemn", False)
    assert (denied.verb_class, denied.negated) == ("none", True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_event_is_called_is_read_and_its_speaker_is_no_target(language: str):
    labels = []
    for place in (0, 8, 9):
        text = SETS[language]["sentences"][place]["text"]
        found = framing(text, language=language)
        assert found.event.words == text[found.event.start : found.event.end]
        assert found.target.name == ""
        labels.append(found.event.label)
    assert labels == ["terrorist attack", "missile launch", "disaster"]


@pytest.mark.parametrize("language", ["ar", "fa", "ur"])
def test_marks_of_direction_do_not_count(language: str):
    text = SETS[language]["sentences"][0]["text"]
    marked = "\u202b" + text.replace(" ", " \u200f", 2) + "\u202c"
    found = judge(text, marked, language=language)
    assert (found.same_formula, found.similarity, found.flags) == (True, 1.0, ())
    assert strength(marked, language=language).verb_class == "condemn"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["", "\ud800", "İ" * 500, "ـ" * 500, "\u200c\u200d" * 200, "не " * 500, "않 " * 500, "ない" * 500, "'" * 500],
)
def test_odd_texts_are_read_without_a_word(language: str, text: str):
    mixed = f"{text} {SETS[language]['sentences'][0]['text']} {SETS['ja']['sentences'][0]['text']} {text}"
    for one in (text, mixed):
        judge(one, mixed, language=language)
        strength(one, language=language)
        moves(one, language=language)
