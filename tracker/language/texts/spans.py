"""Half-open stretches of a text.

Owns what an offset means here: code points into the text as shown. Never holds the text itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Between the texts of a buffer: no rule reads over it, so that what fills a slot depends on its own text alone.
BREAK = "\ue00f"
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]`; spans sort by place."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that this span covers in `text`."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start


def trimmed(text: str, start: int, end: int) -> Span | None:
    """`text[start:end]` without white space at its ends, or None when nothing else is there."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left == len(piece):
        return None
    return Span(start + left, start + len(piece.rstrip()))


def encodable(text: str) -> str:
    """`text` with unpaired surrogates, which automata cannot carry, replaced one for one: every place stays."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return text
