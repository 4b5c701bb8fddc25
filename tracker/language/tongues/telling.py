"""One article of another language than English, ready to be read: quotations hidden, sentences cut, verbs found.

Owns the marks of each press style, what lies in which sentence, and where a clause ends. Never says who speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tracker.language.quoting.quotes import Quote, quotes
from tracker.language.tongues.habits import CUES, Order, Tongue

#: Stands for each character between quotation marks: no pattern reads it.
HIDDEN = "\ue001"
_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.!?…۔؟।](?=[\s»”\"“’]|$)|[。！？]|\n")
_INITIAL = re.compile(r"(?<!\w)(?:\w|\d{1,2}|[ДдгГтТ]р|св|им|ул|[Mm]me|[Dd]r|[Ss]r|[Ss]ra|[Pp]rof|[Gg]en|bzw|ca|St)$")
#: Where a verb breaks into a quotation, and where that goes on.
_INSERTED = re.compile(r"[,!?…](?P<dash>\s[—–]\s)(?=[^\W\d_])")
_RESUMED = re.compile(r"[.,]\s[—–]\s")
_TERMINAL = ".!?。！？…؟۔।"
_DASHED = re.compile(r"\s*[—–]\s*(?=[^\W\d_«\"“])")
_DASH_ENDS = re.compile(r"[,!?…]?\s*[—–]\s*$|,\s*$")
#: A verb further behind a quotation than this is no longer its own.
_FOLLOWS = 60
#: A cue, a quotation's subject and its verb stand within this many characters of it.
REACH = 220


class Cue(NamedTuple):
    """A verb of saying and its like at text[start:end]; `subject` and `object` are places inside it, if it has them."""

    start: int
    end: int
    kind: str
    object: tuple[int, int] | None


class Sentence(NamedTuple):
    """A sentence at text[start:end], with the quotations and cues that begin in it."""

    start: int
    end: int
    quotes: tuple[Quote, ...]
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An article: its text, the letters that patterns read, the same with quotations hidden, and its sentences."""

    text: str
    plain: str
    masked: str
    quotes: tuple[Quote, ...]
    sentences: tuple[Sentence, ...]


def telling(text: str, tongue: Tongue) -> Telling:
    """The article cut into what the rules read."""
    marked = _paired(text, tongue)
    plain = tongue.plain(marked)
    found = [quote for quote in quotes(marked) if quote.last > quote.first]
    found = [piece for quote in found for piece in _broken(plain, tongue, quote)]
    found += list(_dialogues(plain, tongue, found))
    found.sort(key=lambda quote: quote.start)
    masked = _hidden(plain, found)
    cues = [_cue(match) for match in tongue.cue.finditer(masked)]
    spans = list(_sentences(plain, masked, found, cues))
    return Telling(
        text=text, plain=plain, masked=masked, quotes=tuple(found),
        sentences=tuple(_filled(spans, found, cues)),
    )  # fmt: skip


def _paired(text: str, tongue: Tongue) -> str:
    """The text with marks turned in lines that close where others open: »so«, ”so“."""
    pairs = [(tongue.turned[i], tongue.turned[i + 1]) for i in range(0, len(tongue.turned), 2)]
    return _LINE.sub(lambda line: _turned(line.group(), pairs), text) if pairs else text


def _turned(line: str, pairs: Sequence[tuple[str, str]]) -> str:
    for opening, closing in pairs:
        if 0 <= line.find(closing) < line.find(opening):
            line = line.translate({ord(opening): closing, ord(closing): opening})
    return line


def _cue(match: re.Match[str]) -> Cue:
    kind = next(kind for kind in CUES if match.groupdict().get(kind) is not None)
    named = match.span("object") if match.groupdict().get("object") else None
    return Cue(match.start(), match.end(), kind, named)


def _dialogues(plain: str, tongue: Tongue, found: Sequence[Quote]) -> Iterator[Quote]:
    """Lines that open with a dash and go on with a verb of saying: — Non, dit-il."""
    if tongue.order is not Order.INVERTED:
        return
    starts = [quote.start for quote in found]
    for line in _LINE.finditer(plain):
        dash = _DASHED.match(plain, line.start(), line.end())
        at = bisect_left(starts, line.start())
        if dash is None or (at < len(starts) and starts[at] < line.end()):
            continue
        for cue in tongue.cue.finditer(plain, dash.end(), min(line.end(), dash.end() + 2 * REACH)):
            if closing := _DASH_ENDS.search(plain, max(dash.end(), cue.start() - 6), cue.start()):
                yield Quote(
                    start=dash.start(), end=closing.start(), first=dash.end(), last=closing.start(), closed=True,
                    run=-line.start() - 1,
                )  # fmt: skip
                break


def _broken(plain: str, tongue: Tongue, quote: Quote) -> Iterator[Quote]:
    """A quotation with its verb inside the marks («Нет, — сказал он. — Никогда») as the pieces that were said."""
    cut = _INSERTED.search(plain, quote.first, quote.last) if tongue.language == "ru" else None
    cue = tongue.cue.match(plain, cut.end(), quote.last) if cut else None
    if cut is None or cue is None or cue.lastgroup == "judge":
        yield quote
        return
    back = _RESUMED.search(plain, cue.end(), quote.last)
    yield replace(quote, end=cut.start("dash"), last=cut.start("dash"))
    if back:
        yield replace(quote, start=back.end() - 1, first=back.end())


def _hidden(plain: str, found: Sequence[Quote]) -> str:
    pieces, at = [], 0
    for quote in found:
        pieces += [plain[at : quote.first], HIDDEN * (quote.last - quote.first)]
        at = quote.last
    return "".join([*pieces, plain[at:]])


def _sentences(plain: str, masked: str, found: Sequence[Quote], cues: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """Sentences end at stops outside quotations, and behind a quotation that is a sentence of its own."""
    stops = {m.end() for m in _STOP.finditer(masked) if m.group() != "." or not _short(masked, m.start())}
    closing = {quote.end: quote for quote in found}
    starts = [cue.start for cue in cues]
    low = 0
    for end in sorted({*stops, *closing}):
        if end in stops or _stands_alone(plain, closing[end], low, starts):
            yield low, end
            low = end
    if low < len(masked):
        yield low, len(masked)


def _short(masked: str, stop: int) -> bool:
    return _INITIAL.search(masked, max(0, stop - 6), stop) is not None


def _stands_alone(plain: str, quote: Quote, low: int, starts: Sequence[int]) -> bool:
    """Whether a quotation that ends in a stop ends its sentence: a verb announced it, or none follows."""
    if plain[quote.first : quote.last].rstrip()[-1:] not in _TERMINAL:
        return False
    after = bisect_left(starts, quote.start)
    announced = after > 0 and starts[after - 1] >= low
    line = plain.find("\n", quote.end, quote.end + _FOLLOWS)
    stop = line if line >= 0 else quote.end + _FOLLOWS
    return announced or after == len(starts) or starts[after] > stop


def _filled(spans: Sequence[tuple[int, int]], found: Sequence[Quote], cues: Sequence[Cue]) -> Iterator[Sentence]:
    first, verb = 0, 0
    for start, end in spans:
        last = first
        while last < len(found) and found[last].start < end:
            last += 1
        after = verb
        while after < len(cues) and cues[after].start < end:
            after += 1
        yield Sentence(start, end, tuple(found[first:last]), tuple(cues[verb:after]))
        first, verb = last, after
