"""English reports: quotations with the verb before, after or between, and reported speech.

Owns the order in which the rules are tried. Never names an issuer itself; the cast of the article does.
"""

from __future__ import annotations

from bisect import bisect_right

from tracker.language.english.carrying import announce, carry_on, interview, last_said, take_announced
from tracker.language.english.cues import find_cues
from tracker.language.english.direct import direct
from tracker.language.english.hearing import Reading
from tracker.language.english.indirect import plausible
from tracker.language.english.recalling import told_in_past
from tracker.language.english.reported import reported
from tracker.language.english.reports import Paragraph, Sentence, report_of
from tracker.language.english.stances import stances
from tracker.language.names.gazetteer import Gazetteer
from tracker.language.quoting.attribution import Attribution
from tracker.language.quoting.speakers import cast_of

_TOP = 600


def read(text: str, gazetteer: Gazetteer | None, *, day: str = "") -> list[Attribution]:
    """Attributions of an English article, in the order found."""
    report = report_of(text)
    reading = Reading(report=report, cast=cast_of(text, gazetteer, day=day), past=told_in_past(report.masked))
    answers = interview(reading)
    ends = [end for _, end in answers]
    for paragraph in reading.report.paragraphs:
        place = bisect_right(ends, paragraph.start)
        if place == len(answers) or answers[place][0] >= paragraph.end:
            _read_paragraph(reading, paragraph)
    return reading.found


def _read_paragraph(reading: Reading, paragraph: Paragraph) -> None:
    masked, begun = reading.report.masked, len(reading.found)
    previous: Attribution | None = None
    if take_announced(reading, paragraph):
        reading.above = reading.found[-1]
        return
    sentences = _joined(masked, paragraph.sentences)
    headline = _headline(masked, paragraph)
    for sentence in sentences:
        cues = find_cues(masked, sentence.start, sentence.end) if _wants_cues(masked, sentence) else []
        before = len(reading.found)
        direct(reading, sentence, cues)
        carry_on(reading, sentence, previous, opens=sentence is sentences[0])
        if sentence is sentences[-1]:
            announce(reading, sentence, cues)
        if not headline:
            reported(reading, sentence, cues)
            stances(reading, sentence)
        previous = last_said(reading.found[before:]) or previous
    reading.above = last_said(reading.found[begun:])


def _wants_cues(masked: str, sentence: Sentence) -> bool:
    """Whether a verb of saying matters here: beside quotations, before a colon, and in "according to"."""
    words = masked[sentence.start : sentence.end]
    return bool(sentence.quotes) or words.rstrip().endswith(":") or "ccording to " in words


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
