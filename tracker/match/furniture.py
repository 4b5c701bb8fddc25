"""Page furniture: bylines, contact lines and link labels that a source puts on its pages, learnt from the pages.

Owns what counts as furniture. Never changes a shown text: furniture is left out of matching only.

The rule. Within one source a wording (letters as written, case and digits folded) is furniture when

* at least `MIN_PAGES` renderings and at least `MIN_SHARE` of the source's renderings carry it,
* as one of the first or last `EDGE` passages of the text, always at the same edge in at least `SAME_EDGE` of them,
* and it stands word for word, not merely with the same template. A greeting for every national day stands at the
  same edge as well, but names another country each time: that is a formula and stays.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.model import Passage

MIN_PAGES = 5
MIN_SHARE = 0.03
SAME_EDGE = 0.8
EDGE = 3
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What was learnt: (source, wording) pairs, sorted, the wording folded as `fold` does."""

    lines: tuple[tuple[str, str], ...] = ()

    def passages(self, passages: Iterable[Passage], source_of: Mapping[str, str]) -> frozenset[str]:
        """The ids of the passages that are furniture of their source."""
        known = frozenset(self.lines)
        return frozenset(p.id for p in passages if (source_of.get(p.rendering, ""), fold(p.text)) in known)


def fold(text: str) -> str:
    """The wording by which furniture is known: case, digits, white space and marks at the ends do not count."""
    return _DIGITS.sub("0", " ".join(text.casefold().split())).strip(" .,:;-–—|。，：；")


def learn(passages: Iterable[Passage], source_of: Mapping[str, str]) -> Furniture:
    """The furniture of every source. `source_of` maps rendering ids to source ids; others are left out.

    Only the latest version of each rendering counts, and a rendering counts once.
    """
    pages: dict[str, dict[str, list[Passage]]] = defaultdict(lambda: defaultdict(list))
    for passage in passages:
        if passage.rendering in source_of:
            pages[source_of[passage.rendering]][passage.rendering].append(passage)
    lines: list[tuple[str, str]] = []
    for source in sorted(pages):
        lines += [(source, line) for line in _of_source(list(pages[source].values()))]
    return Furniture(lines=tuple(lines))


def _of_source(pages: Sequence[Sequence[Passage]]) -> list[str]:
    tops: Counter[str] = Counter()
    bottoms: Counter[str] = Counter()
    anywhere: Counter[str] = Counter()
    for page in pages:
        latest = max(p.version for p in page)
        ordered = sorted((p for p in page if p.version == latest), key=lambda p: (p.start, -p.end))
        whole = [fold(p.text) for p in ordered if not p.clause]
        tops.update(set(whole[:EDGE]))
        bottoms.update(set(whole[-EDGE:]))
        anywhere.update(set(whole))
    least = max(MIN_PAGES, MIN_SHARE * len(pages))
    return sorted(
        line
        for line, count in anywhere.items()
        if count >= least and line and max(tops[line], bottoms[line]) >= SAME_EDGE * count
    )
