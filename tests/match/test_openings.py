import re

import pytest

from tracker.match.incidents.eventwords import lexicon
from tracker.match.incidents.openings import openings

LANGUAGES = ("en", "zh", "fr", "es", "pt", "de", "ru", "tr", "ar", "fa", "ur", "ja", "ko")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("hijack(?:ing|ed)?|hostages?", {"hijack", "hostage"}),
        ("(?:train|bus) siege", {"train", "bus"}),
        ("(?:deadly |brutal )*(?:attacks?|raid)", {"deadly ", "brutal ", "attack", "raid"}),
        (r"(?<!cease-)fire|\d+ dead", {"fire", ""}),
        ("Atomtest\\w*", {"atomtest"}),
        ("a?b", {""}),
    ],
)
def test_what_a_pattern_finds_begins_with_one_of_its_openings(pattern: str, expected: set[str]):
    assert openings(pattern) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plain_event_word_is_looked_for(language: str):
    words = lexicon(language)
    plain = re.compile(r"[^\W\d_]+")
    for kind, pattern in words.kinds:
        for word in plain.findall(pattern.pattern):
            sentence = f"x {word.upper()} y {word} z"
            if pattern.search(sentence):
                assert kind in [found for found, _ in words.kinds_in(sentence)], (kind.name, word)
