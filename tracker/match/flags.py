"""What makes two like wordings say different things: negated, opposite, weaker, stronger, roles swapped.

Owns the flags and the words that decided each. Never filters: a flag is shown with its words, the reader decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from re import Match, Pattern

import snowballstemmer

from tracker.language.gazetteer import Gazetteer, default_gazetteer
from tracker.language.strength import strength as read_strength
from tracker.language.tokens import tokenize
from tracker.match import rule
from tracker.match.polarity import Polarity, polarity
from tracker.match.roles import swapped
from tracker.model import VerbClass

NEGATED, OPPOSITE, WEAKER, STRONGER, SWAPPED = "negated", "opposite", "weaker", "stronger", "roles-swapped"

#: How many words a negation reaches.
SCOPE = 4
#: Latin words shorter than this carry no meaning that could be denied.
SHORT = 3
_STEMMERS = {
    language: snowballstemmer.stemmer(name)
    for language, name in (("en", "english"), ("fr", "french"), ("es", "spanish"), ("ru", "russian"), ("ar", "arabic"))
}
_MARKS = frozenset(",.;:!?()，。；：！？、\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a flag was raised: the deciding words of each text (one may be empty)."""

    flag: str
    a: str
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The flags of b against a (b is weaker, say), in a fixed order, and the words behind each."""

    flags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


def compare(a: str, b: str, *, language: str, gazetteer: Gazetteer | None = None) -> Comparison:
    """Flags of `b` against `a`, for two texts that are alike; empty for languages without a lexicon.

    A turned or swapped meaning is not called weaker or stronger as well.
    """
    lexicon = polarity(language)
    if lexicon is None or a == b:
        return Comparison()
    found = [*_negated(a, b, lexicon, language), *_opposite(a, b, lexicon)]
    found += swapped_evidence(a, b, lexicon, language, gazetteer or default_gazetteer())
    if not found:
        found = _force(a, b, lexicon, language)
    return Comparison(flags=tuple(dict.fromkeys(one.flag for one in found)), evidence=tuple(found))


def swapped_evidence(a: str, b: str, lexicon: Polarity, language: str, gazetteer: Gazetteer) -> list[Evidence]:
    """Evidence of two names that changed places around the same words."""
    words = swapped(a, b, lexicon=lexicon, language=language, gazetteer=gazetteer)
    return [Evidence(flag=SWAPPED, a=words[0], b=words[1])] if words else []


@lru_cache(maxsize=65_536)
def _stem(word: str, language: str) -> str:
    stemmer = _STEMMERS.get(rule.primary(language))
    return str(stemmer.stemWord(word)) if stemmer else word


def _words(text: str, language: str) -> list[tuple[str, int, int]]:
    """Stems with their places."""
    tokens = tokenize(text, language=language)
    return [
        (_stem(t.text.casefold(), language), t.start, t.end)
        for t in tokens
        if len(t.text) >= SHORT or not t.text.isascii()
    ]


def _outside(pattern: Pattern[str], text: str, harmless: Sequence[Match[str]]) -> Iterable[Match[str]]:
    return (m for m in pattern.finditer(text) if not any(h.start() < m.end() and m.start() < h.end() for h in harmless))


def _denied(text: str, lexicon: Polarity, language: str) -> tuple[dict[str, str], set[str]]:
    """Stems under a negation with the words that deny them, and stems that stand undenied."""
    low = text.lower() if len(text.lower()) == len(text) else text
    words = _words(text, language)
    harmless = list(lexicon.harmless.finditer(low))
    denied: dict[str, str] = {}
    reached: set[int] = set()
    for cue in _outside(lexicon.negators, low, harmless):
        after = [(i, w) for i, w in enumerate(words) if w[1] >= cue.end()][:SCOPE]
        for i, (stem, start, end) in after:
            if _MARKS.intersection(text[cue.end() : start]):
                break
            denied.setdefault(stem, text[cue.start() : end])
            reached.add(i)
    return denied, {stem for i, (stem, _, _) in enumerate(words) if i not in reached}


def _negated(a: str, b: str, lexicon: Polarity, language: str) -> list[Evidence]:
    """A word that both texts hold, denied throughout in one and nowhere in the other."""
    denied_a, free_a = _denied(a, lexicon, language)
    denied_b, free_b = _denied(b, lexicon, language)
    for stem in sorted(denied_b.keys() - denied_a.keys()):
        if stem in free_a and stem not in free_b:
            return [Evidence(flag=NEGATED, a="", b=denied_b[stem])]
    for stem in sorted(denied_a.keys() - denied_b.keys()):
        if stem in free_b and stem not in free_a:
            return [Evidence(flag=NEGATED, a=denied_a[stem], b="")]
    return []


def _hits(pattern: Pattern[str], text: str) -> Counter[str]:
    return Counter(m.group() for m in pattern.finditer(text.lower()))


def _opposite(a: str, b: str, lexicon: Polarity) -> list[Evidence]:
    """A word of one side gone and a word of the other side new, and neither side kept in both."""
    for pair in lexicon.opposites:
        for one, two in (pair, pair[::-1]):
            held, lost = _hits(one, a), _hits(one, b)
            gained, before = _hits(two, b), _hits(two, a)
            if held and gained and not lost and not before:
                return [Evidence(flag=OPPOSITE, a=min(held), b=min(gained))]
    return []


def _force(a: str, b: str, lexicon: Polarity, language: str) -> list[Evidence]:
    """Weaker or stronger, by the ladder of evaluation first, then by the other scales, then by what raises."""
    one, two = read_strength(a, language=language), read_strength(b, language=language)
    if VerbClass.NONE not in (one.verb_class, two.verb_class) and one.verb_class != two.verb_class:
        return _direction(two.verb_class.rank - one.verb_class.rank, " ".join(one.words), " ".join(two.words))
    for _, levels in lexicon.scales:
        (low, words_a), (high, words_b) = _level(a, levels), _level(b, levels)
        if low and high and low != high:
            return _direction(high - low, words_a, words_b)
    return _raised(a, b, lexicon)


def _level(text: str, levels: Sequence[Pattern[str]]) -> tuple[int, str]:
    low = text.lower()
    for place in range(len(levels), 0, -1):
        if found := levels[place - 1].search(low):
            return place, text[found.start() : found.end()] if len(low) == len(text) else found.group()
    return 0, ""


def _raised(a: str, b: str, lexicon: Polarity) -> list[Evidence]:
    sums, words = [0, 0], [[""], [""]]
    for pattern, weight in lexicon.force:
        here, there = _hits(pattern, a), _hits(pattern, b)
        for side, only in enumerate((here - there, there - here)):
            sums[side] += weight * only.total()
            words[side] += sorted(only)
    if sums[0] == sums[1]:
        return []
    return _direction(sums[1] - sums[0], " ".join(words[0]).strip(), " ".join(words[1]).strip())


def _direction(change: int, a: str, b: str) -> list[Evidence]:
    return [Evidence(flag=STRONGER if change > 0 else WEAKER, a=a, b=b)]
