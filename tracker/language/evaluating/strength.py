"""How strongly one sentence evaluates, on two axes, with the words that decided.

Owns the reading of verb class and intensity in the speaker's own voice. Never compares languages, never ranks
issuers, and never reads another's verb ("many countries condemned") as the speaker's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.language.evaluating.ladder import Ladder, ladder
from tracker.language.evaluating.subjects import governs
from tracker.language.texts.letters import lowered
from tracker.language.texts.spans import Span
from tracker.model import Strength
from tracker.terms import VerbClass

_TARGET_LEAD = re.compile(r"^[\s,]*(?:about|at|over|of|to|for|that|by|with|on|against|的|了)?\s+(?:the\s+)?(?=\S)")
_TARGET = re.compile(r"[^.;:!?,，。；：]{2,90}")
_TARGET_ZH = re.compile(r"对([^，。；对]{1,40}?)(?:表示|予以|深表|深感|感到|严厉|强烈|坚决)")
_CLAUSE = re.compile(
    r"(?<!\d)\.\s*|[;:!?。；]\s*|(?:, |，)(?:and |but |while |whereas )?(?=(?:we|i|our|my|it|he|she|they|the)\b)|，"
)
_REACH = 240
_OPEN, _CLOSE = frozenset("“‘「『《\"'«"), frozenset("”’」』》\"'»")
_ASKS = re.compile(r"[?？؟][\s\"”’»」)]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    """One scale word in its own voice: class, level and the verbatim spans that decided."""

    verb_class: VerbClass
    intensity: int
    spans: tuple[tuple[int, int], ...]
    start: int
    end: int


def strength(sentence: str, *, language: str, rules: Ladder | None = None, others: Sequence[Span] = ()) -> Strength:
    """Verb class, intensity 0 to 3, deciding words and target of one sentence, judged from its own words only.

    `others` are the places of names that are not the speaker's: a verb whose subject is one of them is another's.
    "No condemnation" is a value: class none. `negated` or `hypothetical` says that a scale word occurs but is denied,
    laid on others, or only supposed or asked; the class is then none. Languages without a ladder give none as well.
    The order of the classes follows the project's guide.
    """
    scale = rules or ladder(language)
    low = lowered(sentence, language=language)
    if scale is None or not scale.any_class.search(low):
        return Strength()
    best, denied, supposed = _read(low, scale, others)
    if best is not None and scale.turns.match(low):
        best, denied = None, True
    elif best is not None and _ASKS.search(low):
        best, supposed = None, True
    if best is None:
        return Strength(negated=denied, hypothetical=supposed)
    return Strength(
        verb_class=best.verb_class,
        intensity=best.intensity,
        words=tuple(sentence[start:end] for start, end in best.spans),
        target="" if scale.targetless else _target(sentence, best, spaced=scale.spaced),
    )


def _read(low: str, scale: Ladder, others: Sequence[Span]) -> tuple[_Hit | None, bool, bool]:
    ignored = [m.span() for m in scale.ignored.finditer(low)]
    foreign = [m.span() for m in scale.foreign.finditer(low)]
    best: _Hit | None = None
    denied, supposed = scale.denials.search(low) is not None, False
    for verb_class, pattern in scale.classes:
        for found in pattern.finditer(low):
            if _touches(found, ignored):
                continue
            apart = _touches(found, foreign) or _mocked(low, found)
            voice = "other" if apart or _theirs(low, found, others, scale) else _voice(low, found, scale)
            supposed |= voice == "supposed"
            denied |= voice in ("other", "denied", "supposed")
            if voice == "own":
                best = _stronger(best, _hit(low, found, verb_class, scale))
        if best:
            return best, denied, supposed
    return None, denied, supposed


def _touches(found: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    """Whether one of these spans, which stand in order and apart, shares a letter with the word."""
    at = bisect_left(spans, (found.end(), 0))
    return at > 0 and spans[at - 1][1] > found.start()


def _mocked(low: str, found: re.Match[str]) -> bool:
    """Whether the word stands alone in quotation marks: repeated from somebody else, mostly not meant."""
    return low[found.start() - 1 : found.start()] in _OPEN and low[found.end() : found.end() + 1] in _CLOSE


def _theirs(low: str, found: re.Match[str], others: Sequence[Span], scale: Ladder) -> bool:
    """Whether somebody named, who is not the speaker, is the verb's subject."""
    if not others or scale.nouns.match(found.group()):
        return False
    return governs(low, found.start(), others, language=scale.language)


def _stronger(one: _Hit | None, two: _Hit) -> _Hit:
    return two if one is None or two.intensity > one.intensity else one


def _voice(low: str, found: re.Match[str], scale: Ladder) -> str:
    """Whose evaluation it is: own, other, denied, supposed, or topic (a bare noun in nobody's hands)."""
    left, right = low[max(0, found.start() - _REACH) : found.start()], low[found.end() : found.end() + _REACH]
    if scale.negated.search(left):
        return "denied"
    passive = scale.participles.match(found.group()) and scale.passive.match(right)
    if passive or scale.requested.search(left) or scale.near.search(left) or _others(left, scale):
        return "other"
    if scale.hypothetical.search(left):
        return "supposed"
    return _noun(left, right, found.group(), scale) if scale.nouns.match(found.group()) else "own"


def _noun(left: str, right: str, noun: str, scale: Ladder) -> str:
    """A noun evaluates only in the speaker's hands."""
    if scale.possessed.search(left) and not scale.noun_said.search(left):
        return "other"
    if scale.noun_own.search(left) or scale.noun_does.match(right):
        return "own"
    return "topic" if scale.weak.match(noun) else "other"


def _others(left: str, scale: Ladder) -> bool:
    """Whether a subject that is never the speaker governs the verb, with no word for the speaker between."""
    opening = scale.opening.match(left) if len(left) < _REACH else None
    return any(
        found and not scale.own.search(left, found.start() + 4) for found in (opening, scale.others.search(left))
    )


def _hit(low: str, found: re.Match[str], verb_class: VerbClass, scale: Ladder) -> _Hit:
    start, end = found.span()
    chain = scale.chain.search(low[max(0, start - 90) : start])
    if chain:
        offset = start - len(low[max(0, start - 90) : start])
        first = scale.raising.search(chain.group())
        start = offset + chain.start() + first.start() if first else start
    spans = [(start, end)]
    after = scale.after.match(low[end : end + _REACH])
    fronted = scale.fronted.search(low, 0, start)
    if after:
        spans = [(start, end + after.end())]
    else:
        far = scale.anywhere.search(low, end, min(len(low), _clause_end(low, end)))
        spans += [far.span()] if far else []
    spans += [fronted.span(1)] if fronted else []
    words = " ".join(low[a:b] for a, b in spans)
    bare = words.replace(found.group(), " ", 1) if scale.spaced else words
    level = 3 if scale.strongest.search(bare) else 2 if scale.raising.search(bare) else 1
    return _Hit(verb_class=verb_class, intensity=level, spans=tuple(spans), start=found.start(), end=spans[0][1])


def _clause_end(low: str, at: int) -> int:
    """Where the clause ends; words past a reach never belong to a verb, and to look for them would cost hours."""
    found = _CLAUSE.search(low, at, at + _REACH)
    return found.start() if found else at + _REACH


def _target(sentence: str, hit: _Hit, *, spaced: bool) -> str:
    """The object as the text names it, cut at the clause's end; empty when none follows."""
    if not spaced and (before := _TARGET_ZH.search(sentence, 0, hit.end)):
        return before.group(1)
    rest = sentence[hit.end :]
    lead = _TARGET_LEAD.match(rest) if spaced else None
    found = _TARGET.match(rest[lead.end() :] if lead else rest)
    return found.group().strip() if found else ""
