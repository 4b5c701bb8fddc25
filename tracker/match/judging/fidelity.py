"""How true a quotation is to the text that it was taken from: verbatim, trimmed, translated otherwise, altered.

Owns the comparison of quoted words with the sentences of a primary text, and the kind that follows from it. Never
decides which text is the primary one, and never whose words a quotation is.

A journalist may cut a sentence at its ends, leave words out behind an ellipsis, and add some in brackets; what stands
between quotation marks otherwise is taken to be the words themselves (as the handbooks of Reuters and AP ask).
Spelling, case and punctuation are the outlet's own and change nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from rapidfuzz.distance import Indel, LCSseq

from tracker.language.names.gazetteer import Gazetteer
from tracker.language.texts.canon import american
from tracker.language.texts.sentences import sentences
from tracker.language.texts.spans import Span, trimmed
from tracker.language.texts.stopwords import stop_words
from tracker.language.texts.tokens import fold, tokenize
from tracker.match.judging.flags import TURNING, compare
from tracker.match.judging.redline import Change, redline

#: Under this share of a quotation's words in the same order the wordings are two, not one that was changed: of two
#: translations of a sentence about half the words agree, of an edited sentence most.
SAME_WORDING = 0.6
#: Under this share of its content words nothing shows that a passage is the one which was quoted.
RELATED = 0.3
#: A second sentence belongs to the passage if it brings more quoted words than this share of its own.
UNQUOTED = 0.05
#: No quotation has more letters; marks that were never closed may hold a whole page.
LONGEST = 20_000
_BRACKETS = re.compile(r"\[[^\]\[]{0,200}\]")
_ELLIPSIS = re.compile(r"\s*(?:\[\s*)?(?:\.\s?\.\s?\.|…)(?:\s*\])?\s*")
#: What a quotation shows before a place where something was left out or put in.
_MARKED = re.compile(r"(?:\.\s?\.\s?\.|…|\])[\s\])]*$|\[[^\]]*$")


class Kind(StrEnum):
    """How the wording of a report stands to another wording of the same words; the graver the later."""

    VERBATIM = "verbatim"
    TRIMMED = "trimmed"
    TRANSLATED = "translated otherwise"
    ALTERED = "altered"
    DIFFERS = "wordings differ"
    NO_PRIMARY = "no primary text"

    @property
    def rank(self) -> int:
        """The place in the order of gravity."""
        return list(Kind).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words that are `gone` from the primary text or `new` in the quotation; `span` is their place in that text.

    `about` types them as `redline` does (strength, name, date, number, other); `marked` says that the quotation shows
    by itself that something was changed there (an ellipsis, brackets).
    """

    kind: str
    text: str
    span: Span
    about: str = "other"
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fidelity:
    """What became of the words. `flags` say how the quotation changes force or meaning (weaker, negated, …).

    `passage` is the stretch of the primary text that was quoted; `share` how much of the quotation stands in it.
    """

    kind: Kind
    edits: tuple[Edit, ...] = ()
    flags: tuple[str, ...] = ()
    passage: Span | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    start: int
    end: int
    content: bool


def fidelity(
    quotation: str,
    primary: str,
    *,
    language: str,
    translated: bool = False,
    gazetteer: Gazetteer | None = None,
) -> Fidelity | None:
    """How `quotation` stands to the passage of `primary` that it is most like, both in `language`.

    None where no passage is like it, or the quotation is longer than `LONGEST`. `translated` says that the primary text
    is itself a translation, or one of several: then a wording that differs throughout is another translation and not an
    alteration.
    """
    if len(quotation) > LONGEST:
        return None
    text = _Text(primary, language)
    parts = _joined((span, text.window(_words(quotation, language, span))) for span in _parts(quotation, language))
    found = [_part(quotation, span, text, window, gazetteer) for span, window in parts if window is not None]
    if not found:
        return None
    share = sum(one.share for one in found) / len(parts)
    skipped = [edit for one, two in pairwise(found) for edit in text.between(one, two)]
    kinds = [one.kind for one in found]
    kinds += [Kind.TRIMMED] if skipped else []
    kinds += [Kind.ALTERED] if len(found) < len(parts) else []
    kind = max(kinds, key=lambda one: one.rank)
    if share < SAME_WORDING:
        kind = Kind.TRANSLATED if translated else Kind.ALTERED
    places = [one.passage for one in found if one.passage]
    return Fidelity(
        kind=kind,
        edits=(*(edit for one in found for edit in one.edits), *skipped),
        flags=tuple(dict.fromkeys(flag for one in found for flag in one.flags)),
        passage=Span(min(p.start for p in places), max(p.end for p in places)),
        share=round(share, 3),
    )


class _Text:
    """A primary text, read once: its words, and the sentences that hold some."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.words = _words(text, language, Span(0, len(text)))
        self._starts = [word.start for word in self.words]
        self._runs = [span for span in sentences(text, language=language) if self.within(span)]

    def within(self, span: Span) -> list[_Word]:
        """The words that begin in a stretch."""
        return self.words[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def window(self, ours: Sequence[_Word]) -> Span | None:
        """The sentence that holds most of these words in their order, or two neighbours that hold clearly more."""
        keys = [word.key for word in ours]
        wanted = {word.key for word in ours if word.content} or set(keys)
        best: tuple[float, Span] | None = None
        for size in (1, 2):
            for one, two in zip(self._runs, self._runs[size - 1 :], strict=False):
                span = Span(one.start, two.end)
                held = [word.key for word in self.within(span)]
                if len(wanted.intersection(held)) < max(1.0, RELATED * len(wanted)):
                    continue
                score = LCSseq.similarity(keys, held) - UNQUOTED * len(held)
                if best is None or score > best[0]:
                    best = score, span
        return best[1] if best else None

    def between(self, one: Fidelity, two: Fidelity) -> Iterator[Edit]:
        """The sentences between two passages that follow each other in the quotation as if there were none."""
        if one.passage and two.passage and one.passage.end < two.passage.start:
            gap = Span(one.passage.end, two.passage.start)
            if any(gap.start <= run.start and run.end <= gap.end for run in self._runs):
                yield Edit(kind="gone", text=gap.of(self.text).strip(), span=gap)


def _joined(parts: Iterable[tuple[Span, Span | None]]) -> list[tuple[Span, Span | None]]:
    """Parts around an ellipsis that come from one sentence are one part."""
    found: list[tuple[Span, Span | None]] = []
    for span, window in parts:
        one = found and window is not None and found[-1][1] == window
        found.append((Span(found.pop()[0].start, span.end) if one else span, window))
    return found


def _parts(quotation: str, language: str) -> list[Span]:
    """The sentences of a quotation, cut further where an ellipsis says that something is left out."""
    found: list[Span] = []
    for sentence in sentences(quotation, language=language):
        at = sentence.start
        for gap in _ELLIPSIS.finditer(quotation, sentence.start, sentence.end):
            found += filter(None, [trimmed(quotation, at, gap.start())])
            at = gap.end()
        found += filter(None, [trimmed(quotation, at, sentence.end)])
    return [span for span in found if tokenize(span.of(quotation), language=language)]


def _words(text: str, language: str, span: Span) -> list[_Word]:
    """The words of a stretch in one spelling, those in brackets left out."""
    inserted = [found.span() for found in _BRACKETS.finditer(text, span.start, span.end)]
    small = stop_words(language)
    base = language.split("-", maxsplit=1)[0].lower()
    found = []
    for token in tokenize(span.of(text), language=language):
        start, end = span.start + token.start, span.start + token.end
        if any(left <= start < right for left, right in inserted):
            continue
        key = fold(token.text).removesuffix("'s")
        key = american(key) if base == "en" else key
        found.append(_Word(key.replace(" ", ""), start, end, key not in small))
    return found


def _part(quotation: str, part: Span, text: _Text, window: Span, gazetteer: Gazetteer | None) -> Fidelity:
    """One sentence of a quotation against the passage that holds most of it."""
    ours, theirs = _words(quotation, text.language, part), text.within(window)
    codes = Indel.opcodes([w.key for w in theirs], [w.key for w in ours])
    same = [code for code in codes if code.tag == "equal"]
    first, last = same[0].src_start, same[-1].src_end
    inner = [code for code in codes if code.tag == "delete" and first < code.src_start < last]
    gaps = [_gap(quotation, part, ours, theirs, (code.src_start, code.src_end, code.dest_start)) for code in inner]
    marked = [span for span, shown in gaps if shown]
    added = any(code.tag == "insert" for code in codes)
    extent = Span(theirs[first].start, theirs[last - 1].end) if inner or added else window
    flags = compare(extent.of(text.text), part.of(quotation), language=text.language, gazetteer=gazetteer).flags
    if not added and len(marked) == len(gaps):
        flags = tuple(flag for flag in flags if flag in TURNING)
    changed = bool(inner) or added or first > 0 or last < len(theirs)
    edits = [*_edits(text, window, quotation, part, marked=marked, gazetteer=gazetteer)] if changed else []
    edits += _insertions(quotation, part)
    kind = Kind.ALTERED if added or flags else Kind.TRIMMED if changed or edits else Kind.VERBATIM
    return Fidelity(
        kind=kind,
        edits=tuple(edits),
        flags=flags,
        passage=window,
        share=sum(code.src_end - code.src_start for code in same) / len(ours),
    )


def _gap(
    quotation: str, part: Span, ours: Sequence[_Word], theirs: Sequence[_Word], run: tuple[int, int, int]
) -> tuple[Span, bool]:
    """The stretch of the primary text that a left-out run may be, and whether the quotation shows that it is cut there.

    Of "the families of the nine" without three words either "the" may be the one that stayed.
    """
    first, after, at = run
    left, right = 0, 0
    while left < first and theirs[first - 1 - left].key == theirs[after - 1 - left].key:
        left += 1
    while after + right < len(theirs) and theirs[first + right].key == theirs[after + right].key:
        right += 1
    span = Span(theirs[first - left].start, theirs[after + right - 1].end)
    places = range(max(at - left, 0), min(at + right + 1, len(ours)))
    return span, any(_MARKED.search(quotation[part.start : ours[place].start]) for place in places)


def _edits(
    text: _Text,
    window: Span,
    quotation: str,
    part: Span,
    *,
    marked: Sequence[Span],
    gazetteer: Gazetteer | None,
) -> Iterator[Edit]:
    """What is gone and new, but for what differs in spelling, case and marks alone, or stands in brackets."""
    before, after = window.of(text.text), part.of(quotation)
    changes = redline(before, after, language=text.language, gazetteer=gazetteer)
    inserted = [found.span() for found in _BRACKETS.finditer(quotation, part.start, part.end)]
    keys = [_changed(change, before, after, text.language) for change in changes]
    for n, change in enumerate(changes):
        if change.kind == "same" or not keys[n] or keys[n] in (*keys[max(0, n - 1) : n], *keys[n + 1 : n + 2]):
            continue
        gone = change.kind == "gone"
        span = change.a if gone else change.b
        assert span is not None
        offset = window.start if gone else part.start
        place = Span(span.start + offset, span.end + offset)
        if gone or not any(left < place.end and place.start < right for left, right in inserted):
            shown = gone and any(one.start < place.end and place.start < one.end for one in marked)
            words = span.of(before if gone else after).strip()
            yield Edit(kind=change.kind, text=words, span=place, about=change.about.value, marked=shown)


def _changed(change: Change, before: str, after: str, language: str) -> list[str]:
    """The words of a change; none where both texts share it."""
    span, text = (change.a, before) if change.kind == "gone" else (change.b, after)
    return [] if change.kind == "same" or span is None else [w.key for w in _words(text, language, span)]


def _insertions(quotation: str, part: Span) -> Iterator[Edit]:
    for found in _BRACKETS.finditer(quotation, part.start, part.end):
        if not _ELLIPSIS.fullmatch(found[0]):
            yield Edit(kind="new", text=found[0], span=Span(*found.span()), marked=True)


def between_outlets(found: Fidelity) -> Fidelity:
    """The same where neither wording is official: nobody knows which of the two was changed."""
    return found if found.kind.rank <= Kind.TRIMMED.rank else replace(found, kind=Kind.DIFFERS)
