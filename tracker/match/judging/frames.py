"""Who acts on whom as small words say it: X's attack on Y, the attack by X on Y, of Y by X, from X to Y.

Owns the reading of the word before or behind a name. Never decides that two texts are alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from tracker.match.judging.polarity import Polarity
from tracker.match.judging.roles import Named

#: How far before a name its small word is sought, and how many letters a word has that says what is done.
_REACH, _SHORTEST = 40, 4
#: What may stand between a small word and its name.
_ARTICLE = re.compile(r"(?:\s*\b(?:the|an?|its|his|her|their))?\s*$")
_WORD = re.compile(r"[^\W\d_]+")


def redirected(a: Named, b: Named, lexicon: Polarity) -> tuple[str, str] | None:
    """The stretches of a and b in which one name does in a what the other does in b, around a word of both; or None.

    Small words decide, so that "the strikes by X on Y" and "X's strikes on Y" agree in any order of the names.
    """
    one, two = dict(_acts(a, lexicon)), dict(_acts(b, lexicon))
    for (doer, sufferer), (stretch, words) in one.items():
        stretch_two, words_two = two.get((sufferer, doer), ((0, 0), frozenset()))
        if words & words_two and (doer, sufferer) not in two:
            return a.text[slice(*stretch)], b.text[slice(*stretch_two)]
    return None


def _acts(
    reading: Named, lexicon: Polarity
) -> Iterator[tuple[tuple[str, str], tuple[tuple[int, int], frozenset[str]]]]:
    """Doer and sufferer, with the stretch from what is done to the later name and the words in and before it."""
    marks = [_mark(reading, start, end, lexicon) for _, start, end in reading.names]
    for one, two in permutations(range(len(reading.names)), 2):
        if _doer(marks[one], marks[two]) and reading.names[one][0] != reading.names[two][0]:
            (name, start, end), (other, start_two, end_two) = reading.names[one], reading.names[two]
            first, last = min(start, start_two), max(end, end_two)
            if last - first <= 2 * _REACH and not re.search(r"[,;:]", reading.low[first:last]):
                begin = max(0, first - _REACH)
                words = (w for w in _WORD.findall(reading.low, begin, last) if len(w) >= _SHORTEST)
                yield (name, other), ((first, last), frozenset(words) - {name, other})


def _doer(one: str, two: str) -> bool:
    """Whether the first mark is that of a doer beside the second one; "of" is what its partner is not."""
    return (one, two) in {("doer", "sufferer"), ("doer", "of"), ("of", "sufferer")}


def _mark(reading: Named, start: int, end: int, lexicon: Polarity) -> str:
    """What the small words around a name make of it; nothing if they say nothing."""
    before = _ARTICLE.sub("", reading.low[max(0, start - _REACH) : start])
    word = before[before.rfind(" ") + 1 :]
    if any(found.end() == len(before) for found in lexicon.symmetric.finditer(before)):
        return ""
    if lexicon.owner.match(reading.low, end) or lexicon.doer.fullmatch(word):
        return "doer"
    if lexicon.done_to.fullmatch(word):
        return "sufferer"
    return "of" if lexicon.of.fullmatch(word) else ""
