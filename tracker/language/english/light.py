"""Verbs that say nothing by themselves with nouns of speech: issued a demand for, made the claim that.

Owns which such pairs report, and what may follow them. Never takes a noun for speech that no verb puts forward.
"""

from __future__ import annotations

import re
from functools import cache

from tracker.language.english.lexicon import inflected, lists, words

_PAIR = re.compile(
    r"\s(?:forward\s|out\s)?(?:(?:an?|the|its|his|her|their|another|this)\s)?(?:[a-z-]+\s){0,2}?"
    r"(?P<noun>[a-z]+)\s(?P<particle>that|to|for|of|about|against|over)\b"
)
#: "a warning to Karsa that", and what stands behind "to" where no verb does: "an appeal to both sides to".
_HEARER = re.compile(r"\s(?:[\w’'\ue003-]+\s){1,6}?that\b")
_SOMEBODY = re.compile(r"\s(?:the|an?|all|both|any|its|his|her|their|[A-Z][\w’'-]*)\b")
_CLAUSE = frozenset(("told clause", "told hearer"))
_BIDDING = frozenset(("told bidding",))
_OBJECT = frozenset(("told object",))


def uttered(masked: str, verb_end: int, lemma: str) -> tuple[int, str, frozenset[str]] | None:
    """Where a light verb and its noun end, what they are, and the frames that they open; nothing without such a noun.

    The word behind the noun is taken in where the content begins behind it ("a demand for | the port to open").
    """
    found = _PAIR.match(masked, verb_end) if lemma in words("light") else None
    known = _pairs().get(found["noun"], frozenset()) if found else frozenset[str]()
    if found is None or not known:
        return None
    name, particle = f"{lemma} {found['noun']}", found["particle"]
    if "that" in known and (particle == "that" or _HEARER.match(masked, found.end())):
        return found.end("noun"), name, _CLAUSE
    if particle not in known:
        return None
    if particle == "to":
        told = _SOMEBODY.match(masked, found.end())
        return (found.end(), name, _BIDDING) if told else (found.end("noun"), name, frozenset(("told infinitive",)))
    return found.end(), name, _BIDDING | _OBJECT if particle == "for" else _OBJECT


@cache
def _pairs() -> dict[str, frozenset[str]]:
    """Noun of speech, one or many → the words that may tie its content to it."""
    found: dict[str, set[str]] = {}
    for particle, nouns in lists("uttered").items():
        for noun in nouns:
            for form in (noun, inflected(noun)[0]):
                found.setdefault(form, set()).add(particle)
    return {noun: frozenset(particles) for noun, particles in found.items()}
