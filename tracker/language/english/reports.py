"""One paragraph of a report, masked so that its quotations cannot be mistaken for the reporter's words.

Owns masking and the split into the reporter's sentences. Same length as the text, so that every offset holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from tracker.language.english.indirect import DOT, INNER
from tracker.language.quoting.quotes import Quote, quotes

_ABBREVIATIONS = frozenset(
    (
        *("Mr", "Mrs", "Ms", "Dr", "Gen", "Sen", "Sens", "Rep", "Reps", "Gov", "Govs", "Lt", "Col"),
        *("Maj", "Capt", "Cpl", "Sgt", "Prof", "St", "Jr", "Sr", "Inc", "Co", "Corp", "Ltd", "No"),
        *("Rev", "Hon", "vs", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "Ala", "Ariz", "Ark"),
        *("Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Mass", "Md"),
        *("Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Va"),
        *("Vt", "Wash", "Wis", "Wyo"),
    )
)
_LONGEST_ABBREVIATION = max(map(len, _ABBREVIATIONS))
_HOUR = re.compile(r"(?<!\w)[ap]\.m")
#: "… on X. The ministry": a network, and no initial.
_NETWORK = re.compile(r"(?<=on\s)X\.\s")
#: A stop that a sentence may go on behind.
_STOP = re.compile(r"\.(?=[\s,’'A-Za-z\-])")
_END = re.compile(r"[.!?…\n](?:(?<=\n)\n*|(?<!\n)[.!?…]*[”)\]]?(?=\s+[^a-z\s]|\s*$))")
_DATELINE = re.compile(
    r"\s*(?:date \d{4}-\d\d-\d\d\s+)?(?:[A-Z][\w .,’'/-]{1,50}?\s?\([A-Z][A-Za-z .]{1,24}\)\s*(?:[—–-]+\s*)?"
    r"|[A-Z][A-Z .,’'-]{2,40}(?:, [A-Z][a-z]+\.?)?\s*(?::|[—–]|--|-\s)\s*)(?=[“A-Z\d])"
)
_STOPS = ".,!?…—-–:;"
_INNER_END = re.compile(r"[.,!?…—–-](?=[’'”\"»\])\s]{1,3}$)")
#: A comma, and behind it somebody's verb of saying.
_TAG = re.compile(
    r"[,?!](?=\s(?:said|says|added|told|wrote)\s(?:[A-Z]|the\s|an?\s)"
    r"|\s(?:[Hh]e|[Ss]he|[Tt]hey|[Tt]he\s[a-z]+|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})"
    r"\s(?:said|says|added|told|wrote|stated|warned)\b)"
)
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Offsets of one of the reporter's sentences, with the quotations that lie in it."""

    start: int
    end: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One line of the article: its sentences, in order."""

    start: int
    end: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole article: `masked` has “ and ” at quotation marks and fillers between them, same length as the text."""

    text: str
    masked: str
    paragraphs: tuple[Paragraph, ...]
    quotes: tuple[Quote, ...] = ()

    def inside(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The spans between quotation marks that lie in text[start:end]."""
        low = bisect_left(self.quotes, start, key=lambda q: q.start)
        high = bisect_left(self.quotes, end, lo=low, key=lambda q: q.start)
        return tuple((q.first, q.last) for q in self.quotes[low:high] if q.last <= end)


def report_of(text: str) -> Report:
    """The article masked and split. The last mark of a quotation stays visible, so that “…,” and “….” differ."""
    found = [_before_tag(text, quote) for quote in quotes(text)]
    chars = list(text)
    for quote in found:
        visible = quote.last - 1 if text[quote.last - 1 : quote.last] in tuple(_STOPS) else quote.last
        inner = _INNER_END.search(text, quote.first, quote.last)
        if inner:
            chars[quote.last - 1] = text[inner.start()]
            visible = quote.last - 1
        chars[quote.first : visible] = INNER * (visible - quote.first)
        chars[quote.start : quote.first] = "“" + INNER * (quote.first - quote.start - 1)
        if quote.closed:
            chars[quote.last : quote.end] = "”" + " " * (quote.end - quote.last - 1)
    bare = "".join(chars)
    for stop in _STOP.finditer(bare):
        for at in _of_abbreviation(bare, stop.start()):
            chars[at] = DOT
    masked = "".join(chars)
    paragraphs = tuple(_paragraph(masked, m.start(), m.end(), found) for m in _LINE.finditer(text) if m.group().strip())
    return Report(text=text, masked=masked, paragraphs=paragraphs, quotes=tuple(found))


def _of_abbreviation(text: str, stop: int) -> tuple[int, ...]:
    """The stops of the abbreviation or initial that ends with the one at `stop`; none where a sentence ends."""
    start = stop
    while start and stop - start <= _LONGEST_ABBREVIATION and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    word = text[start:stop]
    initial = len(word) == 1 and "A" <= word <= "Z" and not _NETWORK.match(text, start)
    if word in _ABBREVIATIONS or initial:
        return (stop,)
    hour = word == "m" and _HOUR.match(text, max(0, start - len("a.")), stop)
    return (start - 1, stop) if hour else ()


def _before_tag(text: str, quote: Quote) -> Quote:
    """A quotation that nobody closed, up to the reporter's "he said": what follows is not the speaker's."""
    if quote.closed or quote.resumed:
        return quote
    tag = _TAG.search(text, quote.first, quote.last)
    return replace(quote, end=tag.end(), last=tag.end()) if tag else quote


def _start_of(quote: Quote) -> int:
    return quote.start


def _paragraph(masked: str, start: int, end: int, found: list[Quote]) -> Paragraph:
    low = bisect_left(found, start, key=_start_of)
    inside = found[low : bisect_left(found, end, lo=low, key=_start_of)]
    line = _DATELINE.match(masked, start, end)
    bounds, at = [], line.end() if line else start
    for mark in _END.finditer(masked, start, end):
        if masked[at : mark.end()].strip():
            bounds.append((at, mark.end()))
        at = mark.end()
    if masked[at:end].strip():
        bounds.append((at, end))
    sentences = tuple(
        Sentence(
            start=a + len(masked[a:b]) - len(masked[a:b].lstrip()),
            end=b,
            quotes=tuple(inside[bisect_left(inside, a, key=_start_of) : bisect_left(inside, b, key=_start_of)]),
        )
        for a, b in bounds
    )
    return Paragraph(start=start, end=end, sentences=sentences)
