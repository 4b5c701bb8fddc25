"""What makes two like wordings say different things: negated, opposite, weaker, stronger, roles swapped.

Owns the flags and the words that decided each. Never filters: a flag is shown with its words, the reader decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.language.gazetteer import Gazetteer, default_gazetteer
from tracker.match.polarity import polarity
from tracker.match.roles import swapped
from tracker.match.signals import Signals, read
from tracker.model import VerbClass

NEGATED, OPPOSITE, WEAKER, STRONGER, SWAPPED = "negated", "opposite", "weaker", "stronger", "roles-swapped"
#: Flags that turn a meaning; the others change its force.
TURNING = frozenset({NEGATED, OPPOSITE, SWAPPED})
#: How many readings of texts a comparer keeps at most.
KEPT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a flag was raised: the deciding words of each text (one may be empty)."""

    flag: str
    a: str
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The flags of b against a (b is weaker, say), in a fixed order, and the words behind each."""

    flags: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Comparer:
    """Compares many texts with one gazetteer, reading each of them once."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer or default_gazetteer()
        self._read: dict[tuple[str, str], Signals] = {}

    def compare(self, a: str, b: str, *, language: str) -> Comparison:
        """As the function `compare`."""
        lexicon = polarity(language)
        if lexicon is None or a == b:
            return Comparison()
        one, two = (self._signals(text, language) for text in (a, b))
        reasons = [*_negated(one, two), *_opposite(one, two)]
        words = swapped(one.named, two.named, lexicon=lexicon, language=language)
        reasons += [Reason(flag=SWAPPED, a=words[0], b=words[1])] if words else []
        reasons = reasons or _force(one, two)
        return Comparison(flags=tuple(dict.fromkeys(r.flag for r in reasons)), reasons=tuple(reasons))

    def _signals(self, text: str, language: str) -> Signals:
        key = text, language
        if key not in self._read:
            if len(self._read) >= KEPT:
                self._read.clear()
            lexicon = polarity(language)
            assert lexicon is not None
            self._read[key] = read(text, lexicon=lexicon, language=language, gazetteer=self._gazetteer)
        return self._read[key]


def compare(a: str, b: str, *, language: str, gazetteer: Gazetteer | None = None) -> Comparison:
    """Flags of `b` against `a`, for two texts that are alike; empty for languages without a lexicon.

    A turned or swapped meaning is not called weaker or stronger as well.
    """
    return Comparer(gazetteer).compare(a, b, language=language)


def _negated(a: Signals, b: Signals) -> list[Reason]:
    """A word that both texts hold, denied throughout in one and nowhere in the other."""
    for stem in sorted(b.denied.keys() - a.denied.keys()):
        if stem in a.free and stem not in b.free:
            return [Reason(flag=NEGATED, a="", b=b.denied[stem])]
    for stem in sorted(a.denied.keys() - b.denied.keys()):
        if stem in b.free and stem not in a.free:
            return [Reason(flag=NEGATED, a=a.denied[stem], b="")]
    return []


def _opposite(a: Signals, b: Signals) -> list[Reason]:
    """One side of a contradiction alone in a, the other alone in b."""
    for name, side in sorted(a.sides):
        other = (name, 1 - side)
        if other in b.sides and other not in a.sides and (name, side) not in b.sides:
            return [Reason(flag=OPPOSITE, a=a.sides[name, side], b=b.sides[other])]
    return []


def _force(a: Signals, b: Signals) -> list[Reason]:
    """Weaker or stronger, by the ladder of evaluation first, then by the other scales, then by what raises."""
    if VerbClass.NONE not in (a.strength.verb_class, b.strength.verb_class):
        change = b.strength.verb_class.rank - a.strength.verb_class.rank
        if change:
            return _direction(change, " ".join(a.strength.words), " ".join(b.strength.words))
    for scale in sorted(a.levels.keys() & b.levels.keys()):
        (low, before), (high, after) = a.levels[scale], b.levels[scale]
        if low != high:
            return _direction(high - low, before, after)
    lost, gained = a.counts - b.counts, b.counts - a.counts
    change = sum(b.forces[w] * n for w, n in gained.items()) - sum(a.forces[w] * n for w, n in lost.items())
    return _direction(change, " ".join(sorted(lost)), " ".join(sorted(gained))) if change else []


def _direction(change: int, a: str, b: str) -> list[Reason]:
    return [Reason(flag=STRONGER if change > 0 else WEAKER, a=a, b=b)]
