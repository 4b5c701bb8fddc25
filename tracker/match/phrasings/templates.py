"""Wordings with their names, places, dates and numbers as slots: what people read as the recurring phrasing.

Owns templates and variants, and which marks are no wording. Never decides which passages belong together. A template is
made of the passage and the gazetteer alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tracker.language.names.gazetteer import Gazetteer
from tracker.language.texts.masks import mask

_SPACES = re.compile(r"[\s\ufeff]+")
_SLOT = re.compile(r"\{([A-Z]+)(?: \d+)?\}")
_THE = r"(?:(?:the|les?|la|el|l[oa]s)\s+|l’)?"
#: "the United States’ position" and "Kenya’s position" are one wording.
_OWNS = re.compile(r"(?<!‘)(\{(?:ACTOR|PLACE|PERSON)\})[’'](?=\s)")
#: What is one thing in several words, or several of a kind in a list, fills one slot: a name with its abbreviation, a
#: weekday and a day, a town and its country, the members of a group. Two that something passes between stay two.
_ONE = (
    re.compile(r"(\{[A-Z]+\})\s*[(（]\1[)）]"),
    re.compile(r"(\{[A-Z]+\})(?:\s*\1)+"),
    re.compile(
        rf"(\{{[A-Z]+\}})(?:\s*[,،，、]\s*{_THE}\1)+\s*[,،，、]?\s*(?:and|or|et|ou|y|o|und|e|и|و|和|与|及|以及)\s*{_THE}\1",
        re.IGNORECASE,
    ),
    re.compile(r"(\{PLACE\})(?:[\s,،，]+\1)+"),
    re.compile(r"(\{(?:DATE|NUM)\})(?:[\s,،，:–-]+\1)+"),
    re.compile(r"(\{[A-Z]+\})(?:、\1)+"),
)
_CLOSING = {"”": "“", "»": "«", "」": "「", "』": "『", ")": "(", "）": "（", "]": "[", "】": "【"}
_OPENING = {opening: closing for closing, opening in _CLOSING.items()}
_PAIRED = re.compile(f'[{re.escape("".join((*_CLOSING, *_OPENING)))}"]')
_MARKS = " .,;:…–—•*#-。，；：、·"
#: A full stop within the closing quotation mark is as much at the end as one behind it.
_BEFORE_CLOSING = re.compile(r"[.,。，]+(?=[”\"」』»]$)")
#: An article belongs to the name that fills the slot: "France" has none, "the United States" has one.
_ARTICLE = re.compile(r"\b(?:(?:the|les?|la|el|l[oa]s)\s+|l[’'])(?=\{(?:ACTOR|PLACE|PERSON)\b)", re.IGNORECASE)
_QUOTES = str.maketrans({"'": "’", "“": '"', "”": '"', "«": '"', "»": '"'})


def template(text: str, *, language: str, gazetteer: Gazetteer) -> str:
    """The text with a slot for each masked span and white space folded; never empty for a text with words.

    A slot is `{ROLE}`, and `{ROLE 1}`, `{ROLE 2}` in reading order where a role occurs more than once. Numbers tell
    places in the wording apart; that two of them are filled by two names is not said.
    """
    parts: list[str] = []
    at = 0
    for slot in sorted(mask(text, language=language, gazetteer=gazetteer), key=lambda s: (s.start, -s.end)):
        if slot.start >= at:
            parts += [text[at : slot.start], f"{{{slot.role}}}"]
            at = slot.end
    plain = _SPACES.sub(" ", "".join([*parts, text[at:]])).strip()
    shown = _OWNS.sub(r"\1’s", _trimmed(plain))
    for pattern in _ONE:
        shown = pattern.sub(r"\1", shown)
    return _numbered(shown) or plain


def _trimmed(shown: str) -> str:
    """Without marks at the ends, marks whose partner stands in another sentence, and quotation marks around it all."""
    shown = _paired(shown.strip(_MARKS))
    if len(shown) > 1 and _encloses(shown):
        shown = shown[1:-1]
    return _SPACES.sub(" ", _BEFORE_CLOSING.sub("", shown)).strip(_MARKS)


def _paired(shown: str) -> str:
    """Without brackets and quotation marks that nothing closes or opens."""
    waiting: dict[str, list[int]] = {}
    alone: set[int] = set()
    for found in _PAIRED.finditer(shown):
        at, mark = found.start(), found[0]
        opened = waiting.get(_CLOSING.get(mark, mark))
        if mark not in _OPENING and opened:
            opened.pop()
        elif mark in _CLOSING:
            alone.add(at)
        else:
            waiting.setdefault(mark, []).append(at)
    alone |= {at for left in waiting.values() for at in left}
    return "".join(mark for at, mark in enumerate(shown) if at not in alone) if alone else shown


def _encloses(shown: str) -> bool:
    """Whether the first mark opens what the last one closes, and nothing of its kind stands between."""
    closing = '"' if shown[0] == '"' else _OPENING.get(shown[0])
    return shown[-1] == closing and not {shown[0], closing}.intersection(shown[1:-1])


def _numbered(shown: str) -> str:
    total = Counter(_SLOT.findall(shown))
    seen: Counter[str] = Counter()

    def name(found: re.Match[str]) -> str:
        role = found[1]
        seen[role] += 1
        return f"{{{role} {seen[role]}}}" if total[role] > 1 else found[0]

    return _SLOT.sub(name, shown)


def unnumbered(wording: str) -> str:
    """A template with plain slots, and without the articles of the names that fill them: for comparing two of them."""
    return _ARTICLE.sub("", _SLOT.sub(r"{\1}", wording))


def same_wording(wording: str) -> str:
    """What two templates have in common that differ by case, kinds of quotation marks and articles of names alone."""
    return _ARTICLE.sub("", wording).translate(_QUOTES).casefold()


def variants(wordings: Iterable[tuple[str, str]]) -> tuple[tuple[str, int], ...]:
    """Distinct wordings of (template, statement), with the number of statements, commonest first.

    Case, marks at the ends and the articles of names make no variant; the form shown is the first in code-point order.
    """
    return more_variants((), wordings)


def more_variants(held: Sequence[tuple[str, int]], wordings: Iterable[tuple[str, str]]) -> tuple[tuple[str, int], ...]:
    """As `variants`, with those that are held already; none of the statements may be among those counted there."""
    shown = {same_wording(wording): wording for wording, _ in held}
    counts = {same_wording(wording): count for wording, count in held}
    users: dict[str, set[str]] = {}
    for wording, statement in wordings:
        key = same_wording(wording)
        shown[key] = min(shown.get(key, wording), wording)
        users.setdefault(key, set()).add(statement)
    for key, statements in users.items():
        counts[key] = counts.get(key, 0) + len(statements)
    return tuple(sorted(((shown[k], counts[k]) for k in counts), key=lambda v: (-v[1], v[0])))
