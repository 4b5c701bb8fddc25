"""Page furniture: bylines, contact lines and link labels that a source puts on its pages, learnt from the pages.

Owns what counts as furniture. Never changes a shown text: furniture is left out of matching only.

The rule. Within one source a wording (letters as written, case and digits folded) is furniture when

* at least `MIN_PAGES` renderings and at least `MIN_SHARE` of the source's renderings carry it,
* as one of the first or last `EDGE` passages of the text, always at the same edge in at least `SAME_EDGE` of them,
* and it stands word for word, not merely with the same template. A greeting for every national day stands at the
  same edge as well, but names another country each time: that is a formula and stays;
* and it evaluates nothing: a sentence that condemns, condoles, sides with somebody or states a principle is speech,
  however often and wherever it stands. To repeat it word for word is the habit that the tracker is there to show.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MIN_PAGES = 5
MIN_SHARE = 0.03
SAME_EDGE = 0.8
EDGE = 3
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What was learnt: (source, wording) pairs, sorted, the wording folded as `fold` does.

    Called with a source and a sentence it says whether that sentence is furniture there.
    """

    lines: frozenset[tuple[str, str]] = frozenset()

    def __call__(self, source: str, sentence: str) -> bool:
        """Whether the sentence is part of this source's pages and not of what is said on them."""
        return (source, fold(sentence)) in self.lines

    def without(self, spoken: Iterable[tuple[str, str]]) -> Furniture:
        """The same less these (source, sentence) pairs, which turned out to be speech."""
        return Furniture(lines=self.lines - {(source, fold(sentence)) for source, sentence in spoken})


def fold(text: str) -> str:
    """The wording by which furniture is known: case, digits, white space and marks at the ends do not count."""
    return _DIGITS.sub("0", " ".join(text.casefold().split())).strip(" .,:;-–—|。，：；")


def learn(pages: Iterable[tuple[str, Sequence[str]]]) -> Furniture:
    """The furniture of every source, from its pages as (source, sentences in order), one page a rendering.

    The order of the pages has no influence. Pages of one source should be whole: a cut page shows the wrong edge.
    """
    by_source: dict[str, list[Sequence[str]]] = defaultdict(list)
    for source, sentences in pages:
        by_source[source].append(sentences)
    return Furniture(lines=frozenset((source, line) for source in by_source for line in _of_source(by_source[source])))


def _of_source(pages: Sequence[Sequence[str]]) -> Iterable[str]:
    tops: Counter[str] = Counter()
    bottoms: Counter[str] = Counter()
    anywhere: Counter[str] = Counter()
    for page in pages:
        folded = [line for line in map(fold, page) if line]
        tops.update(set(folded[:EDGE]))
        bottoms.update(set(folded[-EDGE:]))
        anywhere.update(set(folded))
    least = max(MIN_PAGES, MIN_SHARE * len(pages))
    return (
        line
        for line, count in anywhere.items()
        if count >= least and max(tops[line], bottoms[line]) >= SAME_EDGE * count
    )
