"""How much of a text may be shown outside this machine.

Owns the reading of `display: full|quote|link`. Never changes a text; answers with spans of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from tracker.model import Display, Form, Rendering

Span = tuple[int, int]
#: An excerpt longer than this is no quotation any more.
LONGEST_QUOTE = 1200


def visible(rendering: Rendering, display: Display, quotable: Iterable[Span]) -> tuple[Span, ...]:
    """The parts of a rendering's text that may be shown.

    Full shows everything; quote shows the quotable passages (all of an excerpt up to 1,200 characters); link shows
    nothing. A whole news article is never shown.
    """
    length = len(rendering.text)
    if rendering.form is Form.ARTICLE or display is Display.LINK:
        return ()
    if display is Display.FULL:
        return ((0, length),) if length else ()
    if rendering.form is Form.EXCERPT:
        return ((0, min(length, LONGEST_QUOTE)),) if length else ()
    return joined(quotable)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, with touching and overlapping ones made one (blanks between sentences count as touching)."""
    result: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if result and start <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def shown_text(text: str, spans: tuple[Span, ...], gap: str = " […] ") -> str:
    """The visible parts in one line of text, with a mark where something is left out."""
    if not spans:
        return ""
    parts = [text[spans[0][0] : spans[0][1]]]
    for (_, end), (start, stop) in pairwise(spans):
        parts.append(gap if text[end:start].strip() else text[end:start])
        parts.append(text[start:stop])
    head = gap.lstrip() if text[: spans[0][0]].strip() else ""
    tail = gap.rstrip() if text[spans[-1][1] :].strip() else ""
    return head + "".join(parts) + tail
