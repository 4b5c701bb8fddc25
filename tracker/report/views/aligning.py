"""Which sentences stand side by side where no recurring phrasing says so.

Owns the pairing of sentences of one move. Never calls two sentences the same phrasing: what stands beside each other
here merely does the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from rapidfuzz.distance import Indel

from tracker.language.texts.tokens import tokenize
from tracker.model import Passage

#: Two sentences of one language are set against each other, word by word, from this share of words in common order on.
ALIKE = 0.5
#: Of a longer column only so many sentences of one move are paired by their words; the rest keeps its order.
MOST = 40

#: One passage a column, or nothing.
Line = tuple[Passage | None, ...]


def likeness(a: str, b: str, *, language: str) -> float:
    """The share of words that two texts have in the same order, from 0 to 1."""
    one, two = ([token.text.casefold() for token in tokenize(text, language=language)] for text in (a, b))
    return float(Indel.normalized_similarity(one, two)) if one and two else 0.0


def aligned(columns: Sequence[Sequence[Passage]]) -> list[Line]:
    """Each column's sentences in lines of one sentence a column: the most alike together, then the rest in order."""
    lines = _alike(columns)
    taken = {one.id for line in lines for one in line.values()}
    for at, column in enumerate(columns):
        for one in column:
            if one.id not in taken:
                _put(lines, at, one)
    order = {one.id: (place, at) for at, column in enumerate(columns) for place, one in enumerate(column)}
    lines.sort(key=lambda line: min(order[one.id] for one in line.values()))
    return [tuple(line.get(at) for at in range(len(columns))) for line in lines]


def _put(lines: list[dict[int, Passage]], at: int, passage: Passage) -> None:
    """Into the first line that has nothing of this column, else into a line of its own."""
    for line in lines:
        if at not in line:
            line[at] = passage
            return
    lines.append({at: passage})


def _alike(columns: Sequence[Sequence[Passage]]) -> list[dict[int, Passage]]:
    """Lines of sentences that share words, the most alike first; a sentence joins one line alone."""
    found: list[tuple[float, int, int, Passage, Passage]] = []
    for (i, left), (j, right) in combinations(enumerate(columns), 2):
        for a in left[:MOST]:
            for b in right[:MOST]:
                share = likeness(a.text, b.text, language=a.language) if a.language == b.language else 0.0
                if share >= ALIKE:
                    found.append((-share, i, j, a, b))
    found.sort(key=lambda one: (*one[:3], one[3].start, one[4].start))
    line_of: dict[str, dict[int, Passage]] = {}
    lines: list[dict[int, Passage]] = []
    for _, i, j, a, b in found:
        one, two = line_of.get(a.id), line_of.get(b.id)
        if one is None and two is None:
            made = {i: a, j: b}
            lines.append(made)
            line_of |= {a.id: made, b.id: made}
        elif two is None and one is not None and j not in one:
            one[j] = b
            line_of[b.id] = one
        elif one is None and two is not None and i not in two:
            two[i] = a
            line_of[a.id] = two
    return lines
