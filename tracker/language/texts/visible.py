"""A text without the characters that nobody sees, and the way back to its own places.

Owns which characters those are: they part names and words for a program and for no reader. Never changes shown text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from tracker.language.quoting.attribution import Attribution

#: Zero-width blank, word joiner, byte order mark, soft hyphen, direction marks and overrides, a joiner between Latin
#: letters. The joiners of Persian and Indic scripts are letters' own and stay.
_UNSEEN = re.compile(
    "[\u200b\u2060\ufeff\u00ad\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+|(?<=[A-Za-z])[\u200c\u200d]+(?=[A-Za-z])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visible:
    """The text as it is seen; `cuts` are (place in it, characters left out up to there)."""

    text: str
    cuts: tuple[tuple[int, int], ...] = ()

    def back(self, place: int, *, end: bool = False) -> int:
        """A place of the seen text in the whole one; an end stands before what is left out there."""
        at = bisect_right(self.cuts, (place - 1 if end else place, len(self.text) + 1 << 40)) - 1
        return place + (self.cuts[at][1] if at >= 0 else 0)


def visible(text: str) -> Visible:
    """What a reader sees of `text`."""
    parts, cuts, gone, last = [], [], 0, 0
    for found in () if text.isascii() else _UNSEEN.finditer(text):
        parts.append(text[last : found.start()])
        cuts.append((found.start() - gone, gone + len(found.group())))
        gone, last = gone + len(found.group()), found.end()
    return Visible(text="".join((*parts, text[last:])), cuts=tuple(cuts)) if cuts else Visible(text=text)


def whole(found: list[Attribution], seen: Visible, text: str) -> list[Attribution]:
    """Attributions of the seen text as those of `text`: the same words, at their own places."""
    return [_placed(one, seen, text) for one in found] if seen.cuts else found


def _placed(one: Attribution, seen: Visible, text: str) -> Attribution:
    start, end = seen.back(one.start), seen.back(one.end, end=True)
    first, last = seen.back(one.source_start), seen.back(one.source_end, end=True)
    return replace(
        one,
        content=text[start:end],
        start=start,
        end=end,
        source=text[first:last] if one.source else "",
        source_start=first,
        source_end=last if one.source else first,
        quoted=tuple((seen.back(a), seen.back(b, end=True)) for a, b in one.quoted),
        said_start=seen.back(one.said_start),
        said_end=seen.back(one.said_end, end=True) if one.said_end > one.said_start else seen.back(one.said_start),
    )
