"""The lexicon of English reporting verbs, nouns and adjectives, and the regular forms of a verb.

Owns how data/verbs_en.yaml is read. Never says what a word means where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from tracker.yamltext import parsed

_CONSONANT_Y = re.compile(r".*[^aeiou]y")


@cache
def data() -> Mapping[str, Any]:
    """The whole lexicon as its file gives it."""
    text = files("tracker.language").joinpath("data/verbs_en.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = parsed(text)
    return MappingProxyType(loaded)


@cache
def words(key: str) -> frozenset[str]:
    """One of the plain lists of the lexicon."""
    return frozenset(data()[key])


def lists(key: str) -> Mapping[str, Sequence[str]]:
    """One of the lexicon's groups of lists: nouns or adjectives by what may follow them."""
    found: dict[str, Sequence[str]] = data()[key]
    return MappingProxyType(found)


def inflected(lemma: str) -> tuple[str, str, str, str]:
    """Third person, past, perfect and -ing form of a regular verb."""
    if _CONSONANT_Y.fullmatch(lemma):
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith("e"):
        return lemma + "s", lemma + "d", lemma + "d", (lemma if lemma.endswith("ee") else lemma[:-1]) + "ing"
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return third, lemma + "ed", lemma + "ed", lemma + "ing"
