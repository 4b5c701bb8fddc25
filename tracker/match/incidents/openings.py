"""How what a pattern finds can begin: plain letters that an automaton looks for before the pattern is tried.

Owns the reading of alternatives, groups and what may be left out. Never finds anything itself.
"""

from __future__ import annotations

import re

_PLAIN = re.compile(r"(?:[^\W_]|[ ’'-])+")
_REPEATED = ("?", "*")


def openings(pattern: str) -> frozenset[str]:
    """Lower-case texts, one of which begins whatever the pattern finds, in lower case; "" where that is anything.

    Knows alternatives, groups, and `?`, `*`, `+` behind a letter or a group: what the lists of event words are made of.
    """
    return frozenset(found for one in _alternatives(pattern) for found in _of_one(one))


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of the top level."""
    parts, depth, begin = [], 0, 0
    for at, char in enumerate(pattern):
        if pattern[at - 1 : at] == "\\":
            continue
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append(pattern[begin:at])
            begin = at + 1
    return [*parts, pattern[begin:]]


def _of_one(pattern: str) -> frozenset[str]:
    if pattern.startswith("(?<"):  # a look at what stands before takes nothing
        return openings(pattern[_end(pattern) :])
    if pattern.startswith("(?:"):
        end = _end(pattern)
        inner, rest = openings(pattern[3 : end - 1]), pattern[end:]
        if rest.startswith(_REPEATED):
            return inner | openings(rest[1:])
        return inner
    plain = _PLAIN.match(pattern)
    if plain is None:
        return frozenset([""])
    text, rest = plain.group(), pattern[plain.end() :]
    if rest.startswith(_REPEATED) or rest.startswith("{"):
        if len(text) == 1:
            return frozenset([""])
        text = text[:-1]
    return frozenset([text.casefold()])


def _end(pattern: str) -> int:
    """Where the group ends that the pattern begins with."""
    depth = 0
    for at, char in enumerate(pattern):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return at + 1
    return len(pattern)
