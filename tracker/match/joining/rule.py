"""When two passages count as one wording: the one rule that judging and clustering share.

Owns the thresholds and what a content term is. Never compares anything itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Likenesses of pairs.
Floats = NDArray[np.float64]

#: Likeness by Dice at or over this makes two passages one wording. The labelling guide calls a wording re-used when
#: about 60 % of the shorter one's content recurs in the other; if that other is a fifth longer, Dice is 0.6 * 2 / 2.2.
DICE = 0.55
#: A whole passage of which this share of weight lies in another one occurs in it. Above the guide's 60 %, because the
#: other passage may be long, and a long one holds a few common words of anything.
CONTAINMENT = 0.65
#: A formula occurs in a sentence from this share on, where words stand by themselves: a long sentence holds most words
#: of a commonplace, strewn about. Of real uses read one by one about a fifth were right under this share, half or more
#: over it. Pairs of characters keep their order, so that Chinese stays at `CONTAINMENT` (some four fifths right).
OCCURS = 0.75
#: The weight of a passage (five or six content words) at which likeness is the plain share, in thousandths as in bags.
#: Three shared words of five are a commonplace, nine of eighteen are not: what differs counts up to half in longer
#: passages and more than once in shorter ones. Measured on labelled pairs: any value from 16 to 32 does as well.
EVEN = 24_000
#: From this weight on what differs is not counted less any more, which bounds the share that any pair needs.
LONG = 4 * EVEN
#: Chinese forms hold pairs of characters: a changed word breaks those at its ends as well, so what differs counts less.
PAIRED = 0.8
#: A matched wording needs three content words (design, section 3).
MEMBER_TERMS = 3
#: A clause that occurs in another passage needs one more: three words of a topic meet by chance in a long sentence.
CLAUSE_TERMS = 4

#: The slot that stands for the name of an event.
EVENT = "{EVENT}"


#: Canonical forms of Chinese hold overlapping pairs of characters; a word has two characters and a half on average.
_PAIR = 2
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"


def alike(shared: ArrayLike, size: ArrayLike, language: str) -> Floats:
    """How alike pairs are that share these weights of these sizes: their mean weight for Dice, the lighter's else.

    Between 0 and 1, 1 only where everything is shared, rising with `shared`. At size `EVEN` it is the plain share; what
    differs is multiplied by (1 + EVEN / size) / 2, sizes over `LONG` counting as `LONG`. Weights in thousandths.
    """
    same, whole = np.asarray(shared, dtype=np.float64), np.maximum(size, 1.0)
    differs = (whole - same) * (1 + EVEN / np.minimum(whole, LONG)) / 2 * _scale(language)
    return same / (same + differs)


def least(threshold: float, language: str) -> float:
    """The plain share under which no passages of any size are alike to the threshold, in whole millionths."""
    easiest = (1 + EVEN / LONG) / 2 * _scale(language)
    return math.floor(1e6 * threshold * easiest / (1 - threshold + threshold * easiest)) / 1e6


def needed(threshold: float, size: ArrayLike, language: str) -> Floats:
    """The weight that pairs of these sizes must share to be alike to the threshold; it rises with the size."""
    slope, even, long, odds = curve(threshold, language)
    whole = np.maximum(size, 1.0)
    factor = odds * slope * (1 + even / np.minimum(whole, long)) / 2
    return factor * whole / (1 + factor)


def curve(threshold: float, language: str) -> tuple[float, float, float, float]:
    """What `needed` is made of: the language's share of differences, `EVEN`, `LONG`, the odds of the threshold."""
    return _scale(language), float(EVEN), float(LONG), threshold / (1 - threshold)


def occurs(language: str) -> float:
    """The share of a leader, by `alike`, from which it occurs in another passage of a language."""
    return CONTAINMENT if primary(language) == "zh" else OCCURS


def _scale(language: str) -> float:
    return PAIRED if primary(language) == "zh" else 1.0


def is_slot(term: str) -> bool:
    """Whether the term of a canonical form stands for a masked name, place, date or number."""
    return term.startswith("{")


def content_terms(form: Iterable[str]) -> int:
    """How many distinct terms of the form are words, not slots; the name of an event hides a noun and counts as one.

    Two pairs of Chinese characters count as one word.
    """
    terms = {term for term in form if term == EVENT or not is_slot(term)}
    pairs = sum(1 for term in terms if len(term) == _PAIR and _FIRST_HAN <= term[0] <= _LAST_HAN)
    return len(terms) - pairs // 2


def primary(language: str) -> str:
    """The language without script or region: wordings are compared within it."""
    return language.split("-", maxsplit=1)[0].lower() or "und"
