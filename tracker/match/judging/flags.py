"""What makes two like wordings say different things: negated, opposite, weaker, stronger, roles swapped.

Owns the flags and the words that decided each. Never filters: a flag is shown with its words, the reader decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from tracker.language.names.gazetteer import Gazetteer, default_gazetteer
from tracker.match.judging.force import steps
from tracker.match.judging.frames import redirected
from tracker.match.judging.polarity import Polarity, polarity
from tracker.match.judging.replacements import Replacements
from tracker.match.judging.roles import swapped
from tracker.match.judging.signals import Denial, Hit, Signals

NEGATED, OPPOSITE, WEAKER, STRONGER, SWAPPED = "negated", "opposite", "weaker", "stronger", "roles-swapped"
#: Flags that turn a meaning; the others change its force.
TURNING = frozenset({NEGATED, OPPOSITE, SWAPPED})
#: How many readings of texts a comparer keeps at most.
KEPT = 20_000
#: How many words either side of a denied one must share something with those around it in the other text: of any word,
#: and of one that the lexicon knows.
NEAR, FAR = 3, 7
#: How many words the texts must share beside a denied one: beside any word, and beside one that the lexicon knows.
COMMON, COMMON_KNOWN = 2, 1
#: Words of the lexicon that say what is thought or wanted, and how much.
_SAYING = frozenset({"side", "level", "force", "head"})


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
        places = Replacements(one.words, two.words)
        reasons = _turns(one, two, places, lexicon)
        words = swapped(one.named, two.named, places, lexicon=lexicon, language=language)
        words = words or redirected(one.named, two.named, lexicon)
        reasons += [Reason(flag=SWAPPED, a=words[0], b=words[1])] if words else []
        if not reasons and not turning_only:
            reasons = _force(one, two, places)
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


def _turns(a: Signals, b: Signals, places: Replacements, lexicon: Polarity) -> list[Reason]:
    """What is denied or contradicted; a question does neither."""
    if a.asks or b.asks:
        return []
    return [*_negated(a, b, lexicon), *_opposite(a, b, places)]


def _negated(a: Signals, b: Signals, lexicon: Polarity) -> list[Reason]:
    """A word that both texts hold, denied in one and, in the other, neither denied nor wished away.

    Where both deny something (no country is immune, nobody is immune) only a word of the lexicon counts: the same
    thought can be denied at another word.
    """
    if not a.denies and not b.denies:
        return []
    both = a.denies and b.denies
    for one, two in ((b, a), (a, b)):
        for denial in one.denials:
            word = _denied(denial, one, two, lexicon, both=both)
            if word is not None:
                words = one.text[denial.start : max(denial.end, one.words[word][2])]
                return [Reason(flag=NEGATED, a=words if one is a else "", b=words if one is b else "")]
    return []


def _denied(denial: Denial, one: Signals, two: Signals, lexicon: Polarity, *, both: bool) -> int | None:
    """The number of the word that the denial takes from what `two` says.

    What is denied is the first word with a meaning of its own. If `two` does not have it, something else is denied; if
    `two` denies it as well, the texts agree.
    """
    for number in denial.reach:
        word, start, end = one.words[number]
        if word in two.denied:
            return None
        if word not in lexicon.light and word not in one.free:
            known = word in lexicon.antonyms or any(t.kind in _SAYING for _, t in lexicon.tags(one.low[start:end]))
            enough = one.shares(two, word) >= (COMMON_KNOWN if known else COMMON)
            if enough and any(two.takes(tag) for tag in lexicon.antonyms.get(word, ())):
                return number
            if enough and word in two.favoured and (known or not both):
                near = FAR if known else NEAR
                about = one.about(number, near)
                if any(about & two.about(other, near) for other in two.favoured[word]):
                    return number
        if word not in lexicon.light and word not in two.stems and not one.low[start:end].endswith("ly"):
            return None
    return None


def _opposite(a: Signals, b: Signals, places: Replacements) -> list[Reason]:
    """A word of one side in a and of the other in b, said of the same words beside them or in each other's place.

    Where a text takes both sides, or both texts hold the word, only a word in another one's place counts.
    """
    for name, side in sorted(a.sides) if a.shares(b) >= COMMON_KNOWN else ():
        for one, two in product(a.sides[name, side], b.sides.get((name, 1 - side), ())):
            alone = (name, 1 - side) not in a.sides and (name, side) not in b.sides
            if _faces(one, two, a, b, places) or (alone and _said_of_the_same(one, two, a, b)):
                return [Reason(flag=OPPOSITE, a=one.word, b=two.word)]
    return []


def _faces(one: Hit, two: Hit, a: Signals, b: Signals, places: Replacements) -> bool:
    """Whether the words stand in each other's place, and neither has only moved."""
    return places.facing(one.start, two.start) is not None and one.word not in b.low and two.word not in a.low


def _said_of_the_same(one: Hit, two: Hit, a: Signals, b: Signals) -> bool:
    (before, after), (before_two, after_two) = a.beside(one), b.beside(two)
    return bool(before & before_two or after & after_two)


def _force(a: Signals, b: Signals, places: Replacements) -> list[Reason]:
    """Weaker or stronger, as most steps say; where they are balanced, as the first one does."""
    if a.asks or b.asks:
        return []
    found = list(steps(a, b, places))
    if not found:
        return []
    total = sum(step for step, _, _ in found) or found[0][0]
    _, words, others = next(one for one in found if (one[0] > 0) == (total > 0))
    return [Reason(flag=STRONGER if total > 0 else WEAKER, a=words, b=others)]
