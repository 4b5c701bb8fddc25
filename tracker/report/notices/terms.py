"""Terms of a rule in a text: by the stems of their words, in any script, or by a pattern.

Owns what counts as a hit, and what stands beside it that denies or supposes. Never decides whether a hit is new.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tracker.errors import BadConfig
from tracker.language.texts.letters import one_for_one
from tracker.language.texts.tokens import HAS_SOLID, fold, tokenize
from tracker.match.judging.polarity import polarity
from tracker.match.judging.stems import stem
from tracker.report.notices.patience import patience
from tracker.sources import Rule

#: Seconds that a pattern may look through one text.
PATIENCE = 2.0
#: Letters of a term that a text must hold for its words to be looked at, where words are written with blanks.
_SIGHT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of a rule, or the name of its pattern, found at `start` to `end` of a text."""

    name: str
    start: int
    end: int


def terms_in(rule: Rule, text: str, language: str) -> Iterator[Term]:
    """Where a text holds what the rule asks for in its language. BadConfig for a pattern that finds no end."""
    primary = language.split("-", 1)[0]
    for tongue, terms in rule.terms.items():
        for name in terms if tongue.split("-", 1)[0] == primary else ():
            yield from _stemmed(name, text, primary)
    for tongue, pattern in rule.patterns.items():
        if tongue.split("-", 1)[0] == primary:
            yield from _met(pattern, text)


def _met(pattern: re.Pattern[str], text: str) -> list[Term]:
    try:
        with patience(PATIENCE):
            spans = [found.span() for found in pattern.finditer(text)]
    except TimeoutError as error:
        raise BadConfig(
            f"alerts.yaml: the pattern {pattern.pattern[:100]!r} looked for {PATIENCE:g} seconds in a text of"
            f" {len(text):,} characters; write it without a repeat inside a repeat, such as (a+)+"
        ) from error
    return [Term(name=pattern.pattern, start=start, end=end) for start, end in spans if end > start]


def _stemmed(name: str, text: str, language: str) -> Iterator[Term]:
    wanted = _stems(name, language)
    if not wanted or not _in_sight(name, text):
        return
    tokens = tokenize(text, language=language)
    stems = [stem(fold(one.text), language) for one in tokens]
    for at in range(len(stems) - len(wanted) + 1):
        if tuple(stems[at : at + len(wanted)]) == wanted:
            yield Term(name=name, start=tokens[at].start, end=tokens[at + len(wanted) - 1].end)


@lru_cache(maxsize=512)
def _stems(name: str, language: str) -> tuple[str, ...]:
    return tuple(stem(fold(one.text), language) for one in tokenize(name, language=language))


def _in_sight(name: str, text: str) -> bool:
    """Whether it is worth cutting the text into words; only where endings alone change is that told so cheaply."""
    if HAS_SOLID.search(name):
        return name.strip() in text
    return not name.isascii() or name.strip().casefold()[:_SIGHT] in text.casefold()


def hedges(sentence: str, language: str) -> tuple[Sequence[str], Sequence[str]]:
    """The words of a sentence that deny, and those that suppose; nothing in a language without such a list."""
    known = polarity(language)
    if known is None:
        return (), ()
    low = one_for_one(sentence, language=language).lower()
    denying = [found[0].strip() for pattern in (known.negators, known.behind) for found in pattern.finditer(low)]
    supposing = [found[0].strip() for found in known.supposing.finditer(low)]
    return tuple(dict.fromkeys(filter(None, denying))), tuple(dict.fromkeys(filter(None, supposing)))
