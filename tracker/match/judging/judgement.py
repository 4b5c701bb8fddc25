"""One judgement, one place: whether two passages are the same wording, how alike, and what differs.

Owns the answer for two texts. The rule is the one that clusters: `tracker.match.joining.rule`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.language.names.gazetteer import Gazetteer, default_gazetteer
from tracker.language.texts.canon import canonical
from tracker.match import epochs
from tracker.match.joining import bags, rule
from tracker.match.judging.flags import compare
from tracker.match.judging.redline import Change, redline


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether two passages are one wording.

    `similarity` is between 0 and 1 by `measure` (dice or containment, whichever speaks more for sameness). Containment
    is stated on the scale of Dice, times `rule.DICE / rule.CONTAINMENT`, so that one threshold, `rule.DICE`, and one
    order hold for both. `flags` say how b differs in force from a
    (negated, opposite, roles-swapped, weaker, stronger); they never change `same_formula`. `differences` lists what
    is gone from a and new in b, word by word.
    """

    same_formula: bool
    similarity: float
    measure: str
    flags: tuple[str, ...]
    differences: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Both measures of two canonical forms by `rule.alike`, and the fewer content terms of the two."""

    dice: float
    containment: float
    terms: int

    @property
    def same(self) -> bool:
        """Whether the forms are the same wording by either measure."""
        return self.by_dice or self.by_containment

    @property
    def similarity(self) -> float:
        """Dice, or containment on its scale where that is more and the passage is long enough to be contained."""
        contained = self.containment * rule.DICE / rule.CONTAINMENT if self.terms >= rule.CLAUSE_TERMS else 0.0
        return max(self.dice, contained)

    @property
    def by_dice(self) -> bool:
        """Whether Dice alone says so."""
        return self.terms >= rule.MEMBER_TERMS and self.dice >= rule.DICE

    @property
    def by_containment(self) -> bool:
        """Whether the lighter one occurs in the other as a whole."""
        return self.terms >= rule.CLAUSE_TERMS and self.containment >= rule.CONTAINMENT


def judge(
    a: str,
    b: str,
    *,
    language: str,
    weights: Mapping[str, float] | epochs.Epoch | None = None,
    gazetteer: Gazetteer | None = None,
) -> Judgement:
    """Judge `b` against `a`; equal texts are the same wording at 1.0, a text without words is like nothing else.

    `weights` is an epoch, or a mapping of canonical terms to weights (terms it lacks weigh `epochs.FLAT`); without it
    the shipped epoch is used.
    """
    gazetteer = gazetteer or default_gazetteer()
    forms = [canonical(text, language=language, gazetteer=gazetteer) for text in (a, b)]
    alike = likeness(forms[0], forms[1], weigher(weights, language), language=language)
    equal = a == b and bool(a.strip())
    return Judgement(
        same_formula=alike.same or equal,
        similarity=1.0 if equal else round(alike.similarity, 6),
        measure="containment" if alike.similarity > alike.dice else "dice",
        flags=compare(a, b, language=language, gazetteer=gazetteer).flags,
        differences=tuple(c for c in redline(a, b, language=language, gazetteer=gazetteer) if c.kind != "same"),
    )


def weigher(weights: Mapping[str, float] | epochs.Epoch | None, language: str) -> epochs.Weigher:
    """The weight of each term under the weights given, or under the shipped epoch."""
    if weights is None:
        return epochs.current().weigher(language)
    if isinstance(weights, epochs.Epoch):
        return weights.weigher(language)
    return epochs.Weights(default=epochs.FLAT, table=weights).of


def likeness(a: Sequence[str], b: Sequence[str], weigh: epochs.Weigher, *, language: str) -> Likeness:
    """How alike two canonical forms are by Dice and by containment, from the whole weights that the join uses."""
    shared, one, two = weighed(a, b, weigh)
    dice, containment = rule.alike(shared, ((one + two) / 2, min(one, two)), language).tolist()
    return Likeness(
        dice=dice,
        containment=containment,
        terms=min(rule.content_terms(a), rule.content_terms(b)),
    )


def weighed(a: Sequence[str], b: Sequence[str], weigh: epochs.Weigher) -> tuple[int, int, int]:
    """The weight that two canonical forms share and that of each, in thousandths."""
    left, right = Counter(a), Counter(b)
    return _weight(left & right, weigh), _weight(left, weigh), _weight(right, weigh)


def _weight(bag: Counter[str], weigh: epochs.Weigher) -> int:
    return sum(count * bags.quantise(weigh(term)) for term, count in bag.items())
