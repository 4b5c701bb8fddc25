"""What a ladder file must look like before its words are compiled.

Owns which keys there must be and what stands under them. Never says what a word means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.errors import BadConfig
from tracker.terms import VerbClass

_NEEDED = (
    "links", "negators", "hypotheticals", "requests", "others", "passives", "topics", "idioms", "nouns", "noun_own",
)  # fmt: skip
_OPTIONAL = ("denials", "fronted", "own", "infinitives", "loose", "participles", "noun_does")
#: Here alone nothing at all is a word: Russian needs none before a verb that is asked of somebody.
_MAY_BE_EMPTY = "infinitives"
_LEVELS = (3, 2)
_MAPPINGS: Mapping[str, Sequence[object]] = {"classes": [one.value for one in VerbClass], "intensifiers": _LEVELS}


def expect_ladder(data: Any) -> dict[str, Any]:
    """The file's mapping. Raises BadConfig naming the key, what is expected there, and what was found."""
    if not isinstance(data, dict):
        raise BadConfig(f"ladder: expected the keys of ladder_en.yaml, found {_kind(data)}")
    lacking = [key for key in ("language", "classes", "intensifiers", *_NEEDED) if key not in data]
    if lacking:
        raise BadConfig(f"ladder: lacks {', '.join(lacking)}; a list may be empty ([]), but the key must be there")
    if not isinstance(data["language"], str):
        raise BadConfig(
            f'ladder, language: expected a code such as "en" in quotation marks, found {data["language"]!r}'
        )
    for key, words in _lists(data):
        _expect_words(key, words, may_be_empty=key == _MAY_BE_EMPTY)
    return data


def _lists(data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every list of patterns, with the key or keys that lead to it."""
    for key, known in _MAPPINGS.items():
        held = data[key]
        if not isinstance(held, dict):
            raise BadConfig(f"ladder, {key}: expected one list each for {_named(known)}, found {_kind(held)}")
        strange = [name for name in held if name not in known]
        if strange:
            raise BadConfig(f"ladder, {key}: {strange[0]!r} is none of {_named(known)}")
        yield from ((f"{key}, {name}", words) for name, words in held.items())
    lacking = [str(level) for level in _LEVELS if level not in data["intensifiers"]]
    if lacking:
        raise BadConfig(f"ladder, intensifiers: lacks {', '.join(lacking)}; the list may be empty ([])")
    yield from ((key, data[key]) for key in (*_NEEDED, *(k for k in _OPTIONAL if k in data)))


def _expect_words(key: str, words: Any, *, may_be_empty: bool) -> None:
    if not isinstance(words, list):
        raise BadConfig(f"ladder, {key}: expected a list of patterns, found {_kind(words)}")
    for word in words:
        if not isinstance(word, str):
            raise BadConfig(
                f"ladder, {key}: expected text, found {word!r}; YAML reads no, on and 3 as text in quotes only"
            )
        try:
            matches_nothing = re.fullmatch(word, "") is not None
        except (re.error, RecursionError, OverflowError) as error:
            raise BadConfig(f"ladder, {key}: the pattern {word!r} cannot be read ({error})") from error
        if matches_nothing and not may_be_empty:
            raise BadConfig(
                f"ladder, {key}: the pattern {word!r} fits where no word stands; it would be met everywhere"
            )


def _named(known: Sequence[object]) -> str:
    return ", ".join(map(str, known))


def _kind(found: object) -> str:
    """What was found, in a word for people."""
    words = {dict: "keys and values", list: "a list", str: "text", type(None): "nothing"}
    return words.get(type(found), repr(found)[:80])
