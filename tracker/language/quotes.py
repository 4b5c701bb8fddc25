"""Quotation marks in running text, paired, with exact places.

Owns which mark opens, which closes, and which paragraphs one long quotation runs over. Never says who speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Opening mark → marks that may close it. Mixed pairs (“…") are common in scraped text.
_CLOSES = {"“": '”"“', '"': '"”', "«": "»", "„": '“”"', "「": "」", "『": "』", "‘": "’", "»": "«", "＂": "＂"}
_MARKS = re.compile(r'[“”"«»„「」『』‘’＂]')
_LINE = re.compile(r"[^\n]+")
#: Marks of typewriters and of some archives of news: ''so''.
_DOUBLED = re.compile(r"(?<![\w'`])(?P<opens>''|``)(?=['‘]?\w|\.\.\.|\$)|(?P<closes>'')(?!')")
_AFTER_SINGLE = re.compile(r"[\s.,;:!?)\]—–-]|$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One quotation: `start`, `end` with its marks, `first`, `last` without. Half-open offsets into the text.

    `closed` is False for one that its paragraph does not close. `run` numbers quotations that are one utterance over
    several paragraphs, each opened anew and only the last closed; others have a number of their own.
    """

    start: int
    end: int
    first: int
    last: int
    closed: bool
    run: int


def evened(text: str) -> str:
    """The text, as long as before, with each pair of single marks that stands for a double one as a blank and that."""
    return _DOUBLED.sub(lambda found: ' "' if found["opens"] else '" ', text)


def quotes(text: str) -> list[Quote]:
    """Every outermost quotation in text order. Quotations within a quotation belong to the outer one."""
    text = evened(text)
    found: list[Quote] = []
    run = 0
    for line in _LINE.finditer(text):
        inside = _line(text, line.start(), line.end())
        for i, (start, end, closed) in enumerate(inside):
            carries = bool(found) and i == 0 and not found[-1].closed and _opens_line(text, line.start(), start)
            run = run if carries else run + 1
            last = end - 1 if closed else end
            found.append(Quote(start=start, end=end, first=start + 1, last=last, closed=closed, run=run))
    return found


def _opens_line(text: str, line_start: int, start: int) -> bool:
    return not text[line_start:start].strip()


def _line(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """(start, end, closed) of each outermost quotation of one line."""
    found: list[tuple[int, int, bool]] = []
    opened, mark, depth = -1, "", 0
    for m in _MARKS.finditer(text, start, end):
        at, char = m.start(), m.group()
        if opened < 0:
            if _may_open(text, at, char, start, end):
                opened, mark, depth = at, char, 0
        elif char == mark and char in "“«„「『" and _opening_place(text, at, start):
            depth += 1
        elif char in _CLOSES[mark] and _may_close(text, at, char, end):
            if depth and char != '"':
                depth -= 1
                continue
            found.append((opened, at + 1, True))
            opened = -1
    if opened >= 0 and mark != "‘":
        found.append((opened, end, False))
    return found


def _opening_place(text: str, at: int, start: int) -> bool:
    return at == start or not (text[at - 1].isalnum() or text[at - 1] in ".,!?")


def _may_open(text: str, at: int, char: str, start: int, end: int) -> bool:
    if char not in _CLOSES or char == "»":
        return False
    if char in "“«„「『":
        return True
    after = text[at + 1 : at + 2]
    if not after or after.isspace():
        return False
    free = at == start or text[at - 1].isspace() or text[at - 1] in "([—–-:/，：。"
    if char == "‘":
        return free and _single_closes(text, at + 1, end)
    return free or not text[at - 1].isalnum()


def _single_closes(text: str, at: int, end: int) -> bool:
    """Whether a single opening mark is closed before the line ends: ’ followed by no letter, not by "s"."""
    closing = text.find("’", at, end)
    while closing >= 0:
        if _AFTER_SINGLE.match(text, closing + 1, end + 1) and closing - at > 1:
            return True
        closing = text.find("’", closing + 1, end)
    return False


def _may_close(text: str, at: int, char: str, end: int) -> bool:
    if char == "’":
        return bool(_AFTER_SINGLE.match(text, at + 1, end + 1))
    if char == "“":
        return not (text[at + 1 : at + 2].isalnum())
    return True
