"""What makes two like wordings say different things: negated, opposite, weaker, stronger, roles swapped.

Owns the flags and the words that decided each. Never filters: a flag is shown with its words, the reader decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from tracker.language.gazetteer import Gazetteer, default_gazetteer
from tracker.match.polarity import Polarity, polarity
from tracker.match.roles import swapped
from tracker.match.signals import Signals

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

    def compare(self, a: str, b: str, *, language: str, turning_only: bool = False) -> Comparison:
        """As the function `compare`; `turning_only` leaves weaker and stronger out."""
        lexicon = polarity(language)
        if lexicon is None or a == b:
            return Comparison()
        one, two = (self._signals(text, language) for text in (a, b))
        reasons = [*_negated(one, two, lexicon), *_opposite(one, two)]
        words = swapped(one.named, two.named, lexicon=lexicon, language=language)
        reasons += [Reason(flag=SWAPPED, a=words[0], b=words[1])] if words else []
        if not reasons and not turning_only:
            reasons = _force(one, two)
        return Comparison(flags=tuple(dict.fromkeys(r.flag for r in reasons)), reasons=tuple(reasons))

    def _signals(self, text: str, language: str) -> Signals:
        key = text, language
        if key not in self._read:
            if len(self._read) >= KEPT:
                self._read.clear()
            lexicon = polarity(language)
            assert lexicon is not None
            self._read[key] = Signals(text, lexicon=lexicon, language=language, gazetteer=self._gazetteer)
        return self._read[key]


def compare(a: str, b: str, *, language: str, gazetteer: Gazetteer | None = None) -> Comparison:
    """Flags of `b` against `a`, for two texts that are alike; empty for languages without a lexicon.

    A turned or swapped meaning is not called weaker or stronger as well.
    """
    return Comparer(gazetteer).compare(a, b, language=language)


def _negated(a: Signals, b: Signals, lexicon: Polarity) -> list[Reason]:
    """A word that both texts hold, denied in one and nowhere in the other.

    Where both deny something (no country is immune, nobody is immune) only a word of the lexicon counts: the same
    thought can be denied at another word.
    """
    if not a.denies and not b.denies:
        return []
    both = a.denies and b.denies
    for one, two in ((b, a), (a, b)):
        for word in sorted(one.denied.keys() - two.denied.keys()):
            if word in two.free and word not in one.free and not (both and not any(lexicon.tags(word))):
                words = one.denied[word]
                return [Reason(flag=NEGATED, a=words if one is a else "", b=words if one is b else "")]
    return []


def _opposite(a: Signals, b: Signals) -> list[Reason]:
    """A word of one side alone in a and of the other alone in b, said of the same words beside them."""
    for name, side in sorted(a.sides):
        other = (name, 1 - side)
        if other not in b.sides or other in a.sides or (name, side) in b.sides:
            continue
        for one, two in product(a.sides[name, side], b.sides[other]):
            (before, after), (before_two, after_two) = a.beside(one), b.beside(two)
            if before & before_two or after & after_two:
                return [Reason(flag=OPPOSITE, a=one.word, b=two.word)]
    return []


def _force(a: Signals, b: Signals) -> list[Reason]:
    """Weaker or stronger: a step on a scale in place of another, else what raises the words that both hold.

    A step that is added to one that stays is an addition, not a change.
    """
    for scale in sorted(a.levels.keys() & b.levels.keys()):
        one, two = a.levels[scale], b.levels[scale]
        low, high = max(one), max(two)
        if low != high and low not in two and high not in one:
            return _direction(high - low, one[low], two[high])
    shared = sorted(a.raised.keys() & b.raised.keys())
    change = {key: b.raised[key][0] - a.raised[key][0] for key in shared}
    for key in shared:
        if change[key]:
            return _direction(sum(change.values()) or change[key], a.raised[key][1], b.raised[key][1])
    return []


def _direction(change: int, a: str, b: str) -> list[Reason]:
    return [Reason(flag=STRONGER if change > 0 else WEAKER, a=a, b=b)]
