"""Wordings with their names, places, dates and numbers as slots: what people read as the recurring phrasing.

Owns templates and variants. Never decides which passages belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.language.gazetteer import Gazetteer
from tracker.language.masks import mask

_SPACES = re.compile(r"\s+")
#: Two slots of one role side by side are one thing in two words: a place and its town.
_BESIDE = re.compile(r"(\{[A-Z]+\})(?:\s*\1)+")
_ENDS = " \t\n\"'“”‘’«»「」『』.,;:。，；：、"


def template(text: str, *, language: str, gazetteer: Gazetteer) -> str:
    """The text with `{ROLE}` for each masked span and white space folded; never empty for a text with words."""
    parts: list[str] = []
    at = 0
    for slot in sorted(mask(text, language=language, gazetteer=gazetteer), key=lambda s: (s.start, -s.end)):
        if slot.start >= at:
            parts += [text[at : slot.start], f"{{{slot.role}}}"]
            at = slot.end
    shown = _BESIDE.sub(r"\1", _SPACES.sub(" ", "".join([*parts, text[at:]])).strip())
    return shown.strip(_ENDS) or shown


def variants(wordings: Iterable[tuple[str, str]]) -> tuple[tuple[str, int], ...]:
    """Distinct wordings of (template, statement), with the number of statements, commonest first.

    Case and marks at the ends make no variant; the form shown is the first in code-point order.
    """
    shown: dict[str, str] = {}
    users: dict[str, set[str]] = {}
    for wording, statement in wordings:
        key = wording.casefold()
        shown[key] = min(shown.get(key, wording), wording)
        users.setdefault(key, set()).add(statement)
    return tuple(sorted(((shown[k], len(users[k])) for k in users), key=lambda v: (-v[1], v[0])))
