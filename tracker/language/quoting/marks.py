"""Quotation marks in a line of text, each with what its neighbours let it do: open, close, or either.

Owns which characters and pairs of characters are marks, and which only look like them (apostrophes, inches, years).
Never pairs them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Marks of one family close one another, for scraped pages mix them: “We came," and ''We came''.
DOUBLE, SINGLE = '"', "'"
_FAMILY = {
    **dict.fromkeys(("“", "”", "„", "‟", '"', "＂", "''", "``", '""'), DOUBLE),
    **dict.fromkeys(("‘", "’", "'", "‚"), SINGLE),
    **dict.fromkeys(("«", "»"), "«"),
    **dict.fromkeys(("‹", "›"), "‹"),
    **dict.fromkeys(("「", "」"), "「"),
    **dict.fromkeys(("『", "』"), "『"),
}
#: What is left of marks when a page was unpacked once too seldom.
_ENTITIES = {
    **dict.fromkeys(("&quot;", "&#34;", "&#x22;"), '"'),
    **dict.fromkeys(("&ldquo;", "&#8220;", "&#x201c;", "&#x201C;"), "“"),
    **dict.fromkeys(("&rdquo;", "&#8221;", "&#x201d;", "&#x201D;"), "”"),
    **dict.fromkeys(("&laquo;", "&#171;"), "«"),
    **dict.fromkeys(("&raquo;", "&#187;"), "»"),
}
#: The class comes first since text is passed over quickly where no mark can begin.
_MARK = re.compile(
    r"[&'`“”„‟\"＂«»‹›「」『』‚‘’](?:(?<=&)(?:quot|[lr]dquo|[lr]aquo|#34|#x22|#822[01]|#x201[cdCD]|#171|#187);"
    r"|(?<=')'(?!')|(?<=`)`|(?<=\")\"|(?<=[“”„‟\"＂«»‹›「」『』‚])|(?<=[‘’'])(?:(?<!\w.)|(?!\w)))"
)
_STARTS, _ENDS = "「『‹", "」』›"
#: Behind these a mark opens whatever follows; CJK writes without blanks.
_FREE = re.compile(r"[\s(\[{<—–/:：，。；、*>|-]|$")
#: Before these a mark cannot open.
_SHUT = re.compile(r"[\s.,;:!?…)\]}，。；：！？、]|$")
_STRONG = ".,!?…—–;。，！？"
#: Scripts in which words, or particles behind a quotation, follow a mark without a blank.
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]")
#: After an apostrophe and not after an opening mark: ’08, ’em, ’tis, ’n’, and the Arabic letter of ‘Abd.
_ELIDED = re.compile(
    r"\d\ds?\b|(?:em|til|till|tis|twas|cause|bout|round|n|s|abd|umar|uthman|imad|isa|amr|ayn|ala)\b", re.IGNORECASE
)
_FOLLOWS_SMALL = re.compile(r"\s+[a-z]|-")
_FOLLOWS_DIGIT = re.compile(r"\s?\d")


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:end]`, of a family whose members close one another.

    `opens` and `closes` say what it may do, both if its neighbours do not tell. `weak` closes only where nothing better
    follows: a plural's apostrophe, an inch.
    """

    start: int
    end: int
    family: str
    opens: bool
    closes: bool
    weak: bool = False


def marks(text: str, start: int, end: int) -> list[Mark]:
    """The marks of text[start:end] in order, without those that neither open nor close."""
    found = (_mark(text, m.start(), m.end(), start, end) for m in _MARK.finditer(text, start, end))
    return [one for one in found if one.opens or one.closes]


def _mark(text: str, at: int, stop: int, low: int, high: int) -> Mark:
    written = text[at:stop]
    sign = _ENTITIES.get(written, written)
    before, after = text[at - 1 : at] if at > low else "", text[stop : stop + 1] if stop < high else ""
    if sign in _STARTS or sign in _ENDS:
        return Mark(at, stop, _FAMILY[sign], sign in _STARTS, sign in _ENDS)
    if _FAMILY[sign] == SINGLE:
        return _single(text, at, stop, before, after)
    opening = bool(after) and not _SHUT.match(after)
    free = not before or bool(_FREE.match(before))
    closing = bool(before) and not before.isspace()
    opens, closes = _double(sign, free=free, opening=opening, closing=closing, before=before, after=after)
    weak = sign == '"' and before.isdigit() and bool(_FOLLOWS_SMALL.match(text, stop, high))
    return Mark(at, stop, _FAMILY[sign], opens, closes, weak)


def _double(sign: str, *, free: bool, opening: bool, closing: bool, before: str, after: str) -> tuple[bool, bool]:
    """Whether a mark opens and whether it closes."""
    shut = closing and (not after or bool(_SHUT.match(after)))
    if sign in ("„", "‟", "``"):
        return True, False
    if sign == "“":
        return True, shut and not free
    if sign == "«":
        return True, shut
    if sign in ("”", "»"):
        return free and opening, True
    if sign == "''":
        return opening and (free or not _wordy(before)), closing
    if not after.strip() and not before.strip():
        return True, True
    if _wordy(before) and _wordy(after):
        return False, False
    if opening and free:
        return True, bool(before) and not before.isspace() and before in "—–-:/"
    return opening and not _wordy(before), closing


def _wordy(char: str) -> bool:
    return char.isalnum() and not _CJK.match(char)


def _single(text: str, at: int, stop: int, before: str, after: str) -> Mark:
    """A single mark, told from apostrophes by what stands beside it."""
    free = not before or bool(_FREE.match(before))
    opening = bool(after) and not _SHUT.match(after) and not _ELIDED.match(text, stop)
    opens = opening and (free or before in '“"') and text[at] != "’"
    feet = before.isdigit() and bool(_FOLLOWS_DIGIT.match(text, stop))
    stopped = text[at] == "’" and before in "。，；"
    closes = bool(before) and not before.isspace() and (not free or stopped) and not feet and text[at] not in "‘‚"
    return Mark(at, stop, SINGLE, opens, closes, weak=before not in _STRONG)
