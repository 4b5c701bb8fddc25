"""What the grid of an incident asks of a sentence: whether it condemns, says terrorism, names, condoles, backs, calms.

Owns the reading of the cited lists (data/asked_*.yaml) and which words say yes. Only the sentence's own voice counts:
what is denied, supposed, asked, thanked for or said by others says nothing. Never weighs several sentences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from tracker.language.evaluating.framing import actor, frames
from tracker.language.evaluating.ladder import ladder
from tracker.language.evaluating.moves import cues, moves as read_moves
from tracker.language.evaluating.strength import strength
from tracker.language.texts.letters import lowered, one_for_one
from tracker.model import Strength
from tracker.terms import Move, VerbClass
from tracker.yamltext import parsed


class Asked(StrEnum):
    """The questions."""

    CONDEMN = "condemn"
    TERRORISM = "terrorism"
    NAMES = "names"
    CONDOLE = "condole"
    BACKS = "backs"
    RESTRAINT = "restraint"


#: Opposing something as such is no condemnation of an event.
_CONDEMNS = frozenset({VerbClass.CONDEMN, VerbClass.DEPLORE})
_ASKING = re.compile(r"[?？؟][\s\"”’»」)]*$")
#: The word by languages that have no file of their own; what follows a stem belongs to the word.
_TERROR = {
    "fr": "terroris", "es": "terroris", "pt": "terroris", "it": "terroris", "de": "terror", "ja": "テロ", "ko": "테러",
    "ar": "[إا]رهاب", "fa": "تروریس", "ur": "دہشت", "tr": "terör", "ru": "террор", "be": "тэрар", "uk": "терор",
    "hi": "आतंक", "id": "teroris",
}  # fmt: skip
_SOLID = ("ja",)
_LETTERS = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """One question's patterns for lower-cased text."""

    match: re.Pattern[str] = re.compile("(?!)")
    needs: re.Pattern[str] | None = None
    unless: tuple[re.Pattern[str], ...] = ()


@cache
def _rules(language: str) -> Mapping[Asked, _Rule]:
    code = language.split("-", 1)[0].lower()
    resource = files("tracker.language").joinpath(f"data/asked_{code}.yaml")
    if not resource.is_file():
        more = "" if code in _SOLID else r"\w*"
        return {Asked.TERRORISM: _Rule(match=re.compile(_TERROR[code] + more))} if code in _TERROR else {}
    data = parsed(one_for_one(resource.read_text(encoding="utf-8"), language=language))
    return {
        Asked(name): _Rule(
            match=re.compile(row.get("match", "(?!)")),
            needs=re.compile(row["needs"]) if "needs" in row else None,
            unless=tuple(re.compile(one) for one in row.get("unless", ())),
        )
        for name, row in data["questions"].items()
    }


def answerable(question: Asked, *, language: str) -> bool:
    """Whether a "no" means anything: there are words to look for in this language."""
    if question is Asked.CONDEMN:
        return ladder(language) is not None
    if question is Asked.NAMES:
        return frames(language) is not None
    return question in _rules(language) or (question is Asked.CONDOLE and bool(cues(language).rules))


def reply(
    question: Asked,
    sentence: str,
    *,
    language: str,
    read: Strength | None = None,
    moves: Sequence[Move] | None = None,
) -> str | None:
    """The words of the sentence that say yes, or None. `read` and `moves` spare reading them again.

    A question says nothing. Words are verbatim, several parted by " · ".
    """
    if _ASKING.search(sentence):
        return None
    if question is Asked.CONDEMN:
        found = _own(sentence, language, read)
        return " · ".join(found.words) if found.verb_class in _CONDEMNS else None
    if question is Asked.NAMES:
        return _names(sentence, language, _own(sentence, language, read))
    rule = _rules(language).get(question)
    if rule is not None:
        return _said(sentence, lowered(sentence, language=language), rule)
    if question is Asked.CONDOLE:
        held = read_moves(sentence, language=language, read=read) if moves is None else moves
        return sentence if Move.CONDOLE in held else None
    return None


def _said(sentence: str, low: str, rule: _Rule) -> str | None:
    """The first words that say yes and that nothing cancels; a cancelled place does not cancel another one."""
    if not rule.match.search(low) or (rule.needs and not rule.needs.search(low)):
        return None
    spoilt = [found.span() for pattern in rule.unless for found in pattern.finditer(low)]
    for found in rule.match.finditer(low):
        if not any(start < found.end() and found.start() < end for start, end in spoilt):
            return sentence[found.start() : _whole(low, found.end())]
    return None


def _names(sentence: str, language: str, read: Strength) -> str | None:
    """The actor whom the framing names; without an evaluation or a word for an event there is none."""
    held = frames(language)
    evaluates = read.verb_class is not VerbClass.NONE
    if held is None or not (evaluates or held.any_label.search(lowered(sentence, language=language))):
        return None
    named = actor(sentence, language=language, read=read, rules=held)
    return named.words if named else None


def _whole(low: str, end: int) -> int:
    """The end of the word that was found, where a pattern knows its beginning alone."""
    rest = _LETTERS.match(low, end)
    return rest.end() if rest and end and low[end - 1].isascii() else end


def _own(sentence: str, language: str, read: Strength | None) -> Strength:
    """The sentence's strength, none where the word that decided is a noun of others ("condemnation of X by Y")."""
    found = read or strength(sentence, language=language)
    rule = _rules(language).get(Asked.CONDEMN)
    if rule is None or not found.words:
        return found
    low = lowered(sentence, language=language)
    spoilt = [low[slice(*hit.span())] for pattern in rule.unless for hit in pattern.finditer(low)]
    main = max(found.words, key=len).lower()
    return Strength() if any(main in words for words in spoilt) else found
