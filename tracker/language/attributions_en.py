"""English reports: quotations with the verb before, after or between, and reported speech.

Owns the order in which the rules are tried. Never names an issuer itself; the cast of the article does.
"""

from __future__ import annotations

from tracker.language.attribution import Attribution
from tracker.language.cues import Cue, find_cues
from tracker.language.direct import add_direct, direct
from tracker.language.gazetteer import Gazetteer
from tracker.language.hearing import WORDS, Link, Reading, attribution, main_subject
from tracker.language.indirect import plausible, subject
from tracker.language.quotes import Quote
from tracker.language.recalling import Timing, told_in_past
from tracker.language.reported import reported
from tracker.language.reports import Paragraph, Sentence, report_of
from tracker.language.speakers import Voice, cast_of
from tracker.terms import Evidence

_TOP = 600
#: Characters that a quotation standing alone must have: after speech in its own paragraph, and at the head of another.
_BRIEF, _FULL = 4, 12


def read(text: str, gazetteer: Gazetteer | None) -> list[Attribution]:
    """Attributions of an English article, in the order found."""
    report = report_of(text)
    reading = Reading(report=report, cast=cast_of(text, gazetteer), past=told_in_past(report.masked))
    for paragraph in reading.report.paragraphs:
        _read_paragraph(reading, paragraph)
    return reading.found


def _read_paragraph(reading: Reading, paragraph: Paragraph) -> None:
    previous: Attribution | None = None
    _take_announced(reading, paragraph)
    sentences = _joined(reading.report.masked, paragraph.sentences)
    headline = _headline(reading.report.masked, paragraph)
    for sentence in sentences:
        cues = find_cues(reading.report.masked, sentence.start, sentence.end)
        before = len(reading.found)
        direct(reading, sentence, cues)
        _alone(reading, sentence, previous, opens=sentence is sentences[0])
        if sentence is sentences[-1]:
            _announce(reading, sentence, cues)
        if not headline:
            reported(reading, sentence, cues)
        previous = _last_said(reading.found[before:]) or previous


def _last_said(found: list[Attribution]) -> Attribution | None:
    """What a sentence that is nothing but a quotation goes on from: the last quotation, else the last report."""
    return next((one for one in reversed(found) if one.direct), found[-1] if found else None)


def _take_announced(reading: Reading, paragraph: Paragraph) -> None:
    """A line that opens with a quotation belongs to the verb and colon that end the line before."""
    first = paragraph.sentences[0] if paragraph.sentences else None
    link, reading.announced = reading.announced, None
    if link and first and first.quotes and not reading.report.masked[first.start : first.quotes[0].start].strip():
        add_direct(reading, first.quotes[0], link)


def _announce(reading: Reading, sentence: Sentence, cues: list[Cue]) -> None:
    masked = reading.report.masked
    if not masked[sentence.start : sentence.end].rstrip().endswith(":") or not cues:
        return
    cue = cues[-1]
    span = main_subject(masked, sentence, cue, cues) if cue.participle else subject(masked, sentence.start, cue.start)
    reading.announced = Link(cue, span, "announced") if span else None


def _headline(masked: str, paragraph: Paragraph) -> bool:
    """Whether the line is a title or a caption: near the top and without a closing mark."""
    return paragraph.start < _TOP and masked[paragraph.start : paragraph.end].rstrip()[-1:] not in ".!?”…:;,"


def _joined(masked: str, sentences: tuple[Sentence, ...]) -> list[Sentence]:
    """Sentences, with “…?” and its "Trump said" together again."""
    joined: list[Sentence] = []
    for one in sentences:
        last = joined[-1] if joined else None
        if last and last.quotes and masked[last.end - 1] == "”" and masked[last.end - 2] in "?!…" and not one.quotes:
            cues = find_cues(masked, one.start, min(one.end, one.start + 90))
            if cues and plausible(masked[one.start : cues[0].start].strip()) and cues[0].kind == "say":
                joined[-1] = Sentence(start=last.start, end=one.end, quotes=last.quotes)
                continue
        joined.append(one)
    return joined


def _alone(reading: Reading, sentence: Sentence, previous: Attribution | None, *, opens: bool) -> None:
    """A sentence that is nothing but a quotation goes on for whoever spoke just before."""
    masked = reading.report.masked
    for quote in sentence.quotes[:1]:  # before any other stands at least the first
        if quote.start in reading.used or masked[sentence.start : quote.start].strip():
            continue
        if WORDS.search(masked, quote.end, sentence.end) or quote.last - quote.first < (_BRIEF if previous else _FULL):
            continue
        run = reading.last_quote
        source = previous or (run if opens and run else None)
        if source is None:
            continue
        rule, sure = (
            ("next-paragraph", 0.7) if not previous else ("continued" if previous.direct else "after-report", 0.95)
        )
        reading.used.add(quote.start)
        one = _again(reading, quote, source, rule, sure)
        reading.found.append(one)
        reading.last_quote = one


def _again(reading: Reading, quote: Quote, source: Attribution, rule: str, sure: float) -> Attribution:
    voice = Voice(
        speaker=source.speaker, role=source.role, issuer=source.issuer, issuer_id=source.issuer_id,
        country=source.country, confidence=source.confidence,
    )  # fmt: skip
    return attribution(
        reading, quote.first, quote.last, voice, (source.source_start, source.source_end), cue=source.cue,
        direct=True, evidence=Evidence.QUOTED, rule=rule, confidence=source.confidence * sure,
        time=Timing(recalled=source.recalled, start=source.said_start, end=source.said_end),
    )  # fmt: skip
