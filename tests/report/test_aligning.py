"""Sentences of several columns in lines: the most alike together, the rest where there is room, none lost."""

from __future__ import annotations

from tracker.model import Passage
from tracker.report.views.aligning import aligned


def said(number: int, text: str, *, by: str) -> Passage:
    return Passage(
        id=f"{by}:{number}", statement=by, rendering=by, version=1, start=0, end=len(text), text=text, language="en"
    )


def test_each_sentence_stands_once_and_fills_the_first_gap():
    one = [said(0, "We condemn the attack on the ferry.", by="a"), said(1, "Trade grew last year.", by="a")]
    other = [
        said(0, "The minister flew home at noon.", by="b"),
        said(1, "We condemn the attack on the old ferry.", by="b"),
        said(2, "Visas will cost less.", by="b"),
    ]
    assert aligned([one, other]) == [(one[0], other[1]), (one[1], other[0]), (None, other[2])]
